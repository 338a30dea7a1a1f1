import { StatefixError } from '../../model/errors.ts';
import { nearest } from '../../model/nearest.ts';
import { planGitHook } from './git.ts';
import { planHusky } from './husky.ts';
import { planLefthook } from './lefthook.ts';
import { planLintStaged } from './lint-staged.ts';
import { HOOK_NAMES, type HookName } from './names.ts';
import type { HookContext, HookPlace, HookPlan } from './place.ts';
import { planPreCommit } from './pre-commit.ts';

const PLANS: Readonly<Record<HookName, (place: HookPlace, context: HookContext) => Promise<HookPlan>>> = {
  'pre-commit': planPreCommit,
  lefthook: planLefthook,
  husky: planHusky,
  'lint-staged': planLintStaged,
  git: planGitHook,
};

/** The hook manager of that name. Throws `USAGE` for one that is not known. */
export function hookNamed(text: string): HookName {
  const name = HOOK_NAMES.find((known) => known === text);
  if (name !== undefined) return name;
  const suggestion = nearest(text, HOOK_NAMES);
  const start = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
  throw new StatefixError('USAGE', `Unknown hook ${JSON.stringify(text)}`, {
    hint: `${start}The hooks: ${HOOK_NAMES.join(', ')}.`,
  });
}

/** What it takes for state files to be judged before each commit. What is there stays; nothing is written, and nothing is installed. */
export function planHook(name: HookName, place: HookPlace, context: HookContext): Promise<HookPlan> {
  return PLANS[name](place, context);
}
