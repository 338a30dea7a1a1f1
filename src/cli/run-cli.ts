import { reportedError } from '../commands/reported.ts';
import { EXIT_CODES, StatefixError } from '../model/errors.ts';
import { paintOf } from '../reporters/paint.ts';
import { errorText } from '../reporters/text.ts';
import type { SignalSource } from './interrupts.ts';
import type { Invocation } from './invocation.ts';
import { readPlain } from './read-plain.ts';
import { runCommand } from './run-command.ts';
import { columnsOf, type World, wantsColour } from './world.ts';

/** What a command line comes to: its exit code. Throws only for what is a bug. */
export async function runCli(argv: readonly string[], world: World, signals: SignalSource): Promise<number> {
  try {
    const plain = readPlain(argv);
    const invocation = plain ?? (await readWithHelp(argv, world));
    return typeof invocation === 'number' ? invocation : await runCommand(invocation, world, signals);
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    const paint = paintOf(wantsColour(world.stderr, world.env, argv.includes('--no-color')));
    world.stderr.write(errorText('statefix', reportedError(error), paint));
    return EXIT_CODES[error.code];
  }
}

/** The invocation, or the exit code where a text was the answer. */
async function readWithHelp(argv: readonly string[], world: World): Promise<Invocation | number> {
  const { readWithYargs } = await import('./read-with-yargs.ts');
  const reading = await readWithYargs(argv, columnsOf(world));
  if (reading.kind === 'invocation') return reading.invocation;
  // Help that was asked for is a result; help in place of a command is talk about a mistake.
  (reading.isAsked ? world.stdout : world.stderr).write(reading.text);
  return reading.isAsked ? 0 : EXIT_CODES.USAGE;
}
