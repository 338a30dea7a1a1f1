import { isDeepStrictEqual } from 'node:util';
import type { FindingCode } from '../../../src/model/finding.ts';
import type { Damage } from './damages.ts';
import type { Happened } from './happened.ts';
import { type Content, type Subject, valueIn } from './subjects.ts';
import type { Standing } from './surroundings.ts';

/** One accident: what happens to which file, what stands around it, and what statefix makes of it. */
export interface Row {
  readonly damage: Damage;
  readonly subject: Subject;
  readonly around: readonly Standing[];
  /** Facts of the kind beyond those of the subject. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Words behind `statefix repair`. */
  readonly words?: readonly string[];
  /** All that `check` finds, once each. */
  readonly finds: readonly FindingCode[];
  /** The candidate that `repair` takes, a `*` at its end standing for what nobody can foresee. `none`: it changes nothing, or mends without one. */
  readonly takes: string;
  /** What it says is lost, as `shownLoss` writes it; absent where it takes no candidate. */
  readonly loses?: string;
  /** The state that stands in the file afterwards; absent where it stays as it was. */
  readonly becomes?: Content | 'default' | 'merged';
  readonly exit: 0 | 1 | 3 | 4;
  /** Of its error. */
  readonly error?: string;
}

/** A file that a candidate takes the place of: the state of `before`, unless more is said. */
export function restored(
  damage: Damage,
  subject: Subject,
  around: readonly Standing[],
  finds: readonly FindingCode[],
  takes: string,
  loses: string,
  more: Partial<Row> = {},
): Row {
  return { damage, subject, around, finds, takes, loses, becomes: 'before', exit: 0, ...more };
}

/** A file that still holds the state that it held, and needs no candidate. */
export function intact(
  damage: Damage,
  subject: Subject,
  around: readonly Standing[],
  finds: readonly FindingCode[],
): Row {
  return { damage, subject, around, finds, takes: 'none', becomes: 'now', exit: 0 };
}

/** A file that no candidate takes the place of. */
export function refused(
  damage: Damage,
  subject: Subject,
  around: readonly Standing[],
  finds: readonly FindingCode[],
  exit: Row['exit'],
  more: Partial<Row> = {},
): Row {
  const errors = { 0: {}, 1: {}, 3: { error: 'WRITE_FAILED' }, 4: { error: 'STATE_CORRUPTED' } };
  return { damage, subject, around, finds, takes: 'none', exit, ...errors[exit], ...more };
}

export function nameOfRow({ damage, subject, around, words = [], facts, finds, takes, loses, exit }: Row): string {
  const beside = around.length === 0 ? 'nothing' : around.map(({ name }) => name).join(', ');
  const how = [...words, ...(facts === undefined ? [] : [JSON.stringify(facts)])].join(' ');
  const told = finds.length === 0 ? 'no finding' : finds.join(', ');
  const end = takes === 'none' ? `exit ${exit}` : `takes ${takes}, lost: ${loses}, exit ${exit}`;
  return `${subject.name}, ${damage.name}, beside ${beside}${how === '' ? '' : ` (${how})`}: ${told}; ${end}`;
}

/** What is not as the row says. */
export function faultsOf(row: Row, seen: Happened): readonly string[] {
  const faults: string[] = [];
  const expectSame = (what: string, found: unknown, expected: unknown) => {
    if (!isDeepStrictEqual(found, expected)) faults.push(`${what}: ${shown(found)} instead of ${shown(expected)}`);
  };
  expectSame('findings', seen.found, [...row.finds].sort());
  expectSame('exit of check', seen.checkExit, row.finds.some(isError) ? 1 : 0);
  expectSame('exit', seen.exit, row.exit);
  if (!isCandidate(row.takes, seen.took)) faults.push(`took ${shown(seen.took)} instead of ${row.takes}`);
  expectSame('loss', seen.lost, row.loses);
  expectSame('error', seen.error?.code, row.error);
  if (row.becomes !== undefined) {
    expectSame('exit of check afterwards', seen.exitAfter, 0);
    expectSame('state', stateOf(seen.content), expectedState(row));
  }
  if (seen.isReplaced && !seen.isKept) faults.push('the broken bytes are in no .corrupt file');
  if (row.exit === 4 && !seen.isUntouched) faults.push('something was changed');
  return faults;
}

function isCandidate(expected: string, took: string | undefined): boolean {
  if (expected === 'none') return took === undefined;
  return expected.endsWith('*') ? took?.startsWith(expected.slice(0, -1)) === true : took === expected;
}

const WARNINGS: ReadonlySet<FindingCode> = new Set([
  'VERSION_OUTDATED',
  'LEFTOVER_TEMP',
  'BACKUP_UNHEALTHY',
  'BOM_FOUND',
  'CHECKSUM_PENDING',
]);

function isError(code: FindingCode): boolean {
  return !WARNINGS.has(code);
}

/** Without what belongs to statefix: checksum, times, the record of the recovery. The time of an envelope is that of its backup. */
function stateOf(text: string | undefined): unknown {
  const state = without(text === undefined ? undefined : parsed(text), ['checksum', 'recovery', 'timestamp']);
  if (!isRecord(state) || !isRecord(state['activeInstance'])) return state;
  return { ...state, activeInstance: without(state['activeInstance'], ['lastModifiedAt']) };
}

function without(value: unknown, keys: readonly string[]): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return valueIn(text.replace(/^\uFEFF/, ''));
  } catch {
    // What the other parser thinks of a broken text does not matter: it is no state.
    return 'no state';
  }
}

function expectedState({ becomes, subject }: Row): unknown {
  switch (becomes) {
    case undefined:
      return undefined;
    case 'default':
      return defaultOf(subject);
    case 'merged':
      // What `now` and `theirs` made of `before`, both at once.
      return stateOf(mergedText(subject));
    default:
      // The steps to the current version change no value that the subjects tell apart.
      return stateOf(subject[becomes === 'old' ? 'before' : becomes]);
  }
}

function defaultOf({ kind, registry }: Subject): unknown {
  if (kind !== 'daemon') return JSON.parse(String(registry[`schemas/${kind}/2.schema.json`])).default;
  const stats = { saves_count: 0, total_resumes: 0 };
  return { version: 1, daemon_state: 'stopped', current_session: null, stats };
}

function mergedText({ kind, now }: Subject): string {
  return kind === 'checklist'
    ? now.replace('status: active', 'status: paused')
    : now.replace('at the café', 'at the zoo');
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
