import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { renderChecksumFile } from '../../src/formats/checksum-file.ts';
import { digestOf } from '../../src/formats/digest.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { ApplyLimits } from '../../src/store/apply.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import type { LockWait } from '../../src/store/lock/acquire.ts';
import type { LogEvent } from '../../src/store/log.ts';
import { openWriterSession, type WriterSession } from '../../src/store/session.ts';

/** The plan that replaces what stands at `path` by `text`, and keeps the old content as `.bak`. */
export function planFor(path: string, text: string, changes: Partial<Plan> = {}): Plan {
  const bytes = new TextEncoder().encode(text);
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return {
    kind: 'plan',
    path,
    steps: [],
    basis: isThere ? digestOf(readFileSync(path)) : 'absent',
    bytes,
    digest: digestOf(bytes),
    mode: undefined,
    allowedMode: undefined,
    keep: 'bak',
    sidecar: undefined,
    notes: [],
    ...changes,
  };
}

/** The same plan for a kind that keeps the checksum beside its files. */
export function withSidecar(plan: Plan): Plan {
  if (plan.digest === 'absent') return plan;
  return {
    ...plan,
    sidecar: { path: `${plan.path}.sha256`, bytes: renderChecksumFile(plan.digest, basename(plan.path)) },
  };
}

/** A session of a test, on the real file system unless it says otherwise; its events are kept. */
export function sessionOf(
  fs: FsOps = nodeFs,
  signal: AbortSignal = new AbortController().signal,
): WriterSession & { readonly events: LogEvent[] } {
  const events: LogEvent[] = [];
  const log = (event: LogEvent) => {
    events.push(event);
  };
  const session = openWriterSession({
    fs,
    log,
    signal,
    now: () => new Date(),
    tool: 'statefix test',
    operation: 'test',
  });
  return Object.assign(session, { events });
}

/** Nothing but the named path's own place bounds it, and it waits for half a second. */
export const LIMITS: ApplyLimits = { allowedRoot: undefined, lockTimeout: 500, staleAfter: 300_000 };

/** Waits for a lock for so many milliseconds; nothing is stale before five minutes. */
export function waiting(timeout: number): LockWait {
  return { timeout, stale: 300_000 };
}
