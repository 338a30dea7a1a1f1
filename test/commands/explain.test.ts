import { describe, expect, test } from 'vitest';
import { explain } from '../../src/commands/explain.ts';
import { EXIT_CODES } from '../../src/model/errors.ts';
import { DEFAULT_SEVERITIES } from '../../src/model/finding.ts';
import { explainText } from '../../src/reporters/explain-text.ts';
import { aContext, newDirectory } from '../support/project.ts';

const context = aContext('/');
const plain = { colour: false, volume: 'normal' } as const;

describe('explain', () => {
  test('lists every code of a finding and of an error, each with a summary', () => {
    const { codes } = explain(undefined, context);
    expect(codes.map(({ code }) => code)).toEqual([...Object.keys(DEFAULT_SEVERITIES), ...Object.keys(EXIT_CODES)]);
    expect(codes.filter(({ summary }) => !/^[A-Z`].*[.!]/.test(summary) || summary.includes('\n'))).toEqual([]);
  });

  test.each(Object.keys(DEFAULT_SEVERITIES))('shows the page of %s without marks of Markdown', (code) => {
    const text = explainText(explain(code, context), plain);
    expect(text).toMatch(new RegExp(`^${code}\n\nDefault severity: (?:error|warning|note)\\.\n\n`));
    expect(text).toMatch(/\n\nHOW TO MEND IT\n\n/);
    expect(text).not.toMatch(/^#|```|\]\(|\*\*/m);
  });

  test.each(Object.entries(EXIT_CODES))('says the exit code of the error %s', (code, exitCode) => {
    expect(explainText(explain(code, context), plain)).toContain(`${code} (an error, exit code ${exitCode})\n`);
  });

  test('a code that is that of a finding and of an error is both', () => {
    expect(explain('OUTSIDE_ROOT', context).codes.map(({ kind }) => kind)).toEqual(['finding', 'error']);
  });

  test.each(['state_shrunk', 'State-Shrunk'])('takes %s for STATE_SHRUNK', (asked) => {
    expect(explain(asked, context).codes).toMatchObject([{ code: 'STATE_SHRUNK', severity: 'warning' }]);
  });

  test.each(['STATE_SHRINK', 'BUMPMISSED', '__proto__', 'toString'])('of %s there is nothing to say', (asked) => {
    expect(() => explain(asked, context)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  test('names the code that was meant', () => {
    expect(() => explain('STATE_SHRINK', context)).toThrow(
      expect.objectContaining({ hint: expect.stringMatching('Did you mean STATE_SHRUNK?') }),
    );
  });

  test('a statefix without its pages is not whole', () => {
    const builtinRoot = newDirectory();
    expect(() => explain('STATE_SHRUNK', { ...context, builtinRoot })).toThrow('not whole');
  });

  test('says nothing where nothing is to be said', () => {
    expect(explainText(explain(undefined, context), { colour: false, volume: 'quiet' })).toBe('');
  });
});
