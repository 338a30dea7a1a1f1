import { reportedError } from '../commands/reported.ts';
import { strongestExitCode } from '../commands/summary.ts';
import { EXIT_CODES, StatefixError } from '../model/errors.ts';
import { jsonText } from '../reporters/json-text.ts';
import { neutral } from '../reporters/neutral.ts';
import type { StoreLog } from '../store/log.ts';
import type { Answer } from './door.ts';
import type { Interrupts } from './interrupts.ts';
import type { Invocation } from './invocation.ts';
import type { OutputOptions, Target } from './output.ts';
import { tellError, writeReports } from './tell.ts';
import { type World, wantsColour } from './world.ts';

/** All that telling an answer needs. */
interface Scene {
  readonly invocation: Invocation;
  readonly options: OutputOptions;
  readonly world: World;
  readonly interrupts: Interrupts;
  readonly log: StoreLog;
}

/** Tells an answer in every format asked for, to the stream and to files. Returns the exit code. */
export async function tellAnswer(ask: () => Promise<Answer>, scene: Scene): Promise<number> {
  const { invocation, options, world, interrupts, log } = scene;
  ensureAnswerable(invocation, options.targets);
  const answer = await answerOf(ask, invocation, (error) => tellError(reportedError(error), world, options));
  const colour = wantsColour(world.stdout, world.env, options.isColourless);
  const textFor = ({ format, file }: Target) => {
    if (format === 'json') return `${jsonText(answer.data, 2)}\n`;
    return neutral(answer.text({ colour: colour && file === undefined, volume: options.volume }));
  };
  const files: { file: string; text: string }[] = [];
  for (const target of options.targets) {
    const text = textFor(target);
    if (target.file !== undefined) files.push({ file: target.file, text });
    else if (text !== '') world.stdout.write(text);
  }
  const talk = answer.talk?.({
    colour: wantsColour(world.stderr, world.env, options.isColourless),
    volume: options.volume,
  });
  if (talk !== undefined && talk !== '') world.stderr.write(neutral(talk));
  const written = await writeReports({ files: () => files }, world, options, log);
  return strongestExitCode([answer.exitCode, written, interrupts.caught()?.exitCode ?? 0]);
}

/** Formats of reports about files have no place for an answer that is none. Throws `USAGE`, before anything is done. */
function ensureAnswerable({ command }: Invocation, targets: readonly Target[]): void {
  const other = targets.find(({ format }) => format !== 'text' && format !== 'json');
  if (other === undefined) return;
  throw new StatefixError('USAGE', `${command} does not answer in the format ${other.format}`, {
    hint: 'Its formats: text, json.',
  });
}

/** What stops a command is told to people at once; the report for programs holds it in place of the answer. */
async function answerOf(
  ask: () => Promise<Answer>,
  { command }: Invocation,
  tell: (error: StatefixError) => void,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    tell(error);
    return {
      data: { version: 1, command, error: reportedError(error) },
      text: () => '',
      exitCode: EXIT_CODES[error.code],
    };
  }
}
