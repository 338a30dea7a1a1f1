import { StatefixError } from '../../model/errors.ts';
import { pathWord } from '../../model/shell-word.ts';
import { cut, visible } from '../../model/visible.ts';
import { lockPath } from '../names.ts';
import type { HolderVerdict } from './holder.ts';
import type { FoundLock } from './record.ts';

/** Who holds a lock, as it can be told; `pid` 0 where nobody is named. */
export interface ToldHolder {
  readonly pid: number;
  readonly hostname: string;
  readonly since: string;
}

export function whoHolds(found: FoundLock): ToldHolder {
  switch (found.kind) {
    case 'record': {
      const { metadata, timing } = found.record;
      return { pid: metadata.pid, hostname: metadata.hostname, since: timing.acquiredAt };
    }
    case 'foreign':
      return { pid: found.pid, hostname: found.hostname, since: found.since };
    case 'unreadable':
    case 'absent':
      return { pid: 0, hostname: '', since: '' };
  }
}

/** The error for a lock that another call of this process holds. */
export function lockedHere(path: string): StatefixError {
  return new StatefixError('STATE_LOCKED', `${path} is locked by another call in this process`, {
    hint: 'Wait for that call, or raise the lock timeout.',
    path,
  });
}

/** The error for a lock that was waited for in vain. */
export function lockedBy(path: string, found: FoundLock, verdict: HolderVerdict): StatefixError {
  const { pid } = whoHolds(found);
  if (pid === 0) {
    return new StatefixError('STATE_LOCKED', `${path} is locked: ${lockPath(path)} exists, and does not say by whom`, {
      hint: `Wait, or raise --lock-timeout. To see what it says: statefix unlock ${pathWord(path)}`,
      path,
    });
  }
  return new StatefixError('STATE_LOCKED', `${path} is locked by ${processOf(found)}`, {
    hint: hintFor(path, verdict),
    path,
  });
}

/** The error for a reader that did not end in time. */
export function readBy(path: string, found: FoundLock, verdict: HolderVerdict): StatefixError {
  return new StatefixError('STATE_LOCKED', `${path} is being read by ${processOf(found)}, which asked for no change`, {
    hint: hintFor(path, verdict),
    path,
  });
}

/** The error for a lock that somebody took over while we held it. */
export function lostLock(path: string): StatefixError {
  return new StatefixError('STATE_CHANGED', `${path}: the lock was taken over by another process`, {
    hint: 'Nothing was written. Run again.',
    path,
  });
}

/** The error for a shared lock that somebody took for left behind while we read under it. */
export function lostSharedLock(path: string): StatefixError {
  return new StatefixError('STATE_CHANGED', `${path}: the shared lock was taken away by another process`, {
    hint: 'The file may have changed between two reads. Read again.',
    path,
  });
}

/** `pid 7 on host since 2026-11-21T…`, in characters that a terminal does not obey. */
export function processOf(found: FoundLock): string {
  const { pid, hostname, since } = whoHolds(found);
  const host = hostname === '' ? 'an unknown host' : visible(cut(hostname));
  return `pid ${pid} on ${host}${since === '' ? '' : ` since ${visible(cut(since))}`}`;
}

function hintFor(path: string, verdict: HolderVerdict): string {
  if (verdict === 'alive')
    return `Wait, or raise --lock-timeout. To see what it is doing: statefix unlock ${pathWord(path)}`;
  return `Whether it still runs cannot be told from here. Wait, raise --lock-timeout, or, if you are sure that it is gone: statefix unlock ${pathWord(path)}`;
}
