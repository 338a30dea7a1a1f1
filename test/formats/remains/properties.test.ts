import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json, jsonc } from '../../../src/formats/json/index.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { leavesOf, remainsOf } from '../../../src/formats/remains/index.ts';
import { yaml } from '../../../src/formats/yaml/index.ts';
import type { Pointer } from '../../../src/model/pointer.ts';
import type { FormatName } from '../../../src/model/state-file.ts';
import { type Value, valuesEqual } from '../../../src/model/value.ts';
import { jsonTexts } from '../generators/json-texts.ts';
import { yamlTexts } from '../yaml/texts.ts';

const FORMATS = { json, jsonc, yaml };
/** Many more seeds were run before; a text of this size takes minutes to shrink. */
const RUNS = { numRuns: 400, endOnFailure: true, seed: Number(process.env['SEED'] ?? 20_261_121) };

function wholeLeaves(text: string, format: FormatName): ReadonlyMap<Pointer, Value> {
  const remains = remainsOf(parse(text, format));
  if (remains?.isWhole !== true) throw new Error(`not a whole text: ${text}`);
  return remains.leaves;
}

function parse(text: string, format: FormatName) {
  return parseState(rawFileOf(new TextEncoder().encode(text), { kind: 'file', path: 's' }), FORMATS[format]);
}

/** The leaves of a part of a text that the whole does not have, or with another value. */
function invented(
  part: ReadonlyMap<Pointer, Value>,
  whole: ReadonlyMap<Pointer, Value>,
): readonly (readonly [Pointer, Value])[] {
  return [...part].filter(([pointer, value]) => {
    const known = whole.get(pointer);
    return known === undefined || !valuesEqual(known, value);
  });
}

/** Members named by digits come first in an object, wherever they stand in the text. */
function sorted(leaves: ReadonlyMap<Pointer, Value>): readonly (readonly [Pointer, Value])[] {
  return [...leaves].sort(([left], [right]) => (left < right ? -1 : 1));
}

describe('remains of a text that is cut short', () => {
  const counts = { cuts: 0, leaves: 0, possible: 0 };
  const cutEverywhere = (text: string, format: FormatName): void => {
    const whole = wholeLeaves(text, format);
    for (let cut = 0; cut < text.length; cut += 1) {
      const part = leavesOf(text.slice(0, cut), format, false);
      const wrong = invented(part, whole);
      if (wrong.length > 0)
        throw new Error(`${JSON.stringify(text.slice(0, cut))} of ${JSON.stringify(text)} gives ${String(wrong)}`);
      counts.cuts += 1;
      counts.leaves += part.size;
      counts.possible += (whole.size * cut) / text.length;
    }
  };

  it('no leaf of JSON or JSONC is invented', () => {
    fc.assert(
      fc.property(jsonTexts(), ({ text, dialect }) => cutEverywhere(text, dialect)),
      RUNS,
    );
    expect(counts.leaves / counts.possible).toBeGreaterThan(0.8);
  });

  it('no leaf of YAML is invented', () => {
    counts.leaves = counts.possible = 0;
    fc.assert(
      fc.property(yamlTexts(), ({ text }) => cutEverywhere(text, 'yaml')),
      { ...RUNS, numRuns: 100 },
    );
    expect(counts.leaves / counts.possible).toBeGreaterThan(0.5);
  });

  it('a JSON text in a YAML file is read the same way', () => {
    fc.assert(
      fc.property(
        jsonTexts().filter(({ text, dialect }) => dialect === 'json' && parse(text, 'yaml').kind === 'parsed'),
        ({ text }) => cutEverywhere(text, 'yaml'),
      ),
      RUNS,
    );
  });

  it('negative control: a reader that takes the last scalar as it stands invents one', () => {
    const whole = wholeLeaves('{"a": 12}', 'json');
    expect(invented(new Map([['/a', 1]]), whole)).toEqual([['/a', 1]]);
  });
});

describe('remains of a whole text', () => {
  it.each(['json', 'jsonc'] as const)('all leaves of a %s text are read by the tolerant reader too', (format) => {
    fc.assert(
      fc.property(
        jsonTexts().filter(({ dialect }) => dialect === 'json' || format === 'jsonc'),
        ({ text }) => {
          const whole = wholeLeaves(text, format);
          const root = [...whole.keys()];
          if (root.length === 1 && root[0] === '' && !/^\s*[[{]/.test(text)) return;
          expect(sorted(leavesOf(text, format, false))).toEqual(sorted(whole));
        },
      ),
      RUNS,
    );
  });
});
