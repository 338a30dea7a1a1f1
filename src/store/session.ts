import { dirname, join } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';
import { Heartbeat } from './lock/heartbeat.ts';
import { describeSelf, type ProcessFacts } from './lock/holder.ts';
import { abandon, renderLock } from './lock/record.ts';
import type { StoreLog } from './log.ts';
import { newLockId, SIGNATURE, stagingPath } from './names.ts';
import { writeNewFile } from './new-file.ts';
import { removeDirectory, removeFile } from './remove.ts';
import { during } from './write-error.ts';

export interface SessionOptions {
  readonly fs: FsOps;
  readonly log: StoreLog;
  /** Aborts a wait for a lock; a replace that has begun is finished. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Name and version of the program, as lock files show it. */
  readonly tool: string;
  /** What the run does, as lock files show it: `migrate`. */
  readonly operation: string;
}

/** The staging directory of one run in one parent directory, and the private file in it whose links are the run's locks there. */
export interface Staging {
  readonly directory: string;
  readonly path: string;
  readonly signature: string;
  readonly lockId: string;
  readonly record: Uint8Array;
}

/** Something that must be given back before the run ends. */
export interface Release {
  release(): void;
}

/** Locks and staging directories under one lockId. A file locked for a second time gets another one: an instance of a lock is never used again. */
interface Incarnation {
  readonly lockId: string;
  readonly locked: Set<string>;
  readonly stagings: Map<string, Staging>;
  /** How many stand on it now: locks that are held, registrations as reader. */
  users: number;
}

/** Why a lock file is taken to be stale where its host cannot be asked. */
const STALE_MS = 300_000;

/**
 * One run that writes: its identity, its staging directories, and all that it must not leave behind. `close` takes everything away, synchronously, so
 * that an entry point can call it from an `exit` listener; calling it again is harmless. What cannot be removed even then is told to the log, and the
 * next writer in that directory removes it.
 */
export class WriterSession {
  readonly fs: FsOps;
  readonly log: StoreLog;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly self: ProcessFacts;
  /** Names this run in the audit: the same for all of its changes. */
  readonly run = crypto.randomUUID();
  /** As in `SessionOptions`. */
  readonly tool: string;
  readonly operation: string;
  /** Keeps the lock files of the run fresh while it holds them. */
  readonly heartbeat: Heartbeat;
  /** Directories already looked through for traces of dead writers, with the staging directories there that could not go yet. */
  readonly swept = new Map<string, readonly string[]>();
  readonly #options: SessionOptions;
  readonly #incarnations: Incarnation[] = [];
  readonly #held = new Set<Release>();
  readonly #late = new Map<string, () => string | undefined>();
  #isClosed = false;

  constructor(options: SessionOptions) {
    this.fs = options.fs;
    this.log = options.log;
    this.signal = options.signal;
    this.now = options.now;
    this.tool = options.tool;
    this.operation = options.operation;
    this.self = describeSelf(options.fs);
    this.heartbeat = new Heartbeat(options.fs, options.now, options.log);
    this.#options = options;
  }

