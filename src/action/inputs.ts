import type { Selection } from '../commands/run.ts';
import { StatefixError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';

const COMMANDS = ['check', 'migrate', 'repair', 'seal', 'status'] as const;

type ActionCommand = (typeof COMMANDS)[number];

/** The inputs of the Action, read. */
export interface Inputs {
  readonly command: ActionCommand;
  readonly isStrict: boolean;
  readonly selection: Selection;
}

/** `inputOf` gives the text of an input, `''` where there is none. Throws `StatefixError` `USAGE` for a value that cannot be taken. */
export function readInputs(inputOf: (name: string) => string): Inputs {
  return {
    command: commandOf(inputOf('command')),
    isStrict: flagOf('strict', inputOf('strict')),
    selection: {
      // One path a line: a space may be part of a name.
      paths: inputOf('paths')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      config: textOf(inputOf('config')),
      kind: textOf(inputOf('kind')),
      schemas: undefined,
      migrations: undefined,
      errorOnUnmatched: true,
      lockTimeout: undefined,
      maxSize: undefined,
      stdinFilename: undefined,
    },
  };
}

function commandOf(text: string): ActionCommand {
  const command = COMMANDS.find((known) => known === (text === '' ? 'check' : text));
  if (command !== undefined) return command;
  const suggestion = nearest(text, COMMANDS);
  const start = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
  throw new StatefixError('USAGE', `Unknown command ${JSON.stringify(text)}`, {
    hint: `${start}The commands: ${COMMANDS.join(', ')}.`,
  });
}

function flagOf(name: string, text: string): boolean {
  const flag = new Map([
    ['', false],
    ['false', false],
    ['true', true],
  ]).get(text.toLowerCase());
  if (flag !== undefined) return flag;
  throw new StatefixError('USAGE', `The input ${name} is ${JSON.stringify(text)}`, { hint: 'Write true or false.' });
}

function textOf(text: string): string | undefined {
  return text === '' ? undefined : text;
}
