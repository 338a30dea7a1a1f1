import { diagnose } from '../checks/diagnose.ts';
import type { Facts } from '../checks/facts.ts';
import { formatNameFor } from '../formats/index.ts';
import { parseState } from '../formats/parse.ts';
import { rawFileOf } from '../formats/raw-file.ts';
import type { Diagnosis } from '../model/finding.ts';
import type { Origin, RawFile, StateFile, UnreadFile } from '../model/state-file.ts';
import { isHandEdit } from '../plan/repair.ts';
import type { RegisteredKind } from '../store/load-registry.ts';
import { readRaw } from '../store/read.ts';
import type { SelectedFile } from '../store/select-files.ts';
import { missingError } from '../store/selection-errors.ts';
import { isInside } from '../store/shown-path.ts';
import { during } from '../store/write-error.ts';
import type { Judgement } from './judgement.ts';
import { gatherSiblings, type Surroundings } from './siblings.ts';
import { versionsOf } from './versions-of.ts';
import type { Workbench } from './workbench.ts';

/**
 * Reads a file and what stands beside it, and runs all checks. What it finds in files is a verdict, never an exception; `undefined` for a path at which
 * nothing stands and of which nothing remains, where such paths are passed over. Throws `StatefixError` for a registry that is none, and `NO_FILE_MATCHED`.
 */
export async function judge(target: SelectedFile, bench: Workbench): Promise<Judgement | undefined> {
  const loaded = await bench.kind(target.kindName);
  const raw =
    target.path === '-' ? await readStandardInput(target, loaded, bench) : await readTarget(target, loaded, bench);
  const start = raw.kind === 'raw' ? raw.text?.slice(0, 1024) : undefined;
  const format = await bench.format(
    loaded.kind.format ?? formatNameFor(target.path === '-' ? target.display : target.path, start),
  );
  // Beside a content of the index stands what is in the index.
  const { siblings, unseen } =
    raw.origin.kind === 'git' && bench.staged !== undefined
      ? await bench.staged.siblings(target, loaded.kind)
      : await gatherSiblings(target, raw, loaded, format, bench);
  const found = raw.kind === 'raw' ? parseState(raw, format) : raw;
  const file = isMissing(found) ? await whatRemains(found, { siblings, unseen }, target, loaded, bench) : found;
  if (file === undefined) return undefined;
  const facts: Facts = {
    file,
    kind: loaded.kind,
    siblings,
    versions: await versionsOf(file, loaded),
    isTracked: isTooOpen(raw, loaded) && ((await bench.git()).isTracked(target.path) ?? false),
  };
  const judged = { ...loaded, target, format, facts, unseen, repeated: bench.repeated };
  const diagnosis = diagnose(facts, bench.severities, format);
  return isEdited(diagnosis, facts, target)
    ? await explained({ ...judged, diagnosis }, bench)
    : { ...judged, diagnosis };
}

/** Only where the checksum is all that is wrong, it is worth a search what the file was before. */
function isEdited({ findings }: Diagnosis, { file, kind }: Facts, { path }: SelectedFile): boolean {
  if (file.kind !== 'parsed' || path === '-' || kind.origin === 'ad hoc') return false;
  return (
    isHandEdit(findings) && findings.some(({ code, args }) => code === 'CHECKSUM_MISMATCH' && !args.onlyFormatting)
  );
}

/** The same, with what the file was before somebody edited it, where that is to be had. */
async function explained(judgement: Judgement, bench: Workbench): Promise<Judgement> {
  const ancestor = await (await import('./recovery/ancestor.ts')).ancestorOf(judgement, bench);
  if (ancestor === undefined) return judgement;
  const facts = { ...judgement.facts, ancestor };
  return { ...judgement, facts, diagnosis: diagnose(facts, bench.severities, judgement.format) };
}

async function readTarget(
  target: SelectedFile,
  { kind }: RegisteredKind,
  bench: Workbench,
): Promise<RawFile | UnreadFile> {
  const staged = await bench.staged?.read(target, kind.maxSize);
  if (staged !== undefined) return staged;
  const outside = target.isNamed ? undefined : leadsOutside(target, bench);
  return outside ?? readRaw(bench.context.fs, { kind: 'file', path: target.path }, kind.maxSize);
}

async function readStandardInput(
  target: SelectedFile,
  { kind }: RegisteredKind,
  { context }: Workbench,
): Promise<RawFile | UnreadFile> {
  const bytes = await context.readStdin();
  const origin: Origin = { kind: 'stdin', path: target.display };
  if (bytes.length <= kind.maxSize) return rawFileOf(bytes, origin);
  const args = { size: bytes.length, limit: kind.maxSize };
  const fault = { code: 'SIZE_EXCEEDED', pointer: '', args } as const;
  return { kind: 'unread', origin, fault, isIoError: false, errno: undefined };
}

/** A link that a walk found and that leads out of the root is passed over unread. */
function leadsOutside(target: SelectedFile, { neighbourhood, context }: Workbench): UnreadFile | undefined {
  const real = neighbourhood.followed(target.path);
  // A file that is no link is where the walk was.
  if (real === target.path) return undefined;
  const root = during('read', target.root, () => context.fs.realpath(target.root));
  if (isInside(real, root)) return undefined;
  const fault = { code: 'OUTSIDE_ROOT', pointer: '', args: { target: real } } as const;
  return { kind: 'unread', origin: { kind: 'file', path: target.path }, fault, isIoError: false, errno: undefined };
}

function isMissing(file: StateFile): file is UnreadFile {
  return file.kind === 'unread' && file.fault.code === 'FILE_MISSING';
}

/** A path at which nothing stands is a finding where something of it remains, and no file of ours where not. */
async function whatRemains(
  file: UnreadFile,
  { siblings: { backups, leftovers }, unseen }: Surroundings,
  target: SelectedFile,
  { kind }: RegisteredKind,
  { errorOnUnmatched, context, keptIn, git }: Workbench,
): Promise<UnreadFile | undefined> {
  const remains = [...backups, ...leftovers].map(({ path }) => path).concat(keptIn(target.path) ?? []);
  if (remains.length > 0) return { ...file, fault: { code: 'FILE_MISSING', pointer: '', args: { remains } } };
  if (unseen !== undefined) {
    const reason = `it does not exist, and what is left of it cannot be seen: ${unseen.path} cannot be read (${unseen.errno})`;
    const fault = { code: 'UNREADABLE', pointer: '', args: { reason } } as const;
    return { ...file, fault, isIoError: true, errno: unseen.errno };
  }
  if (kind.recover.includes('git') && (await git()).isTracked(target.path) === true) {
    return { ...file, fault: { code: 'FILE_MISSING', pointer: '', args: { remains, isInGit: true } } };
  }
  if (!errorOnUnmatched) return undefined;
  throw missingError(context.fs, target, context.cwd, ', and no backup of it either');
}

/** Git is asked only about a file whose mode is too open. */
function isTooOpen(raw: RawFile | UnreadFile, { kind }: RegisteredKind): boolean {
  const mode = raw.kind === 'raw' ? raw.stat?.mode : undefined;
  return mode !== undefined && kind.mode !== undefined && (mode & 0o7777 & ~kind.mode) !== 0;
}