  /** The staging directory for that real path, made where there is none yet. Throws `WRITE_FAILED` where it cannot be made. */
  stagingFor(path: string): Staging {
    if (this.#isClosed) throw new Error('this writer session is closed');
    const directory = dirname(path);
    for (let attempt = 1; ; attempt += 1) {
      const incarnation = this.#incarnationFor(path);
      const known = incarnation.stagings.get(directory);
      if (known !== undefined) return known;
      const made = this.#makeStaging(directory, incarnation.lockId, attempt < 20);
      if (made !== undefined) {
        incarnation.stagings.set(directory, made);
        return made;
      }
      this.#retire(incarnation);
    }
  }

  /** Says that the run has locked that path under that lockId: the next lock of it is another instance. */
  markLocked(path: string, lockId: string): void {
    this.#incarnations.find((each) => each.lockId === lockId)?.locked.add(path);
  }

  /** Says that a staging directory is gone (removed, or fenced by somebody who broke our lock): the run goes on under another lockId. */
  loseStaging(staging: Staging): void {
    const owner = this.#incarnations.find((each) => each.lockId === staging.lockId);
    owner?.stagings.delete(staging.directory);
    if (owner !== undefined) this.#retire(owner);
    this.#removeStaging(staging.path);
  }

  /** Leaves a staging directory where it is, on purpose: what is in it still has to be put in place by the next changing command. */
  leaveStaging(staging: Staging): void {
    const owner = this.#incarnations.find((each) => each.lockId === staging.lockId);
    owner?.stagings.delete(staging.directory);
    if (owner !== undefined) this.#retire(owner);
  }

  /** Says that a lock or a registration stands on the private file of that staging directory, until `vacate`. */
  occupy({ lockId }: Staging): void {
    const owner = this.#incarnations.find((each) => each.lockId === lockId);
    if (owner !== undefined) owner.users += 1;
  }

  /**
   * The end of it. Of a file that is locked again and again, as the audit is, only the first incarnation stays to serve others: the directories of ten
   * thousand would be in the way, and their names, of which a process has a thousand, would run out.
   */
  vacate({ lockId }: Staging): void {
    const owner = this.#incarnations.find((each) => each.lockId === lockId);
    if (owner === undefined) return;
    owner.users -= 1;
    const first = this.#incarnations.find(({ locked }) => !locked.has(RETIRED));
    if (owner.users > 0 || owner === first) return;
    for (const { path } of owner.stagings.values()) this.#removeStaging(path);
    this.#incarnations.splice(this.#incarnations.indexOf(owner), 1);
    abandon(lockId);
  }

  isOwnStaging(path: string): boolean {
    return this.#incarnations.some(({ stagings }) => [...stagings.values()].some((each) => each.path === path));
  }

  hold(release: Release): void {
    this.#held.add(release);
  }

  drop(release: Release): void {
    this.#held.delete(release);
  }

  /** Takes note of a file whose removal failed with that errno: `close` tries again, in the same way. */
  removeLater(errno: string | undefined, path: string, remove = () => removeFile(this.fs, path)): void {
    if (errno !== undefined) this.#late.set(path, remove);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const held of [...this.#held]) held.release();
    this.#held.clear();
    const late = [...this.#late].filter(([, remove]) => remove() !== undefined);
    for (const { lockId, stagings } of this.#incarnations) {
      for (const { path } of stagings.values()) this.#report(path, removeDirectory(this.fs, path));
      abandon(lockId);
    }
    // Once more: on a full disk the claim under which a lock is removed finds room only now.
    for (const [path, remove] of late) this.#report(path, remove());
  }

  #incarnationFor(path: string): Incarnation {
    const free = this.#incarnations.find(({ locked }) => !locked.has(path) && !locked.has(RETIRED));
    if (free !== undefined) return free;
    const lockId = newLockId(this.self.pid);
    const fresh = { lockId, locked: new Set<string>(), stagings: new Map<string, Staging>(), users: 0 };
    this.#incarnations.push(fresh);
    return fresh;
  }

  /** Its other locks stay valid and its directories are removed at the end, but it gets nothing new. */
  #retire(incarnation: Incarnation): void {
    incarnation.locked.add(RETIRED);
  }

  /** `undefined` where the name is taken or somebody took the unsigned directory for that of a dead writer: another lockId will do. */
  #makeStaging(directory: string, lockId: string, mayRetry: boolean): Staging | undefined {
    const { fs } = this;
    const path = stagingPath(directory, lockId);
    const signature = join(path, SIGNATURE);
    const record = this.#render(lockId);
    try {
      fs.mkdir(path, 0o700);
    } catch (error) {
      if (mayRetry && errnoOf(error) === 'EEXIST') return undefined;
      during('create directory', path, () => {
        throw error;
      });
    }
    try {
      if (!this.#linkSignature(lockId, signature)) {
        writeNewFile(fs, { path: signature, bytes: record, mode: 0o644, owner: undefined, target: signature });
      }
    } catch (error) {
      this.#removeStaging(path);
      if (mayRetry && errnoOf(causeOf(error)) === 'ENOENT') return undefined;
      throw error;
    }
    return { directory, path, signature, lockId, record };
  }

  /** What is on the disk under one name needs no second sync under another. False where there is none yet, or it cannot be linked there. */
  #linkSignature(lockId: string, signature: string): boolean {
    const owner = this.#incarnations.find((each) => each.lockId === lockId);
    const [first] = owner?.stagings.values() ?? [];
    if (first === undefined) return false;
    try {
      this.fs.link(first.signature, signature);
      return true;
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
      return false;
    }
  }

  #removeStaging(path: string): void {
    const remove = () => removeDirectory(this.fs, path);
    this.removeLater(remove(), path, remove);
  }

  #render(lockId: string): Uint8Array {
    const now = this.now();
    const time = now.toISOString();
    return renderLock({
      version: '1.0.0',
      lockId,
      metadata: this.self,
      timing: { acquiredAt: time, renewedAt: time, expiresAt: new Date(now.getTime() + STALE_MS).toISOString() },
      operation: { type: 'write', name: this.#options.operation },
      tool: this.#options.tool,
    });
  }

  #report(path: string, errno: string | undefined): void {
    if (errno !== undefined) this.log({ kind: 'not-removed', path, errno });
  }
}

/** No path: marks an incarnation under which nothing more is locked. */
const RETIRED = '';

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

/** Begins a run that writes. It touches nothing until the first lock. */
export function openWriterSession(options: SessionOptions): WriterSession {
  return new WriterSession(options);
}
