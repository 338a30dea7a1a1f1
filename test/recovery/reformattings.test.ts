import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Value } from '../../src/model/value.ts';
import { judged, opened } from './support/opened.ts';
import { SEALED_FILES } from './support/sealed-files.ts';

const REFORMATTED = 1_002;

interface Style {
  readonly seeds: Iterator<number>;
  readonly indent: number;
  readonly isCrlf: boolean;
  readonly isEscaped: boolean;
  readonly isFlow: boolean;
  readonly tail: string;
}

describe('a healthy file written in another way', () => {
  const inside = SEALED_FILES.filter(({ kind }) => kind === 'inside');

  /** The members in another order, in every object. */
  const shuffled = (value: Value, next: () => number): Value => {
    if (Array.isArray(value)) return value.map((item) => shuffled(item as Value, next));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map((each) => [next(), each] as const);
    return Object.fromEntries(
      members
        .toSorted(([left], [right]) => left - right)
        .map(([, [key, item]]) => [key, shuffled(item as Value, next)]),
    );
  };

  const SERIAL = 'the serial, in all its digits';
  const styles = fc.record({
    seeds: fc.infiniteStream(fc.nat(1_000)),
    indent: fc.integer({ min: 0, max: 8 }),
    isCrlf: fc.boolean(),
    isEscaped: fc.boolean(),
    isFlow: fc.boolean(),
    tail: fc.constantFrom('', '\n', '\n\n'),
  });

  test.each(inside)(
    `$name raises nothing, ${REFORMATTED / 3} times`,
    async (file) => {
      const open = await opened(file);
      let tried = 0;
      const run = async (style: Style): Promise<void> => {
        const plain = shuffled(
          { ...(open.value as object), serial: SERIAL } as Value,
          () => style.seeds.next().value ?? 0,
        );
        const written =
          file.format === 'yaml'
            ? stringify(plain, {
                indent: Math.max(1, style.indent),
                lineWidth: 40 + style.indent * 20,
                collectionStyle: style.isFlow ? 'flow' : 'any',
              })
            : JSON.stringify(plain, undefined, style.indent);
        const escaped =
          style.isEscaped && file.format !== 'yaml' ? written.replaceAll(/[^\0-\x7f]/g, escapeOf) : written;
        const commented = file.format === 'jsonc' ? `// x\n${escaped.replaceAll(/,\n/g, ', /* y */\n')}` : escaped;
        const whole = commented.trimEnd().replace(new RegExp(`"?${SERIAL}"?`), '12345678901234567890') + style.tail;
        const text = style.isCrlf ? whole.replaceAll('\n', '\r\n') : whole;
        tried += 1;
        expect((await judged(open, Buffer.from(text))).diagnosis.findings).toEqual([]);
      };
      await fc.assert(fc.asyncProperty(styles, run), { numRuns: REFORMATTED / 3 });
      expect(tried).toBe(REFORMATTED / 3);
    },
    120_000,
  );

  function escapeOf(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  }
});
