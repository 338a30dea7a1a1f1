import { checksumOf } from '../../formats/canonical.ts';
import type { Format } from '../../formats/format.ts';
import { isMigrationError } from '../../model/errors.ts';
import { valueAt } from '../../model/pointer.ts';
import type { ParsedFile, RawFile, StateFile } from '../../model/state-file.ts';
import { migrateDocuments } from '../../plan/migrate.ts';
import { currentVersion } from '../../registry/document-version.ts';
import type { FoundCandidate } from '../../store/candidates/candidate.ts';
import type { Workbench } from '../workbench.ts';
import { type Candidate, type CandidateVerdict, type Unfit, unfit } from './candidate.ts';
import type { Evidence } from './evidence.ts';
import { readDerived, readState, rendered } from './read-state.ts';

type Name = Pick<Candidate, 'name' | 'source' | 'shown' | 'at'>;

/** A text of our own making: a side of a conflict, a salvaged text, the defaults of a schema. */
export type DerivedCandidate = Name & { readonly raw: RawFile };

/** Reads one candidate, judges it by the schema and checksum of its own version, and brings it to the current one. Never throws for what it is. */
export async function judgeFound(found: FoundCandidate, evidence: Evidence, bench: Workbench): Promise<Candidate> {
  const read = await readState(found, evidence, bench);
  if (read.kind === 'unfit') return candidateOf(found, read.file, read.unfit, evidence);
  const inFormat = read.file.format === evidence.format.name ? read.file : respelled(read.file, evidence.format);
  const verdict =
    inFormat === undefined
      ? unfit(`it is ${read.file.format} with several documents`)
      : await bringForward(inFormat, evidence, bench);
  return candidateOf(found, read.file, verdict, evidence);
}

/** The same for a text of our own making, which is sealed first. */
export async function judgeDerived(found: DerivedCandidate, evidence: Evidence, bench: Workbench): Promise<Candidate> {
  try {
    const read = await readDerived(found.raw, found.shown, evidence, bench);
    if (read.kind === 'unfit') return candidateOf(found, read.file, read.unfit, evidence);
    const verdict = await bringForward(read.file, evidence, bench);
    const isMigrated = verdict.kind === 'healthy' && verdict.state.changes.size > 0;
    // A migration seals anew what it changes.
    if (verdict.kind === 'unfit' || isMigrated) return candidateOf(found, read.file, verdict, evidence);
    const state = { ...verdict.state, steps: read.steps };
    return candidateOf(found, read.file, { kind: 'healthy', state }, evidence);
  } catch (error) {
    // The format may refuse the edit that a seal takes.
    const { raw: _, ...name } = found;
    return {
      ...name,
      version: null,
      serial: undefined,
      isProven: false,
      verdict: refusal(error, 'it cannot be sealed'),
    };
  }
}

function candidateOf(
  { name, source, shown, at }: Name,
  file: StateFile,
  verdict: CandidateVerdict,
  evidence: Evidence,
): Candidate {
  const { serial: pointer } = evidence.loaded.kind;
  const [first] = file.kind === 'parsed' ? file.documents : [];
  const serial = first === undefined || pointer === undefined ? undefined : valueAt(first, pointer);
  return {
    name,
    source,
    shown,
    at,
    version: evidence.versionOf(file),
    serial: typeof serial === 'bigint' || Number.isInteger(serial) ? BigInt(serial as number) : undefined,
    isProven: verdict.kind === 'healthy' && isProven(verdict.state.file, evidence),
    verdict,
  };
}

/** A checksum proves a content that it was made of, wherever that is found again. */
export function isProven({ raw, documents }: ParsedFile, { recorded, loaded: { kind } }: Evidence): boolean {
  if (recorded === undefined || kind.checksum === false) return false;
  if (kind.checksum === 'sidecar') return raw.digest === recorded;
  const [first, second] = documents;
  return first !== undefined && second === undefined && checksumOf(first, kind.checksum) === recorded;
}

function respelled({ documents, raw }: ParsedFile, format: Format): ParsedFile | undefined {
  const [first, second] = documents;
  if (first === undefined || second !== undefined) return undefined;
  const made = rendered(first, raw.origin.path, format);
  return made.kind === 'parsed' ? made : undefined;
}

async function bringForward(
  file: ParsedFile,
  { loaded, format }: Evidence,
  { runStep, context }: Workbench,
): Promise<CandidateVerdict> {
  const { kind, schemaOf } = loaded;
  try {
    const tools = { schemaOf, runStep, now: context.now() };
    const changes = await migrateDocuments(file, kind, currentVersion(kind), tools);
    const steps = [...changes.values()].flatMap((each) => each.steps);
    return { kind: 'healthy', state: { file, format, changes, steps } };
  } catch (error) {
    return refusal(error, `it cannot be brought to ${currentVersion(kind)}`);
  }
}

function refusal(error: unknown, what: string): Unfit {
  if (!isMigrationError(error)) throw error;
  return unfit(`${what}: ${error.message}`);
}
