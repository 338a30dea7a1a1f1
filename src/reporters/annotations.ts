import type { Range, Severity } from '../model/finding.ts';
import type { FileReport, ReportedFinding } from '../model/report.ts';
import { shownSentence } from './shown.ts';

/** So many annotations of one level are told where nobody says otherwise; GitHub shows ten a step, and the tenth counts the rest. */
const SHOWN_A_LEVEL = 9;

const LEVELS = ['error', 'warning', 'note'] as const satisfies readonly Severity[];

/** A remark that a code host shows beside the file. */
export interface Annotation {
  readonly level: Severity;
  readonly title: string;
  readonly message: string;
  readonly path: string | undefined;
  readonly range: Range | undefined;
}

/** Chooses annotations from reports as they come; holds no more of them than it will tell. */
export interface Annotator {
  add(report: FileReport): void;
  /**
   * The worst level first; in each the files that could not be acted on, then what differs from a base or stands on changed lines, then the others; and
   * one that counts the rest. `said` is how many of a level were told besides: they take the room of others.
   */
  told(said?: Readonly<Partial<Record<Severity, number>>>): readonly Annotation[];
}

/** `isChanged` tells of a place whether it stands on lines that were changed, where somebody knows. */
export function createAnnotator(
  shownALevel: number = SHOWN_A_LEVEL,
  isChanged: (path: string, range: Range | undefined) => boolean = () => false,
): Annotator {
  const chosen = LEVELS.map((level) => ({ level, first: choiceOf(shownALevel) }));
  return {
    add(report) {
      for (const { annotation, rank } of annotationsOf(report, isChanged)) {
        chosen.find(({ level }) => level === annotation.level)?.first.add(annotation, rank);
      }
    },
    told: (said = {}) =>
      chosen.flatMap(({ level, first }) => {
        const room = Math.max(0, Math.min(shownALevel, SHOWN_A_LEVEL - (said[level] ?? 0)));
        return [...first.chosen(room), ...restOf(level, first.left(room))];
      }),
  };
}

/** How much an annotation is worth beside others of its level: 0 comes first. */
type Rank = 0 | 1 | 2;

/** The first so many by rank, in the order in which they came; the others are counted. */
function choiceOf(limit: number) {
  const byRank: readonly Annotation[][] = [[], [], []];
  let count = 0;
  return {
    add(annotation: Annotation, rank: Rank) {
      count += 1;
      const peers = byRank[rank];
      if (peers !== undefined && peers.length < limit) peers.push(annotation);
    },
    chosen: (room: number) => byRank.flat().slice(0, room),
    left: (room: number) => Math.max(0, count - room),
  };
}

function restOf(level: Severity, more: number): readonly Annotation[] {
  if (more === 0) return [];
  const message = `${more} more ${level}${more === 1 ? '' : 's'}: see the log and the report`;
  return [{ level, title: 'statefix', message, path: undefined, range: undefined }];
}

function annotationsOf(
  report: FileReport,
  isChanged: (path: string, range: Range | undefined) => boolean,
): readonly { readonly annotation: Annotation; readonly rank: Rank }[] {
  const { path, outcome, remaining } = report;
  const findings = remaining.map((finding) => ({
    annotation: annotationOf(path, finding),
    // What a change brought in is what its author can mend at once.
    rank: 'base' in finding.args || isChanged(path, finding.range) ? (1 as const) : (2 as const),
  }));
  if (outcome.kind !== 'failed') return findings;
  const { code, message } = outcome.error;
  const failure = { level: 'error', title: code, message: shownSentence(message, {}), path, range: undefined } as const;
  return [{ annotation: failure, rank: 0 }, ...findings];
}

function annotationOf(path: string, finding: ReportedFinding): Annotation {
  const { severity, code, message, hint, args, pointer, range } = finding;
  const sentence = hint === '' ? message : `${message}. ${hint}`;
  return { level: severity, title: code, message: shownSentence(sentence, { ...args, pointer, path }), path, range };
}
