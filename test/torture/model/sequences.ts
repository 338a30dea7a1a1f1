import fc from 'fast-check';
import type { FsOps } from '../../../src/store/fs-ops.ts';
import { allCommands, type Counts } from './commands.ts';
import { aModel } from './model.ts';
import { aReal, removeReal } from './real.ts';

/** What the sequences came to; printable as it is. */
export interface ModelFigures {
  readonly seed: number;
  readonly sequences: number;
  readonly commands: number;
  readonly crashes: number;
  /** Interrupted changes that the next command completed, and took back. */
  readonly completed: number;
  readonly undone: number;
  /** Commands that met the lock of another session. */
  readonly locked: number;
  /** The shortest sequence found after which the real project is none that the model allows; none where there is none. */
  readonly bad: readonly string[];
}

export interface ModelSettings {
  readonly seed: number;
  readonly sequences: number;
  /** Milliseconds after which no more are begun. */
  readonly time: number;
  /** What is wrong with the store, for a control: then the first thing found ends it. */
  readonly using?: (fs: FsOps) => FsOps;
}

/** Runs random sequences of at most thirty commands against a project on a disk and one in memory, and holds one against the other after each command. */
export async function runSequences({ seed, sequences, time, using }: ModelSettings): Promise<ModelFigures> {
  const counts: Counts = { commands: 0, crashes: 0, completed: 0, undone: 0, locked: 0 };
  const commands = fc.commands(allCommands(counts), { maxCommands: 30, size: 'max' });
  const property = fc.asyncProperty(commands, async (all) => {
    const real = aReal(using ?? ((fs) => fs));
    try {
      await fc.asyncModelRun(() => ({ model: aModel(), real }), all);
    } finally {
      removeReal(real);
    }
  });
  const result = await fc.check(property, {
    seed,
    numRuns: sequences,
    interruptAfterTimeLimit: time,
    endOnFailure: using !== undefined,
  });
  const found = result.failed && result.counterexample !== null;
  const told = `seed ${seed}, path ${result.counterexamplePath}: ${result.counterexample}: ${result.errorInstance}`;
  return { seed, sequences: result.numRuns, ...counts, bad: found ? [told] : [] };
}
