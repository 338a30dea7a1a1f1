import { join } from 'node:path';
import type { Pointer } from '../../model/pointer.ts';
import { pointerTo } from '../../model/pointer.ts';
import { getMember, isArray, isObject, type Value, type ValueObject } from '../../model/value.ts';
import { withValueAt } from '../../model/with-value.ts';
import { readRaw } from '../../store/read.ts';
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
  const isInPackage = isThere('package.json') && hasMember(at('package.json'), context);
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
  const known = getMember(tasks, USUAL_NAMES);
  const all = known === undefined ? task : [...(isArray(known) ? known : [known]), task];
  return withValueAt(settings, pointerTo(base, USUAL_NAMES), all);
}

function hasMember(path: string, { fs }: HookContext): boolean {
  const raw = readRaw(fs, { kind: 'file', path }, 16 * 1024 * 1024);
  return raw.kind === 'raw' && raw.text?.includes(`"${MEMBER}":`) === true;
}
