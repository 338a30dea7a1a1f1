import { copyValue } from '../plan/plain-data.ts';
import type { StepRunner } from '../plan/step-runner.ts';
import { judgeStep, type StepRealm } from './judge-step.ts';
import { type LoadedStep, loadStep } from './load-step.ts';

/** This process itself. */
const OWN_REALM: StepRealm = {
  copy: copyValue,
  call: (run, state) => run(state),
  abandon(promise) {
    // Nobody waits for it; what it may still throw has no bearing on a step that has failed already.
    Promise.resolve(promise).then(undefined, () => undefined);
  },
  adviceOn: () => '',
};

/**
 * A runner that loads migrations as modules of this very process. It does not stop a step that never ends, nor one that means harm: that is what the sandbox
 * is for.
 */
export function createStepRunner(): StepRunner {
  const modules = new Map<string, Promise<LoadedStep>>();
  return async (step, direction, value) => {
    const loading = modules.get(step.path) ?? loadStep(step.path);
    modules.set(step.path, loading);
    const loaded = await loading;
    if (loaded.kind === 'failed') return loaded;
    return judgeStep({ step, exports: loaded.exports }, direction, value, OWN_REALM);
  };
}
