import { dirname, join, relative, sep } from 'node:path';
import { formatNameFor, loadFormat } from '../formats/index.ts';
import { parseState } from '../formats/parse.ts';
import { StatefixError } from '../model/errors.ts';
import type { Value } from '../model/value.ts';
import { resolveConfig } from '../registry/config.ts';
import { documentVersion } from '../registry/document-version.ts';
import { writeAtomic } from '../store/atomic-write.ts';
import { CONFIG_NAMES, findConfig } from '../store/find-config.ts';
import { findDocuments } from '../store/find-documents.ts';
import { openRegistry, type Registry } from '../store/load-registry.ts';
import { readRaw } from '../store/read.ts';
import { displayPath } from '../store/shown-path.ts';
import { type AttributeLines, attributeLines } from './attribute-lines.ts';
import type { HookName } from './hooks/names.ts';
import type { HookFile, HookPlan } from './hooks/place.ts';
import { ignoreLines, workTreeRoot } from './ignore-lines.ts';
import type { RunContext } from './run.ts';

/** Files beyond these are not looked at: init makes a start, it does not take an inventory. */
const MAX_FILES = 500;
const MAX_SIZE = 1024 * 1024;
/** What git runs: base, ours and theirs as files of its own, and the path of the file, which git quotes for the shell. */
const DRIVER = 'statefix merge %O %A %B --path %P';

export interface InitOptions {
  readonly dryRun: boolean;
  /** Let git merge the files of the config by structure. */
  readonly mergeDriver?: boolean;
  /** Have state files judged before each commit, by this. */
  readonly hook?: HookName | undefined;
}

/** What was made, or would be: paths as reports show them, and the whole as text for people. */
export interface InitResult {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly text: string;
}

/**
 * Writes a minimal config for the kinds at hand: those of `./schemas`, and the built-in ones that a file here is of; in a git work tree the ignore
 * lines too. What is there already is never changed, only added to.
 */
export async function init(
  { dryRun, mergeDriver = false, hook: hookName }: InitOptions,
  context: RunContext,
): Promise<InitResult> {
  const { fs, cwd } = context;
  if (mergeDriver) ensureGit('--merge-driver', context);
  const root = hookName === undefined ? undefined : ensureGit('--hook', context);
  const existing = await findConfig({ fs, cwd, named: undefined });
  const path = join(cwd, CONFIG_NAMES[0]);
  const kinds = existing === undefined ? await kindsAtHand(context) : undefined;
  const config = kinds && configText(kinds);
  const ignore = ignoreLines(context);
  const globs = existing?.written.kinds?.flatMap(({ files }) => files) ?? kinds?.flatMap(globsOf) ?? [];
  const attributes = mergeDriver ? attributeLines(globs, existing?.directory ?? cwd, context) : undefined;
  const written = attributes !== undefined && attributes.added.length > 0 ? attributes : undefined;
  const hookPlan =
    hookName === undefined || root === undefined
      ? undefined
      : await hookFor(hookName, { root, config: existing?.path ?? path, globs }, context);
  const hook = hookPlan?.kind === 'write' ? hookPlan.file : undefined;
  const created = [
    ...(config === undefined ? [] : [CONFIG_NAMES[0]]),
    ...(ignore?.isNew ? ['.gitignore'] : []),
    ...(written?.isNew ? [written.name] : []),
    ...(hook?.isNew ? [displayPath(hook.path, cwd)] : []),
  ];
  const additions = [
    ...(ignore === undefined || ignore.isNew ? [] : [{ name: '.gitignore', added: ignore.added }]),
    ...(written === undefined || written.isNew ? [] : [written]),
    ...(hook === undefined || hook.isNew ? [] : [additionOf(hook, cwd)]),
  ];
  if (!dryRun) {
    const options = { fs, log: context.log, mode: 0o644 };
    if (config !== undefined) await writeAtomic(path, config, options);
    if (ignore !== undefined) {
      await writeAtomic(join(cwd, '.gitignore'), ignore.bytes, { ...options, mode: ignore.mode });
    }
    for (const { path: to, bytes, mode } of [written, hook].filter((each) => each !== undefined)) {
      await writeAtomic(to, bytes, { ...options, mode });
    }
  }
  const lines = [
    ...(existing === undefined ? [] : [`There is a config already: ${relative(cwd, existing.path) || existing.path}`]),
    ...created.map((name) => `${dryRun ? 'Would create' : 'Created'} ${name}`),
    ...additions.map(({ name, added }) => `${dryRun ? 'Would add to' : 'Added to'} ${name}: ${added.join(' ')}`),
    ...(mergeDriver ? driverLines(attributes) : []),
    ...(hookPlan === undefined ? [] : hookLines(hookPlan)),
    ...(dryRun && config !== undefined ? ['', config.trimEnd()] : []),
    '',
    kinds?.length === 0
      ? `Next: write schemas/<kind>/1.schema.json, then name the kind and its files in ${CONFIG_NAMES[0]}`
      : 'Next: statefix check',
  ];
  return { created, changed: additions.map(({ name }) => name), text: `${lines.join('\n')}\n` };
}

