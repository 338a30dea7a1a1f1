import type { SeverityOverrides } from '../../checks/diagnose.ts';
import { sentenceOf } from '../../checks/sentences.ts';
import type { Format } from '../../formats/format.ts';
import { formatNameFor } from '../../formats/index.ts';
import { parseState } from '../../formats/parse.ts';
import { rawFileOf } from '../../formats/raw-file.ts';
import { rewrite } from '../../formats/rewrite.ts';
import type { PlanStep } from '../../model/plan.ts';
import { valueAt } from '../../model/pointer.ts';
import type { ParsedFile, RawFile, StateFile, UnreadFile } from '../../model/state-file.ts';
import type { Value } from '../../model/value.ts';
import { stateFrom } from '../../plan/foreign-state.ts';
import { sealDocuments } from '../../plan/seal.ts';
import type { FoundCandidate } from '../../store/candidates/candidate.ts';
import { whyUnhealthy } from '../why-unhealthy.ts';
import type { Workbench } from '../workbench.ts';
import { type Unfit, unfit } from './candidate.ts';
import type { Evidence } from './evidence.ts';

/** A candidate as it was read, and why it cannot serve. */
export type ReadState =
  | { readonly kind: 'healthy'; readonly file: ParsedFile }
  | { readonly kind: 'unfit'; readonly file: StateFile; readonly unfit: Unfit };

/** Reads one candidate and judges it by the schema and checksum of its own version; runs no step. Never throws for what it is. */
export async function readState(found: FoundCandidate, evidence: Evidence, bench: Workbench): Promise<ReadState> {
  const raw = await found.read();
  if (raw.kind === 'unread') return { kind: 'unfit', file: raw, unfit: unread(raw, found.shown) };
  const { format, loaded } = evidence;
  const isNamed = found.source === 'git' || found.holds !== undefined;
  const own = isNamed ? await ownFormat(raw, evidence, bench) : format;
  const parsed = parseState(raw, own);
  const file = unwrapped(parsed, found, own, evidence);
  if (typeof file === 'string') return { kind: 'unfit', file: parsed, unfit: unfit(file) };
  const judged = await judgeState(file, found.shown, bench.severities, evidence);
  if (judged.kind === 'unfit') return judged;
  const reason = lineageFault(judged.file, evidence, loaded.kind.lineage);
  return reason === undefined ? judged : { kind: 'unfit', file, unfit: reason };
}

/** The same for a text of our own making, which nobody has sealed: it is sealed first. */
export async function readDerived(
  raw: RawFile,
  shown: string,
  evidence: Evidence,
  bench: Workbench,
): Promise<ReadState & { readonly steps: readonly PlanStep[] }> {
  const parsed = parseState(raw, evidence.format);
  if (parsed.kind !== 'parsed') return { ...(await judgeState(parsed, shown, bench.severities, evidence)), steps: [] };
  const { file, steps } = await sealedText(parsed, evidence, bench);
  return { ...(await judgeState(file, shown, bench.severities, evidence)), steps };
}

/** With its checksum renewed where it carries one in itself; what cannot be sealed, the checks name. */
async function sealedText(file: ParsedFile, { loaded, format }: Evidence, { context }: Workbench) {
  const { kind, schemaOf } = loaded;
  if (kind.checksum === false || kind.checksum === 'sidecar') return { file, steps: [] };
  const { changes, steps } = await sealDocuments(file, kind, schemaOf, context.now());
  return changes.size === 0 ? { file, steps: [] } : { file: rewrite(file, format, changes).file, steps };
}

async function judgeState(
  file: StateFile,
  shown: string,
  severities: SeverityOverrides,
  { loaded }: Evidence,
): Promise<ReadState> {
  const reason = await whyUnhealthy(file, shown, loaded, severities);
  if (reason === undefined && file.kind === 'parsed') return { kind: 'healthy', file };
  return { kind: 'unfit', file, unfit: unfit(clause(reason ?? 'it cannot be read')) };
}

function unread(raw: UnreadFile, shown: string): Unfit {
  const { message } = sentenceOf(raw.fault, shown);
  return { kind: 'unfit', reason: clause(message), isUnseen: raw.isIoError, errno: raw.errno };
}

function clause(message: string): string {
  return message.replace(/\.$/, '');
}

/** The extension may have changed in the history of a file, and be another on a backup of another program. */
async function ownFormat(raw: RawFile, { format, loaded }: Evidence, bench: Workbench): Promise<Format> {
  const name = loaded.kind.format ?? formatNameFor(raw.origin.path, raw.text?.slice(0, 1024));
  return name === format.name ? format : await bench.format(name);
}

/** The state that such a backup holds, as a text of its own; the reason where it holds none. */
function unwrapped(file: StateFile, found: FoundCandidate, format: Format, { name }: Evidence): StateFile | string {
  const { holds } = found;
  if (holds === undefined || (holds.at === '' && holds.into === '') || file.kind !== 'parsed') return file;
  const [first] = file.documents;
  const value = first === undefined ? undefined : stateFrom(first, holds, name, found.at);
  return value === undefined ? 'it holds nothing of this file' : rendered(value, file.raw.origin.path, format);
}

/** A value as a text of its own, read again. */
export function rendered(value: Value, path: string, format: Format): StateFile {
  return parseState(rawFileOf(new TextEncoder().encode(format.render(value)), { kind: 'derived', path }), format);
}

function lineageFault({ documents }: ParsedFile, evidence: Evidence, pointer: string | undefined): Unfit | undefined {
  const [first] = documents;
  const found = first === undefined || pointer === undefined ? undefined : valueAt(first, pointer);
  if (evidence.lineage === undefined || found === evidence.lineage) return undefined;
  return unfit(`it is of another lineage: ${pointer} differs`);
}
