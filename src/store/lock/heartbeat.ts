import { errnoOf } from '../../model/errors.ts';
import { type FsOps, RENEW_FLAGS, uninterrupted } from '../fs-ops.ts';
import type { StoreLog } from '../log.ts';
import { closeRead } from '../read-bytes.ts';
import { type LockRecord, parseLock, renderLock } from './record.ts';

/** A file of ours that says that we live; all links to it say the same. */
interface Pulse {
  readonly file: string;
  readonly lockId: string;
  every: number;
  stale: number;
  holders: number;
  timer: NodeJS.Timeout;
  /** From the first beat on; `lost` where the file is no longer ours. */
  opened: { readonly fd: number; readonly record: LockRecord; readonly length: number } | 'lost' | undefined;
  isTold: boolean;
}

/** The last moment whose year has four digits. */
const LAST_MS = Date.UTC(10_000, 0) - 1;

/** Beats so often within the time after which silence counts as death. */
const BEATS = 10;

/**
 * Renews the time in our lock files while we hold them, so that those who cannot ask for our process see that it lives. A run that is shorter than a tenth of
 * the threshold renews nothing and opens nothing. It writes through one descriptor, opened on a file whose content was found to be our own instance: whoever
 * broke our lock meanwhile has a file of his own, which is never touched.
 */
export class Heartbeat {
  readonly #fs: FsOps;
  readonly #now: () => Date;
  readonly #log: StoreLog;
  readonly #pulses = new Map<string, Pulse>();

  constructor(fs: FsOps, now: () => Date, log: StoreLog) {
    this.#fs = fs;
    this.#now = now;
    this.#log = log;
  }

  /** Keeps that file fresh until the function given is called, for those who take it for left behind after `stale` milliseconds. */
  keep(file: string, lockId: string, stale: number): () => void {
    const pulse = this.#pulses.get(file) ?? this.#begin(file, lockId, stale);
    pulse.holders += 1;
    if (stale < pulse.stale) this.#retime(pulse, stale);
    return () => {
      pulse.holders -= 1;
      if (pulse.holders === 0) this.#end(pulse);
    };
  }

  #begin(file: string, lockId: string, stale: number): Pulse {
    const pulse: Pulse = {
      file,
      lockId,
      every: intervalOf(stale),
      stale,
      holders: 0,
      timer: setInterval(() => this.#beat(pulse), intervalOf(stale)).unref(),
      opened: undefined,
      isTold: false,
    };
    this.#pulses.set(file, pulse);
    return pulse;
  }

  #retime(pulse: Pulse, stale: number): void {
    clearInterval(pulse.timer);
    pulse.stale = stale;
    pulse.every = intervalOf(stale);
    pulse.timer = setInterval(() => this.#beat(pulse), pulse.every).unref();
  }

  #end(pulse: Pulse): void {
    clearInterval(pulse.timer);
    this.#pulses.delete(pulse.file);
    if (typeof pulse.opened === 'object') closeRead(this.#fs, pulse.opened.fd);
    pulse.opened = undefined;
  }

  /** What fails now may succeed with the next beat; nothing is lost by a lock that is broken too early but the change at hand, which then is refused. */
  #beat(pulse: Pulse): void {
    try {
      pulse.opened ??= this.#open(pulse);
      if (pulse.opened === 'lost') return;
      const { fd, record, length } = pulse.opened;
      const bytes = renew(record, this.#now(), pulse.stale);
      // In one write, and never longer or shorter: whoever reads meanwhile finds a whole record. A clock beyond the year 9999 would change that.
      if (bytes.length === length) uninterrupted(() => this.#fs.write(fd, bytes, 0, length, 0));
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === undefined) throw error;
      if (!pulse.isTold) this.#log({ kind: 'lock-not-renewed', path: pulse.file, errno });
      pulse.isTold = true;
    }
  }

  /** `lost` for a file that is not of our instance: it was taken away, and at its place stands nothing, or another one. */
  #open({ file, lockId }: Pulse): NonNullable<Pulse['opened']> {
    let fd: number;
    try {
      fd = uninterrupted(() => this.#fs.open(file, RENEW_FLAGS));
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return 'lost';
      throw error;
    }
    const bytes = new Uint8Array(65_536);
    const length = uninterrupted(() => this.#fs.read(fd, bytes, 0, bytes.length, 0));
    const found = parseLock(new TextDecoder().decode(bytes.subarray(0, length)));
    if (found.kind === 'record' && found.record.lockId === lockId) return { fd, record: found.record, length };
    closeRead(this.#fs, fd);
    return 'lost';
  }
}

function intervalOf(stale: number): number {
  // A timer takes no more than 31 bits.
  return Math.min(Math.max(1, stale / BEATS), 2 ** 31 - 1);
}

function renew(record: LockRecord, now: Date, stale: number): Uint8Array {
  const { acquiredAt } = record.timing;
  const expiresAt = new Date(Math.min(now.getTime() + stale, LAST_MS)).toISOString();
  return renderLock({ ...record, timing: { acquiredAt, renewedAt: now.toISOString(), expiresAt } });
}
