import { AGAINST_BASE } from '../../checks/against/index.ts';
import { statedVersion } from '../../checks/against/pairs.ts';
import { diagnose } from '../../checks/diagnose.ts';
import type { BaseFacts } from '../../checks/facts.ts';
import { parseState } from '../../formats/parse.ts';
import { StatefixError } from '../../model/errors.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { StateFile } from '../../model/state-file.ts';
import type { VersionSchema } from '../../registry/version-schema.ts';
import type { Base } from '../../store/base/base.ts';
import type { BaseEntry } from '../../store/base/tree-listing.ts';
import type { FsOps } from '../../store/fs-ops.ts';
import { readBytes } from '../../store/read-bytes.ts';
import type { Judgement } from '../judgement.ts';
import type { Workbench } from '../workbench.ts';
import { declaredDrops } from './declared-drops.ts';

/** What holding a file against its base takes. */
export interface Sight {
  readonly bench: Workbench;
  readonly base: Base;
  /** By the path of a file: what it was under its old name. */
  readonly renamed: ReadonlyMap<string, BaseEntry>;
  /** The schemas of a kind, as the base has them, of those versions that were edited since. */
  readonly editedOf: (kindName: string) => Promise<ReadonlyMap<string, VersionSchema>>;
}

/**
 * The judgement, and what differs from the base besides. A file whose bytes and mode are what they were is not looked at again; of any other the base's
 * content is read and parsed like any state file.
 */
export async function compared(judgement: Judgement, sight: Sight): Promise<Judgement> {
  const { facts, target } = judgement;
  if (target.path === '-' || facts.file.kind === 'unread') return judgement;
  const { base, bench } = sight;
  const entry = entryOf(target.path, sight);
  const modes = entry && modesOf(target.path, entry, judgement, sight);
  const isSame = entry !== undefined && base.idOf(facts.file.raw.bytes) === entry.id;
  if (isSame && modes === undefined) return { ...judgement, facts: { ...facts, base: unchanged(facts.file, base) } };
  const file = entry === undefined || isSame ? undefined : await readEntry(entry, judgement, base);
  const compared: BaseFacts = {
    shown: base.shown,
    file: isSame ? facts.file : file,
    modes,
    edited: file === undefined ? new Map() : await sight.editedOf(judgement.kind.name),
    ...(file === undefined ? NOTHING_DROPPED : dropsBetween(file, judgement, bench.context.fs)),
  };
  const told = { ...facts, base: compared };
  return { ...judgement, facts: told, diagnosis: diagnose(told, bench.severities, judgement.format, AGAINST_BASE) };
}

/** The base of a file that is what it was: there is nothing to be checked against it. */
function unchanged(file: StateFile, { shown }: Base): BaseFacts {
  return { shown, file, modes: undefined, edited: new Map(), ...NOTHING_DROPPED };
}

/** A link that was one before is followed; what it leads to is what is compared. */
function entryOf(path: string, { base, renamed, bench }: Sight): BaseEntry | undefined {
  const entry = base.at(path) ?? renamed.get(path);
  const followed = bench.neighbourhood.followed(path);
  return entry?.mode === LINK && followed !== path ? base.at(followed) : entry;
}

const LINK = '120000';

/** The content of what was a link is none of the file's. */
async function readEntry(entry: BaseEntry, { kind, format }: Judgement, base: Base): Promise<StateFile | undefined> {
  if (entry.mode === LINK) return undefined;
  const raw = await base.read(entry, kind.maxSize);
  return raw.kind === 'raw' ? parseState(raw, format) : raw;
}

/** The file system is asked first; where it says another mode than the base, the index tells what git would record. Of staged files it tells alone. */
function modesOf(path: string, { mode }: BaseEntry, { facts }: Judgement, { base, bench }: Sight): BaseFacts['modes'] {
  const stat = facts.file.kind === 'unread' || bench.staged !== undefined ? undefined : facts.file.raw.stat;
  const before = mode === LINK ? LINK : isExecutable(Number.parseInt(mode, 8)) ? EXECUTABLE : PLAIN;
  const plain = stat && (isExecutable(stat.mode) ? EXECUTABLE : PLAIN);
  const onDisk = bench.neighbourhood.followed(path) === path ? plain : LINK;
  if (onDisk === before) return undefined;
  const found = base.stagedMode(path) ?? onDisk ?? before;
  return found === before ? undefined : { before, found };
}

const PLAIN = '100644';
const EXECUTABLE = '100755';

function isExecutable(mode: number): boolean {
  return (mode & 0o100) !== 0;
}

const NOTHING_DROPPED = { drops: [], undeclared: [] } as const;

/** What the steps from the versions of the base to those of the file declare, by their texts: nothing is run. */
function dropsBetween(
  before: StateFile,
  { facts: { file }, kind }: Judgement,
  fs: FsOps,
): Pick<BaseFacts, 'drops' | 'undeclared'> {
  if (before.kind !== 'parsed' || file.kind !== 'parsed' || kind.version === false) return NOTHING_DROPPED;
  const known = kind.versions.map(({ version }) => version);
  const from = known.indexOf(statedVersion(before.documents[0] ?? null, kind)?.version ?? '');
  const to = known.indexOf(statedVersion(file.documents[0] ?? null, kind)?.version ?? '');
  if (from === -1 || to <= from) return NOTHING_DROPPED;
  const passed = new Set(known.slice(from + 1, to + 1));
  const drops: Pointer[] = [];
  const undeclared: string[] = [];
  for (const step of kind.steps.filter((each) => passed.has(each.to))) {
    const found = readBytes(fs, step.path, MAX_STEP, 'refused');
    const declared = found.kind === 'bytes' ? declaredDrops(new TextDecoder().decode(found.bytes)) : undefined;
    if (declared === undefined) undeclared.push(step.name);
    else drops.push(...declared);
  }
  return { drops, undeclared };
}

/** Whatever is longer is not read for what it declares. */
const MAX_STEP = 1024 * 1024;

/** The schemas at these places of the base, compiled; one that cannot be is left out: nobody was judged by it. */
export async function compiledSchemas(
  edited: ReadonlyMap<string, string>,
  compile: (version: string, path: string) => Promise<VersionSchema>,
): Promise<ReadonlyMap<string, VersionSchema>> {
  const schemas = new Map<string, VersionSchema>();
  for (const [version, path] of edited) {
    try {
      schemas.set(version, await compile(version, path));
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
    }
  }
  return schemas;
}
