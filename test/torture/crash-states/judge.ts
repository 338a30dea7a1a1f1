import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { CrashState } from './crash-points.ts';
import type { Tree, TreeEntry } from './disk.ts';

/** What a run starts from and what it comes to, and whose files are whose. */
export interface Expectation {
  readonly before: Tree;
  readonly after: Tree;
  /** The state files, by path. */
  readonly targets: readonly string[];
  /** The audit as it was when a file was acknowledged. */
  readonly audits: ReadonlyMap<string, Uint8Array>;
  /** Where the next command comes to the same end, and where it leaves a file that was not yet changed as it was. */
  readonly end: 'new' | 'either';
}

export const AUDIT = '.statefix/audit.jsonl';
const JOURNAL_RECORD = /^\.statefix\/journal\/([0-9a-f-]{36})\.json$/;
const MANIFEST = /^\.statefix\/backups\/[^/]+\/manifest\.json$/;
/**
 * Names of which the next command may leave more or fewer than the run that was cut off. A backup or a manifest that was being written goes with the
 * next backup of that file.
 */
const FREE = [
  /^\.statefix(?:\/\.gitignore|\/journal|\/audit\.head|\/audit\.jsonl)?$/,
  /^\.statefix\/audit\.torn-/,
  /^\.statefix\/backups(?:\/[^/]+(?:\/(?:backup\.tmp|manifest\.json(?:\.tmp)?|\d{8}T\d{9}Z-[^/]*))?)?$/,
];

/** Names that carry a time are compared without it. */
function plainTree(tree: Tree): Tree {
  return new Map([...tree].map(([path, entry]) => [path.replace(/(\.corrupt-)\d{8}T\d{6}Z/, '$1UTC'), entry]));
}

/** The names beside a state file that belong to it, itself first. */
function familyOf(target: string, ...trees: readonly Tree[]): readonly string[] {
  const names = new Set(trees.flatMap((tree) => [...tree.keys()]));
  const others = [...names].filter((name) => name.startsWith(`${target}.`) && !/\.lock(?:\.|$)/.test(name));
  return [target, ...others];
}

/**
 * Everything that is wrong with what a power cut left: a file that is neither old nor new, or no longer new though somebody was told that it is; the
 * same for what stands beside it; content that was replaced and is nowhere to be found; books that vouch for what is not so.
 */
export function faultsIn(state: CrashState, expected: Expectation): readonly string[] {
  const found = plainTree(state.tree);
  const before = plainTree(expected.before);
  const after = plainTree(expected.after);
  const faults = expected.targets.flatMap((target) => [
    ...familyOf(target, before, after).flatMap((name) => faultOfName(target, name, state, { found, before, after })),
    ...faultsOfBooks(target, state, expected),
  ]);
  return [...faults, ...faultsOfVouchers(state.tree)];
}

interface Trees {
  readonly found: Tree;
  readonly before: Tree;
  readonly after: Tree;
}

function faultOfName(
  target: string,
  name: string,
  state: CrashState,
  { found, before, after }: Trees,
): readonly string[] {
  const now = found.get(name);
  const isAcknowledged = state.acknowledged.has(target);
  const isReplaced = !isSame(before.get(target), after.get(target)) && isSame(found.get(target), after.get(target));
  // Where a directory keeps its names in order, what was replaced is kept wherever the new content is.
  const isKept = isReplaced && state.isOrdered && isCopy(target, name);
  const ways = onTheWay(before.get(target), name === target || isCopy(target, name) ? after.get(name) : undefined);
  const allowed = isAcknowledged
    ? [after.get(name)]
    : isKept
      ? [after.get(name), ...ways]
      : [before.get(name), after.get(name), ...ways];
  if (allowed.some((each) => isSame(now, each))) return [];
  const should = isAcknowledged ? 'new, as acknowledged' : isKept ? 'what was replaced' : 'old or new';
  return [`${name} is ${shown(now)}, and should be ${should}`];
}

function isCopy(target: string, name: string): boolean {
  return name === `${target}.bak` || name.startsWith(`${target}.corrupt-`);
}

/** Until a replace is done, the old content and its backups are one file, whose mode is first that of the one and then that of the other. */
function onTheWay(old: TreeEntry | undefined, after: TreeEntry | undefined): readonly TreeEntry[] {
  if (old === undefined || after === undefined) return [];
  return [
    { ...old, meta: after.meta },
    { ...after, meta: old.meta },
  ].filter(({ bytes }) => isEqual(bytes, old.bytes));
}

/** In a project: what was replaced is somewhere from the first moment on, and an acknowledged change is in the audit. */
function faultsOfBooks(target: string, { tree, acknowledged }: CrashState, expected: Expectation): readonly string[] {
  if (!expected.after.has(AUDIT)) return [];
  const bad: string[] = [];
  const old = expected.before.get(target);
  const isGone = old !== undefined && ![...tree.values()].some(({ bytes }) => isEqual(bytes, old.bytes));
  if (isGone) bad.push(`the old content of ${target} is nowhere`);
  const audit = expected.audits.get(target);
  const now = tree.get(AUDIT)?.bytes ?? new Uint8Array();
  if (acknowledged.has(target) && audit !== undefined && !isEqual(now.subarray(0, audit.length), audit)) {
    bad.push(`the audit has lost the change of ${target}, which was acknowledged`);
  }
  return bad;
}

