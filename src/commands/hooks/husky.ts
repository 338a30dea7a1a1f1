import { join } from 'node:path';
import { type HookContext, type HookPlace, type HookPlan, planOf, stagedCommand, stands } from './place.ts';
import { scriptAt, withLine } from './script.ts';

/** A line of `.husky/pre-commit`. */
export async function planHusky(place: HookPlace, context: HookContext): Promise<HookPlan> {
  const path = join(place.root, '.husky', 'pre-commit');
  const line = stagedCommand(place, context);
  const script = scriptAt(path, context);
  if (script === 'unreadable') return { kind: 'by hand', talk: [`.husky/pre-commit is no file that can be read.`] };
  const isSetUp = stands(context.fs, join(place.root, '.husky', '_'));
  return planOf(
    script?.runsStatefix === true ? undefined : withLine(path, line, script),
    isSetUp ? [] : ['Once in each clone: npx husky'],
  );
}
