import type { ToldProcess, UnlockReport } from '../model/unlock-report.ts';
import { type Paint, paintOf } from './paint.ts';
import type { Look } from './reporter.ts';
import { shown, shownPath } from './shown.ts';

/** `statefix unlock` for people: who holds the lock, who waits, and what to do about it. */
export function unlockText(report: UnlockReport, { colour, volume }: Pick<Look, 'colour' | 'volume'>): string {
  if (volume === 'quiet') return '';
  const paint = paintOf(colour);
  const path = shownPath(report.path);
  if (report.outcome === 'none') return `${path} is not locked.\n`;
  if (report.outcome === 'removed') return `${path}: the lock was removed.\n`;
  const { holder, concurrency } = report;
  const readers = concurrency.readingProcesses;
  const parts = [
    holder === null ? '' : `${path} is locked by ${processText(holder)}\n${detailsText(holder)}`,
    ...readers.map((each) => `${path} is being read by ${processText(each)}\n${detailsText(each)}`),
    ...concurrency.waitingProcesses.map((each) => `  waiting: ${processText(each)}\n`),
    ...[holder ?? [], readers].flat().map((each) => adviceText(report, each, paint)),
  ];
  return parts.join('');
}

function processText({ pid, hostname, user, since }: ToldProcess): string {
  if (pid === null) return 'somebody who is not named';
  const person = user === null ? '' : ` (${shown(user)})`;
  return `pid ${pid} on ${hostname === null ? 'an unknown host' : shown(hostname)}${person}${since === null ? '' : ` since ${shown(since)}`}`;
}

const STATES: Readonly<Record<ToldProcess['state'], string>> = {
  alive: 'it is alive',
  dead: 'it is gone; the next command that changes the file removes its lock',
  unknown: 'whether it still runs cannot be told from here',
};

function detailsText({ state, operation, tool, renewedAt, lockId }: ToldProcess): string {
  const lines = [
    `state: ${STATES[state]}`,
    ...(operation === null && tool === null ? [] : [`does: ${shown([operation, tool].filter(Boolean).join(', by '))}`]),
    ...(renewedAt === null ? [] : [`renewed: ${shown(renewedAt)}`]),
    `lockId: ${lockId ?? 'none: this is no lock file of statefix'}`,
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}

function adviceText({ path, lock }: UnlockReport, { lockId, state }: ToldProcess, paint: Paint): string {
  const hint = paint.faint('hint:');
  if (lockId === null) {
    return `  ${hint} If you are sure that no program is writing the file, delete ${shownPath(lock)} by hand.\n`;
  }
  const force = state === 'alive' ? ' --force' : '';
  return `  ${hint} If you are sure: statefix unlock ${shownPath(path)} --id ${lockId}${force}\n`;
}
