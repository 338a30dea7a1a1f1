import { join } from 'node:path';
import { getMember, isArray, isObject, type Value, type ValueObject } from '../../model/value.ts';
import { withValueAt } from '../../model/with-value.ts';
import { changedDocument, misplaced } from './document.ts';
import { type HookContext, type HookPlace, type HookPlan, planOf, stagedCommand, stands } from './place.ts';

/** The names of its settings; the first is the one that a new file gets. */
const NAMES = ['yml', 'yaml', 'json', 'toml'].flatMap((end) => [`lefthook.${end}`, `.lefthook.${end}`]);

/** A command of the hook `pre-commit`, or a job where the hook is made of jobs. */
export async function planLefthook(place: HookPlace, context: HookContext): Promise<HookPlan> {
  const run = stagedCommand(place, context);
  const name = NAMES.find((each) => stands(context.fs, join(place.root, each))) ?? 'lefthook.yml';
  if (name.endsWith('.toml')) {
    const lines = `  [pre-commit.commands.statefix]\n  run = ${JSON.stringify(run)}`;
    return { kind: 'by hand', talk: [`TOML is not edited: add to ${name}:\n${lines}`] };
  }
  const add = (settings: ValueObject) => withCommand(settings, run, name);
  const file = await changedDocument(join(place.root, name), run, add, context);
  return planOf(file, ['Once in each clone: lefthook install']);
}

function withCommand(settings: ValueObject, run: string, name: string): Value | undefined {
  const hook = getMember(settings, 'pre-commit') ?? {};
  const commands = isObject(hook) ? (getMember(hook, 'commands') ?? {}) : undefined;
  if (!isObject(hook) || !isObject(commands)) return misplaced(`${name} (at /pre-commit)`);
  if (namesStatefix(hook)) return undefined;
  const jobs = getMember(hook, 'jobs');
  const more =
    jobs !== undefined && isArray(jobs)
      ? withValueAt(hook, '/jobs', [...jobs, { name: 'statefix', run }])
      : withValueAt(hook, '/commands', withValueAt(commands, '/statefix', { run }));
  return withValueAt(settings, '/pre-commit', more);
}

/** A key or a text at any depth says it: jobs stand in groups, too. */
function namesStatefix(value: Value): boolean {
  if (typeof value === 'string') return /\bstatefix\b/.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => key === 'statefix' || namesStatefix(member));
}
