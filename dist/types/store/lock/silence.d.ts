import type { WriterSession } from '../session.js';
import type { IsGone } from './claim.js';
/**
 * Tells whose files nobody stands behind any more: by facts at once; where no fact decides, once a file has not been renewed for `stale` milliseconds
 * while we watched it. Time is that of our own monotonic clock alone: neither the wall clock of a holder nor our own is asked. A holder that is known to
 * live is never gone.
 */
export declare function watchSilence({ fs, self }: WriterSession, stale: number): IsGone;
