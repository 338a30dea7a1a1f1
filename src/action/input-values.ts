import { StatefixError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';

/** Gives the text of an input, `''` where there is none. */
export type InputOf = (name: string) => string;

/** One of the words that an input may be; the first of them where it is left out. Throws `USAGE` for another, and names the choices. */
export function choiceOf<Choice extends string>(
  name: string,
  inputOf: InputOf,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = inputOf(name).trim();
  if (text === '') return choices[0];
  const choice = choices.find((known) => known === text);
  if (choice !== undefined) return choice;
  const suggestion = nearest(text, choices);
  const start = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
  throw new StatefixError('USAGE', `The input ${name} is ${shown(text)}`, {
    hint: `${start}The choices: ${choices.join(', ')}.`,
  });
}

/** True or false, as YAML and people write them. Throws `USAGE` for anything else. */
export function flagOf(name: string, inputOf: InputOf, standard: boolean): boolean {
  const text = inputOf(name).trim();
  const flag = new Map([
    ['', standard],
    ['false', false],
    ['true', true],
  ]).get(text.toLowerCase());
  if (flag !== undefined) return flag;
  throw new StatefixError('USAGE', `The input ${name} is ${shown(text)}`, { hint: 'Write true or false.' });
}

/** A whole number from 0 to `most`, which is also what stands where it is left out. Throws `USAGE` for anything else. */
export function countOf(name: string, inputOf: InputOf, most: number): number {
  const text = inputOf(name).trim();
  if (text === '') return most;
  if (/^\d{1,3}$/.test(text) && Number(text) <= most) return Number(text);
  throw new StatefixError('USAGE', `The input ${name} is ${shown(text)}`, {
    hint: `Write a whole number from 0 to ${most}.`,
  });
}

/** Text of one line; `undefined` where it is left out. Throws `USAGE` for several lines. */
export function textOf(name: string, inputOf: InputOf): string | undefined {
  const text = inputOf(name).trim();
  if (/[\n\r\0]/.test(text)) {
    throw new StatefixError('USAGE', `The input ${name} has several lines: ${shown(text)}`, {
      hint: 'Write one, on one line.',
    });
  }
  return text === '' ? undefined : text;
}

/** One value a line: a space may be part of a name. */
export function linesOf(name: string, inputOf: InputOf): readonly string[] {
  return inputOf(name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** As much of a text as a message should repeat. */
function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
