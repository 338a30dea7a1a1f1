import type { WriterSession } from '../session.ts';
import type { IsGone } from './claim.ts';
import { type LockRecord, verdictOn } from './record.ts';

/** Between two looks so much of the time counts at most, where a tenth of the threshold is less: a watcher that was stopped itself saw nothing. */
const LONGEST_LOOK_MS = 1000;

/** How long a record has stayed as it is, under our eyes. */
interface Silence {
  readonly record: string;
  readonly seenAt: number;
  readonly lasted: number;
}

/**
 * Tells whose files nobody stands behind any more: by facts at once; where no fact decides, once a file has not been renewed for `stale` milliseconds
 * while we watched it. Time is that of our own monotonic clock alone: neither the wall clock of a holder nor our own is asked. A holder that is known to
 * live is never gone.
 */
export function watchSilence({ fs, self }: WriterSession, stale: number): IsGone {
  const seen = new Map<string, Silence>();
  const longest = Math.max(stale / 10, LONGEST_LOOK_MS);
  return (record, file) => {
    const verdict = verdictOn(fs, record, self);
    if (verdict !== 'unknown') return verdict === 'dead';
    const silence = goOn(seen.get(file), record, longest);
    seen.set(file, silence);
    return silence.lasted >= stale;
  };
}

function goOn(last: Silence | undefined, found: LockRecord, longest: number): Silence {
  const record = JSON.stringify(found);
  const seenAt = performance.now();
  if (last?.record !== record) return { record, seenAt, lasted: 0 };
  return { record, seenAt, lasted: last.lasted + Math.min(seenAt - last.seenAt, longest) };
}