/** Whatever a journal record or a manifest says of a file that is there must be true of it. */
function faultsOfVouchers(tree: Tree): readonly string[] {
  return [...tree].flatMap(([path, { bytes }]) => {
    const id = JOURNAL_RECORD.exec(path)?.[1];
    const members = id === undefined && !MANIFEST.test(path) ? undefined : membersOf(bytes);
    if (members === undefined) return [];
    if (id !== undefined) {
      return listOf(members['files']).flatMap((file, index) => {
        return faultOfDigest(tree, `${dirname(path)}/${id}.${index}`, membersIn(file['from'])['digest']);
      });
    }
    return listOf(members['entries']).flatMap((entry) => {
      return faultOfDigest(tree, `${dirname(path)}/${entry['id']}`, entry['digest']);
    });
  });
}

function faultOfDigest(tree: Tree, path: string, digest: unknown): readonly string[] {
  const entry = tree.get(path);
  if (entry === undefined || digestOf(entry.bytes) === digest) return [];
  return [`${path} is vouched for as ${digest}, and is ${shown(entry)}`];
}

/** Everything that is wrong after the next command. */
export function faultsAfterwards(tree: Tree, state: CrashState, expected: Expectation): readonly string[] {
  const found = plainTree(tree);
  const before = plainTree(expected.before);
  const after = plainTree(expected.after);
  const bad: string[] = [];
  for (const name of expected.targets.flatMap((target) => familyOf(target, after))) {
    // Where a directory keeps the later name and not the earlier one, a .bak may be lost before anybody was told that it is kept.
    const isFixed = expected.end === 'new' && (state.isOrdered || expected.targets.includes(name));
    const allowed = isFixed ? [after.get(name)] : [before.get(name), after.get(name)];
    if (!allowed.some((each) => isSame(found.get(name), each))) {
      bad.push(`after the next run ${name} is ${shown(found.get(name))}`);
    }
  }
  const isFree = (name: string) => FREE.some((each) => each.test(name));
  const litter = [...found.keys()].filter((name) => !after.has(name) && !before.has(name) && !isFree(name));
  if (litter.length > 0) bad.push(`after the next run there is litter: ${litter.join(', ')}`);
  return [...bad, ...faultsOfVouchers(tree), ...faultsOfAudit(tree, expected)];
}

/** Files that change together or not at all: what is wrong where some are old and some are new. */
export function mixture(tree: Tree, { before, after, targets }: Expectation): readonly string[] {
  const isAll = (wanted: Tree) => targets.every((target) => isSame(tree.get(target), wanted.get(target)));
  return isAll(before) || isAll(after) ? [] : ['some files are old and some are new'];
}

/** Each change is recorded once, and none of those that were made is missing. */
function faultsOfAudit(tree: Tree, expected: Expectation): readonly string[] {
  if (!expected.after.has(AUDIT)) return [];
  const text = Buffer.from(tree.get(AUDIT)?.bytes ?? []).toString();
  const lines = text.split('\n').flatMap((line): readonly Members[] => {
    const members = membersOf(Buffer.from(line));
    return members === undefined ? [] : [members];
  });
  const ids = lines.map(({ id }) => id);
  const bad = ids.length === new Set(ids).size ? [] : ['a change is recorded twice'];
  const recorded = lines
    .flatMap(({ files }) => listOf(files))
    .map((file) => `${file['path']} ${membersIn(file['to'])['digest']}`);
  for (const target of expected.targets) {
    const now = tree.get(target);
    const isChanged = now !== undefined && !isEqual(now.bytes, expected.before.get(target)?.bytes);
    if (isChanged && !recorded.includes(`${target} ${digestOf(now.bytes)}`))
      bad.push(`no change of ${target} is recorded`);
  }
  return bad;
}

type Members = Readonly<Record<string, unknown>>;

/** The members of a JSON object; `undefined` for anything else, which is recognised as damaged by whoever reads it. */
function membersOf(bytes: Uint8Array): Members | undefined {
  try {
    return membersIn(JSON.parse(Buffer.from(bytes).toString()));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function membersIn(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map(membersIn) : [];
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function isEqual(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && Buffer.compare(one, other) === 0;
}

function isSame(one: TreeEntry | undefined, other: TreeEntry | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const { mode, uid, gid } = one.meta;
  return (
    mode === other.meta.mode && uid === other.meta.uid && gid === other.meta.gid && isEqual(one.bytes, other.bytes)
  );
}

function shown(entry: TreeEntry | undefined): string {
  if (entry === undefined) return 'not there';
  const text = Buffer.from(entry.bytes).toString();
  return `${entry.meta.mode.toString(8)} ${JSON.stringify(text.length < 120 ? text : `${text.slice(0, 60)}…`)}`;
}