interface KindAtHand {
  readonly name: string;
  readonly files: readonly string[];
}

async function kindsAtHand(context: RunContext): Promise<readonly KindAtHand[]> {
  const { fs, cwd, builtinRoot } = context;
  const flags = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };
  const config = resolveConfig(undefined, flags, cwd);
  const registry = openRegistry({ fs, cwd, builtin: builtinRoot, config, refs: [] });
  const files = new Map<string, string[]>(registry.userKinds().map((name) => [name, []]));
  for (const path of findDocuments(fs, cwd, MAX_FILES)) {
    const name = await kindOfFile(path, registry, context);
    if (name === undefined) continue;
    const known = files.get(name) ?? [];
    known.push(relative(cwd, path).replaceAll(sep, '/'));
    files.set(name, known);
  }
  return [...files].map(([name, matched]) => ({ name, files: matched }));
}

/** The first kind, the user's before the built-in ones, of which the file carries a version whose schema it fits. */
async function kindOfFile(path: string, registry: Registry, { fs }: RunContext): Promise<string | undefined> {
  const raw = readRaw(fs, { kind: 'file', path }, MAX_SIZE);
  if (raw.kind !== 'raw') return undefined;
  const format = await loadFormat(formatNameFor(path, raw.text?.slice(0, 1024)));
  const file = parseState(raw, format);
  const [value] = file.kind === 'parsed' ? file.documents : [];
  if (value === undefined) return undefined;
  for (const name of registry.kindNames()) {
    if (!name.startsWith('statefix-') && (await isOfKind(value, name, registry))) return name;
  }
  return undefined;
}

async function isOfKind(value: Value, name: string, registry: Registry): Promise<boolean> {
  const { kind, schemaOf } = await registry.kind(name);
  const found = documentVersion(value, kind);
  // A built-in kind whose files say nothing of themselves fits too much to be guessed.
  if (found.kind !== 'known' || (kind.origin === 'built-in' && found.pointer === undefined)) return false;
  const { validator } = await schemaOf(found.version);
  return validator.validate(value).length === 0;
}

function configText(kinds: readonly KindAtHand[]): string {
  const lines = ['# What statefix looks after. All settings: docs/reference.md of statefix.', 'version: 1'];
  if (kinds.length === 0) {
    lines.push('# No kind is at hand yet. A kind is a folder schemas/<kind>/ with a <version>.schema.json in it:');
    lines.push('kinds: {}', '#  my-kind:', "#    files: ['state.json']");
  } else {
    lines.push('kinds:');
    for (const { name, files } of kinds) {
      lines.push(`  ${key(name)}:`);
      if (files.length === 0)
        lines.push('    files: [] # no file here fits yet: add paths or globs, relative to this file');
      else lines.push('    files:', ...globsOf({ files }).map((glob) => `      - ${quoted(glob)}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Git keeps the driver in the settings of each clone, where no file of the repository can put it. */
function driverLines(attributes: AttributeLines | undefined): readonly string[] {
  if (attributes === undefined) return ['.gitattributes cannot be read as text, and was left as it is.'];
  return [
    ...attributes.unsaid.map(
      (glob) => `Git has no words for the glob ${glob}: add its files to .gitattributes by hand.`,
    ),
    '',
    'To merge with it, say once in each clone:',
    `  git config merge.statefix.driver "${DRIVER}"`,
  ];
}

async function hookFor(
  name: HookName,
  { root, config, globs }: { readonly root: string; readonly config: string; readonly globs: readonly string[] },
  context: RunContext,
): Promise<HookPlan> {
  const { planHook } = await import('./hooks/index.ts');
  // What lies at the root is found from there by itself.
  const named = dirname(config) === root ? undefined : displayPath(config, root);
  return planHook(name, { root, config: named, globs }, context);
}

function additionOf(
  { path, added }: HookFile,
  cwd: string,
): { readonly name: string; readonly added: readonly string[] } {
  return { name: displayPath(path, cwd), added: [added] };
}

function hookLines({ kind, talk }: HookPlan): readonly string[] {
  return [
    ...(kind === 'there already' ? ['The hook is there already.'] : []),
    ...(talk.length > 0 ? ['', ...talk] : []),
  ];
}

/** The root of the work tree. */
function ensureGit(option: '--merge-driver' | '--hook', { fs, cwd }: RunContext): string {
  const root = workTreeRoot(fs, cwd);
  if (root !== undefined) return root;
  throw new StatefixError('USAGE', `${option} is for git, and this directory is in no work tree of it`, {
    hint: 'Run it inside of a repository, or make one with: git init',
  });
}

function globsOf({ files }: Pick<KindAtHand, 'files'>): readonly string[] {
  return files.map(literal);
}

/** A path as a glob that matches it alone. */
function literal(path: string): string {
  return path.replaceAll(/[\\*?[\]{}()!@+|]/g, '\\$&');
}

function key(name: string): string {
  return /^[a-z][\w-]*$/i.test(name) ? name : quoted(name);
}

function quoted(text: string): string {
  return /[\x00-\x1f\x7f]/.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
