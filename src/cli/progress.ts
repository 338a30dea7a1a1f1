import { cut, visible } from '../model/visible.ts';
import type { Sink } from './world.ts';

const PATIENCE_MS = 500;
const REDRAW_MS = 100;

/** One line on a terminal that says how far the work is, once it takes longer than half a second. */
export interface Progress {
  /** A file is done. */
  tick(path: string): void;
  /** Takes the line away, so that other text may follow. */
  clear(): void;
}

/**
 * `clock` counts milliseconds. Drawn between files, not by a timer: work in one file is synchronous, and a timer would not fire. Draws nothing
 * where `sink` is no terminal.
 */
export function progressOn(sink: Sink, clock: () => number): Progress {
  if (sink.isTTY !== true) return { tick: () => undefined, clear: () => undefined };
  const start = clock();
  let files = 0;
  let drawnAt = start + PATIENCE_MS - REDRAW_MS;
  let isDrawn = false;
  return {
    tick(path) {
      files += 1;
      const now = clock();
      if (now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      isDrawn = true;
      const width = Math.max(20, (sink.columns ?? 80) - 1);
      sink.write(`\r\u001b[K${cut(`${files} files, at ${visible(path)}`, width)}`);
    },
    clear() {
      if (isDrawn) sink.write('\r\u001b[K');
      isDrawn = false;
    },
  };
}
