import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataLoss } from '../../src/model/recovery.ts';
import { SHOWN_LENGTH } from '../../src/model/visible.ts';
import { candidatesText } from '../../src/reporters/candidates-text.ts';
import { lossText, shortLossText } from '../../src/reporters/loss-text.ts';

const pointer = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((name) => `/${name}`),
  fc.constantFrom('', '/a\n::error::', '/\u001b[2J', '/\u202egnol', `/${'x'.repeat(5000)}`, '/\ud800'),
);
const places = fc.array(pointer, { maxLength: 5 });
const more = fc.nat({ max: 1000 });
const loss: fc.Arbitrary<DataLoss> = fc.oneof(
  fc.constant({ kind: 'unknown' } as const),
  fc.record({ kind: fc.constant('none' as const), isPartial: fc.boolean() }),
  fc.record({
    kind: fc.constant('known' as const),
    isPartial: fc.boolean(),
    difference: fc
      .record({
        added: places,
        changed: places,
        gone: places,
        extra: fc.record({ added: more, changed: more, gone: more }),
      })
      .map(({ extra, ...listed }) => ({
        ...listed,
        counts: {
          added: listed.added.length + extra.added,
          changed: listed.changed.length + extra.changed,
          gone: listed.gone.length + extra.gone,
        },
      })),
  }),
);

/** What a terminal obeys, or an eye cannot see. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}/u;

describe('what is lost', () => {
  test('is one line without power, of bounded length, whatever the keys are', () => {
    fc.assert(
      fc.property(loss, (each) => {
        const text = lossText(each, 'few');
        expect(text).not.toMatch(UNSAFE);
        expect(text.length).toBeLessThan(9 * (SHOWN_LENGTH + 2) + 300);
        expect(lossText(each, 'all')).not.toMatch(UNSAFE);
        expect(shortLossText(each)).toMatch(/^[a-z0-9 ,()]+$/);
      }),
    );
  });

  test('counts every place, told or not', () => {
    fc.assert(
      fc.property(loss, (each) => {
        fc.pre(each.kind === 'known');
        const text = lossText(each, 'few');
        for (const [sort, count] of Object.entries(each.difference.counts)) {
          expect(new RegExp(`(?:^|[ ,])${count}(?: values?)? ${sort}`).test(text)).toBe(count > 0);
        }
      }),
    );
  });

  // The check above would see a text that is printed as it came.
  test('that were printed raw would be seen', () => {
    expect('/\u001b[2J').toMatch(UNSAFE);
    expect('/a\n::error::').toMatch(UNSAFE);
  });
});

test('a list of candidates has no line that a name in it began', () => {
  fc.assert(
    fc.property(pointer, loss, (name, dataLoss) => {
      const candidate = {
        ...{ name, source: name, version: name, at: name, serial: name, reason: name },
        ...{ isHealthy: true, isTrusted: true, isChosen: true, dataLoss },
      };
      const file = {
        path: name,
        kind: name,
        isHealthy: false,
        needs: 'candidate' as const,
        candidates: [candidate],
        notes: [name],
      };
      const report = { version: 1, command: 'repair list', files: [file] } as const;
      const lines = candidatesText(report, { colour: false, volume: 'verbose' }, []).split('\n');
      expect(lines).toHaveLength(7);
      for (const line of lines) expect(line).not.toMatch(UNSAFE);
    }),
  );
});
