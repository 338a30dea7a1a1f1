import { visible } from '../model/visible.ts';
import type { LogEvent } from '../store/log.ts';

/** How loudly an event is told: `info` only where asked for. */
export interface LogLine {
  readonly level: 'info' | 'notice' | 'warning';
  readonly text: string;
}

/** What happened in the store, in one line for people; paths as `nameOf` shows them. */
export function logLineOf(event: LogEvent, nameOf: (path: string) => string): LogLine {
  const name = visible(nameOf(event.path));
  switch (event.kind) {
    case 'lock-acquired':
      return { level: 'info', text: `lock acquired: ${name}` };
    case 'lock-waiting':
      return {
        level: 'notice',
        text: `waiting for ${name}: ${event.pid === 0 ? 'its lock file does not say by whom it is held' : `locked by pid ${event.pid} on ${visible(event.hostname)}${event.since === '' ? '' : ` since ${visible(event.since)}`}`}`,
      };
    case 'lock-broken':
      return {
        level: 'warning',
        text: `stale lock broken: ${name}, held by pid ${event.pid} on ${visible(event.hostname)}, which ${event.reason === 'dead' ? 'is dead' : 'renews it no more'}, for ${secondsOf(event.ageMs)}`,
      };
    case 'lock-timeout':
      return { level: 'info', text: `gave up waiting for ${name} after ${secondsOf(event.waitedMs)}${heldBy(event)}` };
    case 'lock-not-renewed':
      return {
        level: 'warning',
        text: `could not renew the lock file ${name} (${event.errno}): another machine may break the lock`,
      };
    case 'lock-released':
      return { level: 'info', text: `lock released: ${name}, held for ${secondsOf(event.heldMs)}` };
    case 'leftover-removed':
      return { level: 'info', text: `leftover of a dead writer removed: ${name}` };
    case 'not-removed':
      return {
        level: 'warning',
        text: `could not remove ${name} (${event.errno}): the next changing command will`,
      };
    case 'backup-made':
      return { level: 'info', text: `backup made: ${name}` };
    case 'journal-recovered': {
      const names = [name, ...event.others.map((path) => visible(nameOf(path)))].join(', ');
      const act = event.outcome === 'completed' ? 'completed' : 'ended without a change';
      return { level: 'notice', text: `an interrupted ${visible(event.command)} was ${act}: ${names}` };
    }
    case 'journal-damaged':
      return {
        level: 'warning',
        text: `a record of the journal was damaged and was set aside: ${name}. Check the state files of this project`,
      };
    case 'journal-waits':
      return {
        level: 'notice',
        text: `an interrupted ${visible(event.command)} is left for later: somebody else holds its files (${name})`,
      };
    case 'candidates-unseen':
      return { level: 'warning', text: `not all places were looked at for ${name}: ${visible(event.clause)}` };
    case 'directory-not-synced':
      return {
        level: 'warning',
        text: `this file system cannot sync the folder ${name} (${event.errno}): a power cut may undo the last change`,
      };
    case 'unignored':
      return {
        level: 'notice',
        text: `git does not ignore ${name}. To add the lines to .gitignore: statefix init`,
      };
    case 'base-cut-off':
      return {
        level: 'warning',
        text: `nothing is compared: ${visible(event.ref)} is not in this shallow clone. In the workflow, give actions/checkout the line: fetch-depth: 2 (0 for all of the history)`,
      };
    case 'base-went-on':
      return {
        level: 'notice',
        text: `${visible(event.ref)} has commits that are not in the history here: what they changed looks taken back. To compare with where the two parted: --against ${event.leftAt}`,
      };
    case 'registry-of-base':
      return {
        level: 'notice',
        text: `config and migrations are those of the base, commit ${event.commit.slice(0, 12)}: in this event no code of the work tree is run`,
      };
  }
}

function heldBy({ pid, hostname, since, waiting }: Extract<LogEvent, { kind: 'lock-timeout' }>): string {
  const holder = pid === 0 ? '' : `: held by pid ${pid} on ${visible(hostname)} since ${visible(since)}`;
  return waiting === 0 ? holder : `${holder}${holder === '' ? ': ' : ', '}${waiting} more waiting`;
}

function secondsOf(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`;
}
