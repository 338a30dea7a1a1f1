import { describe, expect, test } from 'vitest';
import { ACTION, inputVariables } from './runner/action-file.ts';
import { readVariables } from './runner/file-commands.ts';
import { commandIn, readLog } from './runner/log.ts';

// The runner that the tests of the Action put in place of GitHub's: what it would miss, they would miss.

describe('the runner of the tests takes for a command', () => {
  test.each([
    ['::error::x', 'error'],
    ['  \t::warning title=a,file=b::x', 'warning'],
    ['text before ##[add-mask]x', 'add-mask'],
    ['##[set-output name=a;x=b]c', 'set-output'],
    ['::stop-commands::token', 'stop-commands'],
  ])('%j', (line, name) => {
    expect(commandIn(line)?.name).toBe(name);
  });

  test.each(['a ::error::x', '::nothing::x', '::error x', ': :error::x', '# #[error]x', '##[nothing]x', '##[error'])(
    'not %j',
    (line) => {
      expect(commandIn(line)).toBeUndefined();
    },
  );
});

describe('the runner of the tests', () => {
  test('reads properties and data as they were before they were escaped', () => {
    expect(commandIn('::error title=a%3Ab%2Cc,line=3::x%0Ay%253A')).toEqual({
      name: 'error',
      properties: { title: 'a:b,c', line: '3' },
      data: 'x\ny%3A',
    });
  });

  test('hides secrets, and what was masked, from then on', () => {
    const { lines } = readLog('a word b\n::add-mask::word\na word b\nkey', ['key']);
    expect(lines).toEqual(['a word b', 'a *** b', '***']);
  });

  test('takes no command between stop-commands and its token', () => {
    const { commands, lines } = readLog('::stop-commands::t\n::error::x\n::t::\n::error::y');
    expect(commands.map(({ name, data }) => [name, data])).toEqual([
      ['stop-commands', 't'],
      ['t', ''],
      ['error', 'y'],
    ]);
    expect(lines).toEqual(['::error::x']);
  });

  test('reads outputs of one line and of several', () => {
    expect(readVariables('a=1\nb<<END\nx\n=y\nEND\n')).toEqual({ a: '1', b: 'x\n=y' });
    expect(() => readVariables('b<<END\nx\n')).toThrow('delimiter not found');
    expect(() => readVariables('nonsense\n')).toThrow('Invalid format');
  });

  test('gives every input of action.yml, by default or as it was given, and no other', () => {
    expect(Object.keys(inputVariables({}))).toHaveLength(Object.keys(ACTION.inputs).length);
    expect(inputVariables({ 'max-annotations': '2' })).toMatchObject({
      INPUT_COMMAND: 'check',
      'INPUT_MAX-ANNOTATIONS': '2',
    });
    expect(() => inputVariables({ comand: 'check' })).toThrow('no input comand');
  });
});
