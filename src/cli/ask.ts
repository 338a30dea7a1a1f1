import type { Readable } from 'node:stream';
import type { Ask } from '../commands/run.ts';
import { nearest } from '../model/nearest.ts';
import { cut, visible } from '../model/visible.ts';
import type { Sink } from './world.ts';

/** A terminal with a person at it. */
export interface Terminal {
  readonly input: () => Readable;
  readonly output: Pick<Sink, 'write'>;
}

/**
 * Asks in the terminal's own line mode: it is never set to another, so that nothing needs to be set back. An answer is the number of a choice, its name, or a
 * beginning that no other has. An empty line, the end of input (Ctrl-D) and `signal` (Ctrl-C) choose nothing. Whoever answers anything else is asked again.
 */
export function askOn({ input, output }: Terminal, signal: AbortSignal): Ask {
  let lines: Lines | undefined;
  return async (question, choices) => {
    lines ??= await linesOf(input(), signal);
    const offered = choices.map((choice, index) => `[${index + 1}] ${visible(choice)}`).join('  ');
    output.write(`${question}\n`);
    for (;;) {
      output.write(`${offered}  [Enter] leave the file as it is: `);
      const line = await lines.next();
      // What was typed last did not end its line.
      if (line === undefined) output.write('\n');
      const answer = line?.trim() ?? '';
      if (answer === '') return undefined;
      const choice = meant(answer, choices);
      if (choice !== undefined) return choice;
      output.write(`${misfit(answer, choices)}\n`);
    }
  };
}

function meant(answer: string, choices: readonly string[]): string | undefined {
  const named = choices.find((choice) => choice === answer);
  if (named !== undefined) return named;
  if (/^[0-9]+$/.test(answer)) return choices[Number(answer) - 1];
  const [first, second] = choices.filter((choice) => choice.startsWith(answer));
  return second === undefined ? first : undefined;
}

function misfit(answer: string, choices: readonly string[]): string {
  const suggestion = nearest(answer, choices);
  const start = `${cut(visible(answer))} is none of them.`;
  return suggestion === undefined ? start : `${start} Did you mean ${visible(suggestion)}?`;
}

/** What is typed, line by line, each for whoever asks next. */
interface Lines {
  /** `undefined` at the end of input, and once the signal has come. */
  next(): Promise<string | undefined>;
}

async function linesOf(input: Readable, signal: AbortSignal): Promise<Lines> {
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input, terminal: false });
  const typed: string[] = [];
  let isOver = signal.aborted;
  let wake: () => void = () => undefined;
  const end = () => {
    isOver = true;
    wake();
  };
  reader.on('line', (line) => {
    typed.push(line);
    wake();
  });
  reader.once('close', end);
  signal.addEventListener('abort', () => reader.close(), { once: true });
  return {
    async next() {
      // Between two questions nobody listens, so that the process may end.
      if (!isOver) reader.resume();
      while (typed.length === 0 && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (!isOver) reader.pause();
      return signal.aborted ? undefined : typed.shift();
    },
  };
}
