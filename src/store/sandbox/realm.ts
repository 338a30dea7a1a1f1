import vm from 'node:vm';
import type { Value } from '../../model/value.ts';
import { firstDifference } from '../../plan/plain-data.ts';
import type { StepResult } from '../../plan/step-runner.ts';
import { type Direction, type JudgedStep, judgeStep, type StepRealm } from '../judge-step.ts';
import type { ModuleSource } from './messages.ts';
import { PRELUDE, type Prelude, REMOVED } from './prelude.ts';

/** Nothing runs longer where the process that would end it has died. */
const WATCHDOG_MS = 15_000;

/** A step that is loaded, twice, in two worlds of its own. */
export interface SandboxedStep {
  run(step: JudgedStep, direction: Direction, value: Value): StepResult;
}

/**
 * Loads a step from the text of its modules, of which it is the first. It has the language alone: no module of Node, no global of Node, no file, no import while
 * it runs. It is run in two worlds, of which each has its own clock and chance; the two results must be equal. Throws what a module throws while it loads.
 */
export async function loadSandboxedStep(modules: readonly ModuleSource[]): Promise<SandboxedStep> {
  const first = await openWorld(modules, false);
  const second = await openWorld(modules, true);
  let isFirstRun = true;
  return {
    run(step, direction, value) {
      const run = ({ realm, exports }: World) => judgeStep({ step, exports }, direction, value, realm);
      const result = run(first);
      if (result.kind === 'failed') return result;
      // Once more: what counts its runs is one ahead from here on.
      if (isFirstRun) run(second);
      isFirstRun = false;
      return compared(result, run(second));
    },
  };
}

const TWO_RESULTS =
  'run twice on equal input it gave two results: it reads the clock, is random, or keeps something from one run to the next';

function compared(first: Extract<StepResult, { readonly kind: 'done' }>, second: StepResult): StepResult {
  if (second.kind === 'failed') {
    return { ...second, reason: `${TWO_RESULTS}; once ${second.reason}`, isNondeterministic: true };
  }
  const pointer =
    firstDifference(first.value, second.value) ?? (String(first.drops) === String(second.drops) ? undefined : '');
  return pointer === undefined ? first : { kind: 'failed', reason: TWO_RESULTS, pointer, isNondeterministic: true };
}

interface World {
  readonly realm: StepRealm;
  readonly exports: Readonly<Record<string, unknown>>;
}

async function openWorld(modules: readonly ModuleSource[], isSecond: boolean): Promise<World> {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const prelude: (isSecond: boolean) => Prelude = vm.runInContext(PRELUDE, context, { filename: 'statefix:prelude' });
  const { copy } = prelude(isSecond);
  const made = new Map(
    modules.map(({ url, source, imports }) => [
      url,
      { imports, module: new vm.SourceTextModule(source, { context, identifier: url }) },
    ]),
  );
  const [entry] = modules;
  const root = entry && made.get(entry.url)?.module;
  if (root === undefined) throw new RangeError('a step has no module');
  await root.link((specifier, { identifier }) => {
    const module = made.get(made.get(identifier)?.imports.get(specifier) ?? '')?.module;
    if (module === undefined) throw new Error(`it imports ${specifier}, which was not seen before the run`);
    return module;
  });
  await root.evaluate({ timeout: WATCHDOG_MS });
  return { realm: realmOf(copy), exports: root.namespace as Readonly<Record<string, unknown>> };
}

function realmOf(copy: Prelude['copy']): StepRealm {
  return {
    copy: (value) => copy(value) as Value,
    call: callWatched,
    // A function of this process must not get into the hands of a step; rejections that nobody waits for are passed over.
    abandon: () => undefined,
    adviceOn,
  };
}

/** A script is what a time limit can be set for. Steps do not see it, since it is no script of their world. */
const CALL = new vm.Script('statefixCall()', { filename: 'statefix:call' });

function callWatched(run: (state: Value) => unknown, state: Value): unknown {
  Object.defineProperty(globalThis, 'statefixCall', { value: () => run(state), configurable: true });
  return CALL.runInThisContext({ timeout: WATCHDOG_MS, displayErrors: false });
}

/** Names of CommonJS, which are no globals, and of globals that other versions of Node have. */
const OF_NODE: ReadonlySet<string> = new Set([
  ...['require', 'module', 'exports', '__dirname', '__filename'],
  ...['WebSocket', 'EventSource', 'navigator', 'localStorage', 'sessionStorage', 'Storage'],
]);

function adviceOn(name: string, message: string): string {
  const [, missing] = /^(\w+) is not defined$/.exec(message) ?? [];
  if (name === 'ReferenceError' && missing !== undefined) {
    const isOfNode = missing in globalThis || OF_NODE.has(missing) || REMOVED.includes(missing);
    return isOfNode ? '; in the sandbox a step has the language alone, and nothing of Node' : '';
  }
  const isFrozen =
    name === 'TypeError' && /not extensible|read only property|Cannot redefine|Cannot delete/.test(message);
  return isFrozen ? '; in the sandbox what the language gives is frozen' : '';
}
