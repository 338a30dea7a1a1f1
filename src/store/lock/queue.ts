import { setTimeout as delay } from 'node:timers/promises';

/** The end of the line for each real path, in this process. */
const lines = new Map<string, Promise<void>>();

/**
 * Waits until every earlier caller of this process has left the line for that path, so that they do not fight over its lock file. Gives the function
 * that leaves the line, or `undefined` when the time is over. Rejects with the reason of an aborted signal.
 */
export async function enterLine(
  path: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<(() => void) | undefined> {
  const ahead = lines.get(path);
  let leave = () => {};
  const inside = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const end = (ahead ?? Promise.resolve()).then(() => inside);
  lines.set(path, end);
  void end.then(() => {
    if (lines.get(path) === end) lines.delete(path);
  });
  if (ahead === undefined) return leave;
  const timer = new AbortController();
  try {
    const isMyTurn = await Promise.race([
      ahead.then(() => true),
      delay(timeoutMs, false, { signal: AbortSignal.any([signal, timer.signal]) }),
    ]);
    if (isMyTurn) return leave;
    leave();
    return undefined;
  } catch (error) {
    leave();
    throw signal.aborted ? signal.reason : error;
  } finally {
    timer.abort();
  }
}
