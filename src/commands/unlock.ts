import { StatefixError } from '../model/errors.ts';
import { pathWord } from '../model/shell-word.ts';
import type { ToldProcess, UnlockReport } from '../model/unlock-report.ts';
import { removeInstance } from '../store/lock/claim.ts';
import { describeSelf, type ProcessFacts } from '../store/lock/holder.ts';
import { processOf } from '../store/lock/messages.ts';
import { type Reader, readersOf, removeReader } from '../store/lock/readers.ts';
import { type FoundLock, lockIdOf, readLock, verdictOn } from '../store/lock/record.ts';
import { waitersOf } from '../store/lock/waiters.ts';
import { lockPath } from '../store/names.ts';
import { displayPath } from '../store/shown-path.ts';
import { resolveTarget } from '../store/target.ts';
import { during } from '../store/write-error.ts';
import { openSession } from './open-session.ts';
import type { RunContext } from './run.ts';

export interface UnlockOptions {
  readonly path: string;
  /** The lockId of what is to go; `undefined` only shows. */
  readonly id: string | undefined;
  /** Also what belongs to a process that is alive. */
  readonly isForced: boolean;
}

/** What stands at the lock of one file. */
interface Sight {
  readonly path: string;
  readonly display: string;
  readonly found: FoundLock;
  readonly readers: readonly Reader[];
  readonly self: ProcessFacts;
}

/**
 * Shows who holds the lock of a file, reads it under a shared lock, and waits; with the lockId of one of them, takes its lock away, as a breaker does: under
 * the claim for that instance, with the owner's staging directory fenced off, so that an owner who goes on cannot commit any more.
 *
 * Throws `USAGE` for a force without an id, `STATE_LOCKED` for an id that is none of theirs, for a process that is alive where no force is used, and where
 * another process is at it; `WRITE_FAILED` where the system refuses.
 */
export async function unlock(options: UnlockOptions, context: RunContext): Promise<UnlockReport> {
  const { id, isForced } = options;
  if (isForced && id === undefined) {
    throw new StatefixError('USAGE', '--force asks for the lock that it means', {
      hint: `See its lockId with: statefix unlock ${pathWord(options.path)}`,
    });
  }
  const sight = look(options.path, context);
  const waiting = waitersOf(context.fs, sight.path, sight.self).map((record) =>
    told({ kind: 'record', record }, sight, context),
  );
  const report = (outcome: UnlockReport['outcome']): UnlockReport => ({
    version: 1,
    command: 'unlock',
    path: sight.display,
    lock: displayPath(lockPath(sight.path), context.cwd),
    outcome,
    holder: sight.found.kind === 'absent' ? null : told(sight.found, sight, context),
    concurrency: {
      waitingProcesses: waiting,
      readingProcesses: sight.readers.map(({ found }) => told(found, sight, context)),
    },
  });
  if (sight.found.kind === 'absent' && sight.readers.length === 0) return report('none');
  if (id === undefined) return report('shown');
  remove(id, isForced, sight, context);
  return report('removed');
}

function look(given: string, { fs, cwd }: RunContext): Sight {
  const path = resolveTarget(fs, given, undefined);
  const self = describeSelf(fs);
  const readers = during('read', path, () => readersOf(fs, path)).filter(({ found }) => found.kind !== 'absent');
  return { path, display: displayPath(path, cwd), found: readLock(fs, lockPath(path)), readers, self };
}

function remove(id: string, isForced: boolean, sight: Sight, context: RunContext): void {
  const { path, display, found } = sight;
  const reader = sight.readers.find((each) => lockIdOf(each.found) === id);
  const meant = lockIdOf(found) === id ? found : reader?.found;
  if (meant === undefined) throw notThat(id, sight);
  if (stateOf(meant, sight, context) === 'alive' && !isForced) {
    throw new StatefixError('STATE_LOCKED', `${display} is held by ${processOf(meant)}, which is alive`, {
      hint: `Wait for it, or end it. What it is about to write is refused once its lock is gone; to do that: statefix unlock ${display} --id ${id} --force`,
      path: display,
    });
  }
  if (meant === found) removeLock(id, path, display, context);
  else if (reader !== undefined) removeRegistration(path, reader, context);
}

function removeLock(id: string, path: string, display: string, context: RunContext): void {
  const session = openSession('unlock', context);
  try {
    const staging = session.stagingFor(path);
    const isRemoved = during('take lock', path, () => removeInstance(session, path, lockPath(path), id, staging));
    if (isRemoved) return;
    throw new StatefixError('STATE_LOCKED', `${display}: another process is removing this lock`, {
      hint: `Look again: statefix unlock ${pathWord(display)}`,
      path: display,
    });
  } finally {
    session.close();
  }
}

function removeRegistration(path: string, { file }: Reader, { fs }: RunContext): void {
  const errno = removeReader(fs, path, file);
  if (errno === undefined) return;
  during('take lock', path, () => {
    throw Object.assign(new Error(file), { code: errno });
  });
}

function notThat(id: string, { display, found, path }: Sight): StatefixError {
  const hasNone = found.kind !== 'absent' && lockIdOf(found) === undefined;
  return new StatefixError('STATE_LOCKED', `${display} is not locked by ${JSON.stringify(id)}`, {
    hint: hasNone
      ? `Its lock file names no lockId. If you are sure that no program is writing the file, delete ${lockPath(path)} by hand.`
      : `The lock may have been given back and taken again. To see who holds it now: statefix unlock ${display}`,
    path: display,
  });
}

function stateOf(found: FoundLock, { self }: Sight, { fs }: RunContext): ToldProcess['state'] {
  return found.kind === 'record' ? verdictOn(fs, found.record, self) : 'unknown';
}

function told(found: FoundLock, sight: Sight, context: RunContext): ToldProcess {
  const state = stateOf(found, sight, context);
  const nothing = { user: null, renewedAt: null, operation: null, tool: null };
  switch (found.kind) {
    case 'record': {
      const { lockId, metadata, timing, operation, tool } = found.record;
      return {
        lockId,
        pid: metadata.pid,
        hostname: textOf(metadata.hostname),
        user: textOf(metadata.user),
        since: textOf(timing.acquiredAt),
        renewedAt: textOf(timing.renewedAt),
        operation: textOf(operation.name),
        tool: textOf(tool),
        state,
      };
    }
    case 'foreign': {
      const { lockId, pid, hostname, since } = found;
      const named = { pid: pid === 0 ? null : pid, hostname: textOf(hostname), since: textOf(since) };
      return { ...nothing, ...named, lockId: lockId ?? null, state };
    }
    case 'unreadable':
    case 'absent':
      return { ...nothing, lockId: null, pid: null, hostname: null, since: null, state };
  }
}

function textOf(text: string): string | null {
  return text === '' ? null : text;
}
