import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { askOn } from '../../src/cli/ask.ts';

const CHOICES = ['bak', 'git:0123456789ab', 'git:ba9876543210'];
const PROMPT = '[1] bak  [2] git:0123456789ab  [3] git:ba9876543210  [Enter] leave the file as it is: ';

/** A person at a terminal, and what is written there. */
function aTerminal() {
  const input = new PassThrough();
  const interrupt = new AbortController();
  let written = '';
  const output = {
    write(chunk: string | Uint8Array) {
      written += String(chunk);
      return true;
    },
  };
  return { input, interrupt, written: () => written, ask: askOn({ input: () => input, output }, interrupt.signal) };
}

describe('a question', () => {
  test.each([
    ['2', 'git:0123456789ab'],
    [' bak ', 'bak'],
    ['b', 'bak'],
    ['git:b', 'git:ba9876543210'],
    ['', undefined],
    ['   ', undefined],
  ])('answered with %j is answered with %s', async (typed, choice) => {
    const { input, ask, written } = aTerminal();
    input.write(`${typed}\n`);
    expect(await ask('Which one?', CHOICES)).toBe(choice);
    expect(written()).toBe(`Which one?\n${PROMPT}`);
  });

  test.each([
    ['bk', 'bk is none of them. Did you mean bak?'],
    ['4', '4 is none of them.'],
    ['0', '0 is none of them.'],
    ['git:', 'git: is none of them.'],
    ['\u001b[31m', '\\x1b[31m is none of them.'],
  ])('answered with %j is put again', async (typed, told) => {
    const { input, ask, written } = aTerminal();
    input.write(`${typed}\n1\n`);
    expect(await ask('Which one?', CHOICES)).toBe('bak');
    expect(written()).toContain(`${PROMPT}${told}\n${PROMPT}`);
  });

  test('is left without an answer by the end of input, and so are all after it', async () => {
    const { input, ask } = aTerminal();
    input.end();
    expect(await ask('Which one?', CHOICES)).toBeUndefined();
    expect(await ask('Which one?', CHOICES)).toBeUndefined();
  });

  test('is left without an answer by an interrupt, even where one had been typed', async () => {
    const { input, interrupt, ask } = aTerminal();
    const answer = ask('Which one?', CHOICES);
    interrupt.abort();
    expect(await answer).toBeUndefined();
    input.write('1\n');
    expect(await ask('Which one?', CHOICES)).toBeUndefined();
  });

  test('takes one line, and leaves the others to the questions after it', async () => {
    const { input, ask } = aTerminal();
    input.write('1\n2\n');
    expect(await ask('Which one?', CHOICES)).toBe('bak');
    expect(await ask('Which one?', CHOICES)).toBe('git:0123456789ab');
  });

  test('offers choices that have no power over the terminal', async () => {
    const { input, ask, written } = aTerminal();
    input.write('1\n');
    expect(await ask('Which one?', ['temp:\u001b[31m'])).toBe('temp:\u001b[31m');
    expect(written()).not.toContain('\u001b');
  });
});
