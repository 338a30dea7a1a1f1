/** How long one text may take, and how little is left to it once the run has lost `PATIENCE` to such texts. Milliseconds. */
const DEADLINE = 500;
const PATIENCE = 1000;
const DEADLINE_WITHOUT_PATIENCE = 20;

/** A text on which a pattern could not be judged in time. Caught where a validator answers; no state is taken as valid over it. */
export class PatternUndecided extends Error {
  readonly pattern: string;

  constructor(pattern: string) {
    super(`The pattern ${pattern} could not be judged in time`);
    this.pattern = pattern;
  }
}

/**
 * Runs regular expressions natively, under a deadline: V8 gives up a regular expression just as it does a script. For the patterns that nothing
 * else can judge, those with look-around or back-references. `judge` throws `PatternUndecided` when time is up; texts that keep doing
 * so cost a run one and a half seconds, and 20 ms each from then on.
 */
export function createNativeEngine(): { judge(pattern: string, flags: string, text: string): boolean } {
  let lost = 0;
  // The last one given up: an explanation asks again for what the verdict asked before.
  let hopeless: { readonly pattern: string; readonly text: string } | undefined;
  let sandbox: { readonly run: (timeout: number) => unknown; readonly input: Record<string, string> } | undefined;
  const judge = (pattern: string, flags: string, text: string): boolean => {
    if (hopeless?.pattern === pattern && hopeless.text === text) throw new PatternUndecided(pattern);
    sandbox ??= createSandbox();
    Object.assign(sandbox.input, { pattern, flags, text });
    const timeout = lost < PATIENCE ? DEADLINE : DEADLINE_WITHOUT_PATIENCE;
    try {
      return sandbox.run(timeout) === true;
    } catch (error) {
      if (!isTimeout(error) && !isStackOverflow(error)) throw error;
      lost += timeout;
      hopeless = { pattern, text };
      throw new PatternUndecided(pattern);
    }
  };
  return { judge };
}

/** Errors of a context of its own are no instances of this one's `Error`. */
export function isTimeout(error: unknown): boolean {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** V8's own limit on backtracking. */
export function isStackOverflow(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'RangeError';
}

function createSandbox() {
  const { createContext, Script } = process.getBuiltinModule('node:vm');
  // Nothing of ours is in reach of the script but three strings.
  const input: Record<string, string> = Object.create(null);
  const context = createContext(input);
  const script = new Script('new RegExp(pattern, flags).test(text)');
  return { input, run: (timeout: number): unknown => script.runInContext(context, { timeout }) };
}
