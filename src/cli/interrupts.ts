const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Interrupting = keyof typeof SIGNALS;

/** Listens for the signals that end a run. */
export interface Interrupts {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The first signal that came, and its exit code. */
  caught(): { readonly name: string; readonly exitCode: number } | undefined;
  /** Gives the signals back to the system. */
  stop(): void;
}

/** Where signals come from: the process. */
export interface SignalSource {
  on(event: Interrupting, listener: () => void): unknown;
  off(event: Interrupting, listener: () => void): unknown;
}

/**
 * From now on a signal aborts instead of killing: the file at hand is finished or left whole. A second one changes nothing, so that impatience
 * leaves nothing half done either.
 */
export function listenForInterrupts(source: SignalSource): Interrupts {
  const controller = new AbortController();
  let first: Interrupting | undefined;
  const listeners = (Object.keys(SIGNALS) as Interrupting[]).map((name) => {
    const listener = () => {
      first ??= name;
      controller.abort();
    };
    source.on(name, listener);
    return { name, listener };
  });
  return {
    signal: controller.signal,
    caught: () => (first === undefined ? undefined : { name: first, exitCode: SIGNALS[first] }),
    stop() {
      for (const { name, listener } of listeners) source.off(name, listener);
    },
  };
}
