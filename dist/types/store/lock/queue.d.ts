/**
 * Waits until every earlier caller of this process has left the line for that path, so that they do not fight over its lock file. Gives the function
 * that leaves the line, or `undefined` when the time is over. Rejects with the reason of an aborted signal.
 */
export declare function enterLine(path: string, timeoutMs: number, signal: AbortSignal): Promise<(() => void) | undefined>;
