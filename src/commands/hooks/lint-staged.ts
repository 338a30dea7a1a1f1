import { join } from 'node:path';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { getMember, isArray, isObject, type Value, type ValueObject } from '../../model/value.ts';
import { withValueAt } from '../../model/with-value.ts';
import { shownPath } from '../../store/shown-path.ts';
import { readWritten } from '../../store/written-file.ts';
import { changedDocument, misplaced } from './document.ts';
import { configWords, type HookContext, type HookPlace, type HookPlan, planOf, stands } from './place.ts';

/** Where lint-staged looks, in its order; `package.json` goes first. */
const DATA = ['.lintstagedrc', '.lintstagedrc.json', '.lintstagedrc.yaml', '.lintstagedrc.yml'];
const CODE = ['.lintstagedrc', 'lint-staged.config'].flatMap((name) =>
  ['mjs', 'cjs', 'js', 'mts', 'cts', 'ts'].map((end) => `${name}.${end}`),
);
const MEMBER = 'lint-staged';
const USUAL_NAMES = '*.{json,jsonc,yaml,yml}';

/** A task for files with the usual names of state files. It is given names, since lint-staged puts away what is not staged. */
export async function planLintStaged(place: HookPlace, context: HookContext): Promise<HookPlan> {
  const task = `statefix check --no-error-on-unmatched${configWords(place.config)}`;
  const at = (name: string) => join(place.root, name);
  const isThere = (name: string) => stands(context.fs, at(name));
  const isInPackage = await hasMember(at('package.json'), context);
  const talk = ['Have lint-staged run before a commit, such as by husky: npx lint-staged'];
  const code = CODE.find(isThere);
  if (!isInPackage && code !== undefined) {
    return { kind: 'by hand', talk: [`Code is not edited: add to ${code}:\n  '${USUAL_NAMES}': '${task}'`] };
  }
  const own = isInPackage ? undefined : DATA.find(isThere);
  const name = own ?? (isThere('package.json') ? 'package.json' : '.lintstagedrc.json');
  const base = name === 'package.json' ? `/${MEMBER}` : '';
  const add = (settings: ValueObject) => withTask(settings, base, task, name);
  return planOf(await changedDocument(at(name), task, add, context), talk);
}

function withTask(settings: ValueObject, base: Pointer, task: string, name: string): Value | undefined {
  const tasks = base === '' ? settings : (getMember(settings, MEMBER) ?? {});
  if (!isObject(tasks)) return misplaced(`${name} (at ${base})`);
  if (JSON.stringify(Object.values(tasks)).includes('statefix')) return undefined;
  const known = getMember(tasks, USUAL_NAMES) ?? [];
  const all = [...(isArray(known) ? known : [known]), task];
  const added = withValueAt(tasks, pointerTo('', USUAL_NAMES), all.length === 1 ? task : all);
  return withValueAt(settings, base, added);
}

/** A dependency of the same name stands deeper. */
async function hasMember(path: string, { fs, cwd }: HookContext): Promise<boolean> {
  const written = await readWritten(fs, { path, shown: shownPath(path, cwd), code: 'CONFIG_INVALID' });
  return isObject(written?.value) && Object.hasOwn(written.value, MEMBER);
}
