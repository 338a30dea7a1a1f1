import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText } from '../../src/reporters/json-text.ts';
import { neutral } from '../../src/reporters/neutral.ts';
import { commandsIn } from '../hostile-text/runner.ts';

const text = fc
  .array(fc.constantFrom(':', '::', '#', '##[', 'vso[', ']', ' ', '\t', '\u0085', '\u3000', '\n', '\r', 'error', 'x'))
  .map((parts) => parts.join(''));

test('a neutral text holds no command, stays neutral, and keeps its lines', () => {
  fc.assert(
    fc.property(text, (before) => {
      const after = neutral(before);
      expect(commandsIn(after)).toEqual([]);
      expect(neutral(after)).toBe(after);
      expect(after.split('\n')).toHaveLength(before.split('\n').length);
    }),
    { numRuns: 5000 },
  );
});

test('a text without commands is not touched', () => {
  fc.assert(
    fc.property(fc.string(), (before) => {
      fc.pre(!/::|##/.test(before));
      expect(neutral(before)).toBe(before);
    }),
  );
});

test('JSON means what JSON.stringify means, and holds no command and nothing unseen', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(value, fc.string({ unit: 'binary' }), text, (data, odd, hostile) => {
      const whole = { data, [odd]: hostile };
      const json = jsonText(whole);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(whole)));
      expect(commandsIn(json)).toEqual([]);
      expect(json).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
  );
});

test('a text of a hundred million odd characters does not end the process', () => {
  expect(jsonText('\u202e'.repeat(20_000_000))).toHaveLength(120_000_002);
});
