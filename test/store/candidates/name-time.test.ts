import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeInName } from '../../../src/store/candidates/name-time.ts';

const times = fc.date({
  min: new Date('2001-09-10T00:00:00Z'),
  max: new Date('2199-01-01T00:00:00Z'),
  noInvalidDate: true,
});

test('a name tells the milliseconds since the epoch that stand in it', () => {
  fc.assert(
    fc.property(times, (at) => {
      expect(timeInName(`layout.default_${at.getTime()}.json`)).toEqual(at);
    }),
  );
});

test('a name tells the ISO time that stands in it, however its parts are parted', () => {
  fc.assert(
    fc.property(times, fc.constantFrom('-', '.', '', '_'), (at, colon) => {
      const text = at.toISOString();
      if (colon === '_') expect(timeInName(`state-${text.replaceAll(/[-:.]/g, '')}.yaml`)).toEqual(at);
      else expect(timeInName(`state.yaml.${text.replaceAll(':', colon)}`)).toEqual(at);
    }),
  );
});

test.each([
  ['state.yaml.1', undefined],
  ['state_123456789012.json', undefined],
  ['state_12345678901234.json', undefined],
  ['state-2026-11-21.json', undefined],
  ['state-2026-19-21T10:00Z.json', undefined],
  ['state-2026-11-21 10.05.json', '2026-11-21T10:05:00.000Z'],
  ['20261121_100507', '2026-11-21T10:05:07.000Z'],
])('%s tells %s', (name, expected) => {
  expect(timeInName(name)?.toISOString()).toBe(expected);
});
