import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditLine } from '../../src/model/audit.ts';
import type { RecordedState } from '../../src/model/change.ts';
import { readAudit } from '../../src/store/audit/read.ts';
import { verifyAudit } from '../../src/store/audit/verify.ts';
import { backupWith } from '../../src/store/backups/find.ts';
import { lookAtBackups, readWrittenManifest } from '../../src/store/backups/manifest.ts';
import { BACKUP_STAGE, MANIFEST_STAGE } from '../../src/store/backups/names.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { pendingChanges } from '../../src/store/journal/pending.ts';
import type { JournalRecord } from '../../src/store/journal/record.ts';
import { auditHeadPath, backupsDirectory, journalDirectory, type ProjectStore } from '../../src/store/project-store.ts';
import { replacedContent } from '../../src/store/replaced-content.ts';

/** What a state file is: the digest of its content, and its mode. */
export type State = Pick<RecordedState, 'digest' | 'mode'>;

/** Somebody else's hand on a file, after so many lines of the audit. */
export interface ForeignEdit {
  readonly path: string;
  readonly after: number;
  readonly to: State;
  /** Changes that stood in the journal then: their lines may follow, or not. */
  readonly pending: readonly string[];
}

/** What the books of a project have to account for: what files were before the first line, and what others than statefix did to them. */
export interface Account {
  readonly start: ReadonlyMap<string, State>;
  readonly edits: readonly ForeignEdit[];
}

export function storeOf(root: string): ProjectStore {
  return { root, directory: join(root, '.statefix') };
}

export function stateOf(root: string, path: string): State {
  const at = join(root, path);
  const stats = statSync(at, { throwIfNoEntry: false });
  if (stats === undefined) return { digest: 'absent', mode: null };
  const hash = createHash('sha256').update(readFileSync(at)).digest('hex');
  return { digest: `sha256:${hash}`, mode: stats.mode & 0o7777 };
}

export function linesOf(root: string): readonly AuditLine[] {
  return readAudit(nodeFs, storeOf(root)).lines;
}

export function pendingRecords(root: string): readonly JournalRecord[] {
  return pendingChanges(nodeFs, storeOf(root)).flatMap(({ record }) => record ?? []);
}

/** True for two states that are the same, as far as the system keeps modes. */
function isState(one: State, other: State): boolean {
  return one.digest === other.digest && one.mode === other.mode;
}

/**
 * Everything that is wrong between files and books, at any moment, also right after a kill: the chain must hold, every line must follow from what its file was
 * before it, and each file must be what its last line says, or what a change that stands in the journal makes of it.
 */
export function faultsOfAccount(root: string, { start, edits }: Account): readonly string[] {
  const bad: string[] = [];
  const verdict = verifyAudit(nodeFs, storeOf(root));
  if (verdict.kind === 'broken') bad.push(`the audit is broken: ${verdict.fault.reason}`);
  const lines = linesOf(root);
  const ids = new Set(lines.map(({ id }) => id));
  if (ids.size !== lines.length) bad.push('a change stands in the audit twice');
  const records = pendingRecords(root);
  for (const [path, first] of start) {
    const own = edits.filter((edit) => edit.path === path);
    const { at, bad: gaps } = replay(path, lines, own, first);
    bad.push(...gaps);
    const now = stateOf(root, path);
    const begun = records.flatMap(({ files }) => files.filter((file) => file.path === path).map(({ to }) => to));
    if (![...at, ...begun].some((each) => isState(each, now))) {
      bad.push(`${path} is ${said(now)}, where the books say ${[...at, ...begun].map(said).join(' or ')}`);
    }
  }
  return bad;
}

/** What a file may be after all these lines, each of which has to follow from what it was before. */
function replay(
  path: string,
  lines: readonly AuditLine[],
  edits: readonly ForeignEdit[],
  first: State,
): { readonly at: readonly State[]; readonly bad: readonly string[] } {
  const bad: string[] = [];
  let at: readonly State[] = [first];
  let begun: readonly string[] = [];
  for (let index = 0; index <= lines.length; index += 1) {
    for (const edit of edits.filter(({ after }) => after === index)) {
      at = [edit.to];
      begun = [...begun, ...edit.pending];
    }
    const line = lines[index];
    const file = line?.files.find((each) => each.path === path);
    if (line === undefined || file === undefined) continue;
    if (begun.includes(line.id)) at = [...at, file.to];
    else {
      if (!at.some((each) => isState(each, file.from))) {
        bad.push(`line ${index + 1} replaces ${said(file.from)} of ${path}, which was ${at.map(said).join(' or ')}`);
      }
      at = [file.to];
    }
  }
  return { at, bad };
}

