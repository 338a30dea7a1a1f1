import type { CandidatesReport, FileCandidates, ListedCandidate } from '../model/recovery.ts';
import { shellWord } from '../model/shell-word.ts';
import { visible } from '../model/visible.ts';
import { shortLossText } from './loss-text.ts';
import { type Paint, paintOf } from './paint.ts';
import type { Look } from './reporter.ts';
import { secondOf, shown, shownPath } from './shown.ts';
import { errorText } from './text.ts';

const NONE = '-';

const NEEDLESS = {
  nothing: 'its content needs no other; repair mends what is beside it',
  'nothing-allowed': 'repair leaves it alone; why, says statefix check',
} as const;

/**
 * What `statefix repair --list` says to people: of each broken file one row a candidate, in the order in which they would be taken, the one that is taken marked,
 * and why the others cannot serve. The first line of a file counts; the last says what to type, with `repeated` in it:
 * the words that a command about these files needs, such as `--kind daemon`.
 */
export function candidatesText(
  report: CandidatesReport,
  { colour, volume }: Pick<Look, 'colour' | 'volume'>,
  repeated: readonly string[],
): string {
  const paint = paintOf(colour);
  return report.files.map((file) => fileText(file, volume, repeated, paint)).join('');
}

function fileText(file: FileCandidates, volume: Look['volume'], repeated: readonly string[], paint: Paint): string {
  const path = shownPath(file.path);
  if (file.error !== undefined) return errorText(path, file.error, paint);
  if (volume === 'quiet') return '';
  if (file.isHealthy) return `${path}: healthy, nothing is to be repaired\n`;
  if (file.needs !== 'candidate') return `${path}: ${NEEDLESS[file.needs]}\n`;
  const { candidates, notes } = file;
  const healthy = candidates.filter(({ isHealthy }) => isHealthy).length;
  const count = candidates.length === 0 ? 'no candidates' : `${counted(candidates.length)}, ${healthy} healthy`;
  return [
    `${path}: ${count}\n`,
    tableText(candidates, volume === 'verbose'),
    candidates.some((candidate) => markOf(candidate) === '-') ? '  -: only when it is asked for\n' : '',
    ...notes.map((note) => `  ${paint.note('note:')} ${shown(note)}\n`),
    `  ${paint.faint('hint:')} ${adviceText(file, repeated)}\n`,
  ].join('');
}

function tableText(candidates: readonly ListedCandidate[], isVerbose: boolean): string {
  if (candidates.length === 0) return '';
  const hasSerials = candidates.some(({ serial }) => serial !== null);
  const heads = ['  NAME', 'VERSION', ...(hasSerials ? ['SERIAL'] : []), 'TIME', 'LOST'];
  const rows = [heads, ...candidates.map((candidate) => rowOf(candidate, hasSerials))];
  const widths = heads.map((_, column) => rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const [head = '', ...others] = lines.map((line) => `  ${line.trimEnd()}\n`);
  return head + candidates.map((candidate, index) => others[index] + belowText(candidate, isVerbose)).join('');
}

function rowOf(candidate: ListedCandidate, hasSerials: boolean): readonly string[] {
  const { name, version, at, serial, isHealthy, dataLoss } = candidate;
  const loss = dataLoss === null ? 'unknown' : shortLossText(dataLoss);
  return [
    `${markOf(candidate)} ${shownPath(name)}`,
    shown(version ?? NONE),
    ...(hasSerials ? [shown(serial ?? NONE)] : []),
    at === null ? NONE : shown(secondOf(at)),
    isHealthy ? loss : 'cannot serve',
  ];
}

/** What is wrong with a candidate; with `--verbose` where it stands, too. */
function belowText({ source, reason, isHealthy }: ListedCandidate, isVerbose: boolean): string {
  const lines = [
    ...(isVerbose ? [`at ${shownPath(source)}`] : []),
    ...(isHealthy ? [] : [shown(reason ?? 'it is not healthy')]),
  ];
  return lines.map((line) => `      ${line}\n`).join('');
}

/** `*`: the one that is taken; `-`: one that is taken only when it is asked for. */
function markOf({ isChosen, isTrusted }: ListedCandidate): string {
  if (isChosen) return '*';
  return isTrusted ? ' ' : '-';
}

function adviceText({ path, candidates }: FileCandidates, repeated: readonly string[]): string {
  const chosen = candidates.find(({ isChosen }) => isChosen);
  const others = candidates.filter(({ isHealthy, isChosen }) => isHealthy && !isChosen);
  // The sides of a conflict are newer than any copy; a reset is the last that anybody should be led to.
  const best = others.find(isSide) ?? others.find(({ name }) => name !== 'default');
  const other = best ?? (chosen === undefined ? others[0] : undefined);
  const command = (verb: string, ...words: readonly string[]) =>
    visible(['statefix', verb, ...words, ...repeated, path].map(shellWord).join(' '));
  const another = other === undefined ? '' : command('repair', ...choosing(other));
  if (chosen !== undefined) {
    const more = other === undefined ? '' : `. For another one: ${another}`;
    return `To take the one that is marked: ${command('repair')}${more}`;
  }
  if (other !== undefined) {
    const isChoice = ['ours', 'theirs'].every((side) => others.some(({ name }) => name === side));
    return `None is taken unasked. To take one: ${another}${isChoice ? ', or --theirs, or --interactive' : ''}`;
  }
  return `None is healthy. Restore the file by hand, from version control or a backup of your own, then run: ${command('check')}`;
}

function choosing({ name }: Pick<ListedCandidate, 'name'>): readonly string[] {
  return isSide({ name }) ? [`--${name}`] : ['--from', name];
}

function isSide({ name }: Pick<ListedCandidate, 'name'>): boolean {
  return name === 'ours' || name === 'theirs';
}

function counted(number: number): string {
  return `${number} ${number === 1 ? 'candidate' : 'candidates'}`;
}
