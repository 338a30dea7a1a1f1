import { StatefixError } from '../../model/errors.ts';
import type { FindingCode } from '../../model/finding.ts';
import { isHandEdit } from '../../plan/repair.ts';
import type { Judgement } from '../judgement.ts';
import type { Workbench } from '../workbench.ts';
import { type Candidate, isHealthy } from './candidate.ts';
import { wordsFor } from './words-for.ts';

/** A list of reasons longer than this helps nobody. */
const MOST_REASONS = 20;

/** Nothing healthy was found, or nothing that may be taken unasked: what was looked at, and what to do next. */
export function notRepairable(
  judgement: Judgement,
  candidates: readonly Candidate[],
  notes: readonly string[],
  bench: Workbench,
): StatefixError {
  const { display } = judgement.target;
  const word = wordsFor(judgement);
  const sides = candidates.filter(isHealthy).filter(({ name }) => name === 'ours' || name === 'theirs');
  if (sides.length > 0) return undecided(display, word, sides);
  const reasons = candidates.flatMap((each) =>
    each.verdict.kind === 'unfit' ? [`${each.shown}: ${each.verdict.reason}`] : [],
  );
  const shown = reasons.slice(0, MOST_REASONS);
  const more = reasons.length > shown.length ? [`${reasons.length - shown.length} more`] : [];
  const told = [...(reasons.length === 0 ? [noneFor(judgement)] : []), ...shown, ...more, ...notes].join('; ');
  return new StatefixError('STATE_CORRUPTED', `${display} is corrupted and no healthy candidate was found: ${told}`, {
    hint: hintFor(judgement, word, bench),
    path: display,
  });
}

/** Two healthy sides: to take one of them unasked would lose the other. */
function undecided(display: string, word: string, sides: readonly Candidate[]): StatefixError {
  const [only, second] = sides.map(({ name }) => name);
  const which = second === undefined ? `its side ${only} is healthy` : 'both of its sides are healthy';
  const choice =
    second === undefined
      ? `statefix repair --${only} ${word}`
      : `statefix repair --ours ${word}, or --theirs, or --interactive`;
  return new StatefixError('STATE_CORRUPTED', `${display} holds a conflict of two writers, and ${which}`, {
    hint: `The file is as it was. Choose, by running: ${choice}`,
    path: display,
  });
}

function noneFor({ kind }: Judgement): string {
  return kind.recover.length === 0
    ? 'its kind lets nothing serve (recover)'
    : `there is no copy of it (looked for: ${kind.recover.join(', ')})`;
}

function hintFor({ target, diagnosis, kind, facts }: Judgement, word: string, { keptIn }: Workbench): string {
  const start = 'The file is as it was.';
  if (isHandEdit(diagnosis.findings)) {
    return `${start} If it was edited by hand and is right, run: statefix seal ${word}`;
  }
  const all = `To see all candidates, also those that its kind does not trust: statefix repair --list ${word}`;
  if (keptIn(target.path) !== undefined && !kind.recover.includes('backups')) {
    return `${start} The project keeps backups of it, and \`recover\` of its kind does not name them. ${all}`;
  }
  if (facts.file.kind !== 'malformed' || diagnosis.findings.some(({ code }) => SAYS_NOTHING.has(code))) {
    return `${start} ${all}`;
  }
  return `${start} ${all}. What can be read of it may be saved: statefix repair --salvage --dry-run ${word}`;
}

/** Of such a text nothing can be saved. */
const SAYS_NOTHING: ReadonlySet<FindingCode> = new Set(['EMPTY_FILE', 'NUL_FILLED', 'CONFLICT_MARKERS']);
