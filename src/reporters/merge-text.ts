import type { MergedPlace, MergeReport } from '../model/merge-report.ts';
import { shellWord } from '../model/shell-word.ts';
import { paintOf } from './paint.ts';
import type { Look } from './reporter.ts';
import { shown, shownPath, shownSentence } from './shown.ts';

/** More places than this are counted, not named. */
const MOST_PLACES = 10;

/** `statefix merge` for people: what git does not tell them already. A clean merge without anything to note says nothing. */
export function mergeText(report: MergeReport, { colour, volume }: Pick<Look, 'colour' | 'volume'>): string {
  const paint = paintOf(colour);
  const path = shownPath(report.path);
  const notes = volume === 'quiet' ? [] : report.notes.map((note) => `${path}: note: ${shownSentence(note, {})}\n`);
  const told = outcomeOf(report, volume === 'verbose');
  if (told === undefined) return notes.join('');
  const hint = told.hint === undefined ? '' : `  ${paint.faint('hint:')} ${shownSentence(told.hint, {})}\n`;
  return `${path}: ${shownSentence(told.message, {})}\n${hint}${notes.join('')}`;
}

/** `undefined` where there is nothing to say. */
function outcomeOf(
  report: MergeReport,
  isVerbose: boolean,
): { readonly message: string; readonly hint?: string } | undefined {
  const { outcome, conflicts, reason } = report;
  const path = shellWord(report.path);
  switch (outcome) {
    case 'merged':
      return isVerbose ? { message: `merged by structure${atVersion(report)}` } : undefined;
    case 'conflicted':
      return {
        message: `both sides changed the same: ${placesOf(conflicts)}`,
        hint: `Take one side of each conflict: statefix repair --ours ${path}, or --theirs, or --interactive. Then: git add ${path}`,
      };
    case 'merged by lines':
    case 'conflicted by lines':
      return reason === null ? undefined : { message: `merged by lines: ${reason.message}`, hint: reason.hint };
    case 'unmerged':
      return reason === null ? undefined : { message: `not merged: ${reason.message}`, hint: reason.hint };
  }
}

function atVersion({ stateVersion, registry }: MergeReport): string {
  const version = stateVersion === null ? '' : `, at version ${shown(stateVersion)}`;
  return registry === null ? version : `${version}, by the registry of ${shown(registry.slice(0, 12))}`;
}

function placesOf(places: MergeReport['conflicts']): string {
  const named = places.slice(0, MOST_PLACES).map(placeOf);
  const more = places.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function placeOf({ pointer, reason, document }: MergedPlace): string {
  const place = pointer === '' ? 'the whole document' : shown(pointer);
  const which = document === undefined ? '' : ` of document ${document}`;
  return `${place}${which} (${reason})`;
}
