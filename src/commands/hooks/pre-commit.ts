import { join } from 'node:path';
import { TOOL_VERSION } from '../../model/tool.ts';
import { getMember, isArray, isObject, type Value, type ValueObject } from '../../model/value.ts';
import { withValueAt } from '../../model/with-value.ts';
import { changedDocument, misplaced } from './document.ts';
import { type HookContext, type HookPlace, type HookPlan, planOf } from './place.ts';

const NAME = '.pre-commit-config.yaml';
const REPOSITORY = 'https://github.com/OWNER/statefix';

/** The repository of the hooks, among those that pre-commit takes hooks from. */
export async function planPreCommit(place: HookPlace, context: HookContext): Promise<HookPlan> {
  const add = (settings: ValueObject) => withHook(settings, place);
  const file = await changedDocument(join(place.root, NAME), 'statefix-check', add, context);
  return planOf(file, [
    ...(file === undefined ? [] : [`In ${NAME}, put the owner of the repository in place of OWNER.`]),
    'Once in each clone: pre-commit install. To begin with: pre-commit run --all-files',
  ]);
}

function withHook(settings: ValueObject, { config, globs }: HookPlace): Value | undefined {
  const repos = getMember(settings, 'repos') ?? [];
  if (!isArray(repos)) return misplaced(`${NAME} (at /repos)`);
  if (repos.some(hasOurs)) return undefined;
  const hook = {
    id: 'statefix-check',
    // The hook itself asks for the usual names of state files alone.
    ...(globs.every(hasUsualName) ? {} : { files: '' }),
    ...(config === undefined ? {} : { args: ['--config', config] }),
  };
  return withValueAt(settings, '/repos', [...repos, { repo: REPOSITORY, rev: `v${TOOL_VERSION}`, hooks: [hook] }]);
}

function hasOurs(repository: Value): boolean {
  const hooks = isObject(repository) ? getMember(repository, 'hooks') : undefined;
  if (hooks === undefined || !isArray(hooks)) return false;
  return hooks.some((hook) => isObject(hook) && String(getMember(hook, 'id')).startsWith('statefix-'));
}

function hasUsualName(glob: string): boolean {
  return /\.(?:jsonc?|ya?ml)$/i.test(glob);
}