/**
 * Everything that is wrong with a store with which nobody is at work, after a writing command that nothing disturbed. The backups of `excused` files are not
 * looked at: nothing but a command about them puts their manifest right.
 */
export function faultsOfQuietStore(root: string, excused: ReadonlySet<string> = new Set()): readonly string[] {
  const store = storeOf(root);
  const bad = namesIn(journalDirectory(store)).map((name) => `the journal still holds ${name}`);
  for (const name of namesIn(store.directory)) {
    if (OF_STORE.test(name) || (name.endsWith('.mending') && awaitsMending(store))) continue;
    bad.push(`litter: .statefix/${name}`);
  }
  for (const path of pathsWithBackups(root)) if (!excused.has(path)) bad.push(...faultsOfBackups(root, path));
  return bad;
}

/** True where the next line has to mend the audit first: it removes what a killed mending left. */
function awaitsMending(store: ProjectStore): boolean {
  const verdict = verifyAudit(nodeFs, store);
  return !existsSync(auditHeadPath(store)) || (verdict.kind === 'intact' && verdict.remarks.length > 0);
}

const OF_STORE = /^(?:backups|journal|audit\.jsonl|audit\.head|\.gitignore|audit-\d+-\d+\.jsonl|audit\.torn-.*)$/;

/** The recorded paths of all files that have a directory of backups. */
function pathsWithBackups(root: string): readonly string[] {
  return namesIn(backupsDirectory(storeOf(root))).map((name) => decodeURIComponent(name));
}

/** The manifest and its directory must name the same, and each backup must be what is said of it. */
function faultsOfBackups(root: string, path: string): readonly string[] {
  const store = storeOf(root);
  const bad: string[] = [];
  const at = join(root, path);
  const found = lookAtBackups(nodeFs, store, at);
  const written = readWrittenManifest(nodeFs, store, at);
  if (written === undefined && found.files.size > 0) bad.push(`the backups of ${path} have no manifest`);
  const listed = new Map((written ?? []).map((entry) => [entry.id, entry]));
  for (const id of listed.keys())
    if (!found.files.has(id)) bad.push(`the manifest of ${path} lists ${id}, which is gone`);
  for (const id of found.files.keys()) {
    const entry = listed.get(id);
    const { digest, mode } = stateOf(found.path, id);
    if (entry === undefined) bad.push(`the manifest of ${path} does not list ${id}`);
    else if (entry.digest !== digest) bad.push(`the backup ${id} of ${path} is not what was stored`);
    else if (entry.mode !== mode) bad.push(`the backup ${id} of ${path} has another mode than is said`);
  }
  const others = [...found.links, ...found.others];
  const staged = namesIn(found.path).filter((name) => name === MANIFEST_STAGE || name === BACKUP_STAGE);
  for (const name of [...others, ...staged]) bad.push(`litter: ${name} among the backups of ${path}`);
  return bad;
}

/** Every content that the last change of a file took away must be kept somewhere. `excused` are files of which backups were pruned since. */
export function lostContents(
  root: string,
  { start, edits }: Account,
  excused: ReadonlySet<string> = new Set(),
): readonly string[] {
  const lines = linesOf(root);
  return [...start.keys()].flatMap((path) => {
    const index = lines.findLastIndex(({ files }) => files.some((file) => file.path === path));
    const file = lines[index]?.files.find((each) => each.path === path);
    if (file === undefined || file.from.digest === file.to.digest) return [];
    // A program that writes in place between a kill and the next command writes into whatever still shares the file.
    if (excused.has(path) || edits.some((edit) => edit.path === path && edit.after >= index)) return [];
    const [store, at] = [storeOf(root), join(root, path)];
    const { digest } = file.from;
    if (digest === 'absent') return [];
    if (replacedContent(nodeFs, store, at, digest) === undefined) {
      return [`what ${lines[index]?.command} replaced of ${path} is kept nowhere`];
    }
    const isBackedUp = file.backup === null || backupWith(nodeFs, store, at, digest) !== undefined;
    return isBackedUp
      ? []
      : [`what ${lines[index]?.command} replaced of ${path} is in no backup, though the audit names one`];
  });
}

function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory).sort() : [];
}

function said({ digest, mode }: State): string {
  return digest === 'absent' ? 'absent' : `${digest.slice(7, 15)} ${mode?.toString(8)}`;
}
