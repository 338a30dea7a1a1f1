const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Interrupting = keyof typeof SIGNALS;

/** Listens for the signals that end a run. */
export interface Interrupts {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The first signal that came, and its exit code. */
  caught(): { readonly name: string; readonly exitCode: number } | undefined;
}

/** Where signals come from: the process. */
export interface SignalSource {
  on(event: Interrupting, listener: () => void): unknown;
}

/**
 * From now on a signal aborts instead of killing: the file at hand is finished or left whole. A second one changes nothing, so that impatience
 * leaves nothing half done either, and the exit code still says what happened. Only while Node takes itself down, after all our work is done, a
 * signal kills the process once more, as Node has it; a shell then sees the same code.
 */
export function listenForInterrupts(source: SignalSource): Interrupts {
  const controller = new AbortController();
  let first: Interrupting | undefined;
  for (const name of Object.keys(SIGNALS) as Interrupting[]) {
    source.on(name, () => {
      first ??= name;
      controller.abort();
    });
  }
  return {
    signal: controller.signal,
    caught: () => (first === undefined ? undefined : { name: first, exitCode: SIGNALS[first] }),
  };
}
