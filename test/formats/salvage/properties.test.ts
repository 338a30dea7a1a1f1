import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format } from '../../../src/formats/format.ts';
import { json, jsonc } from '../../../src/formats/json/index.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { remainsOf } from '../../../src/formats/remains/index.ts';
import { type Salvage, salvages } from '../../../src/formats/salvage/index.ts';
import { yaml } from '../../../src/formats/yaml/index.ts';
import type { Pointer } from '../../../src/model/pointer.ts';
import { type Value, valuesEqual } from '../../../src/model/value.ts';
import { jsonTexts } from '../generators/json-texts.ts';
import { yamlTexts } from '../yaml/texts.ts';

const FORMATS = { json, jsonc, yaml };
const RUNS = { numRuns: 300, endOnFailure: true, seed: Number(process.env['SEED'] ?? 20_261_121) };

function read(text: string, format: Format) {
  return parseState(rawFileOf(new TextEncoder().encode(text), { kind: 'file', path: 's' }), format);
}

function leavesOf(text: string, format: Format): ReadonlyMap<Pointer, Value> {
  const remains = remainsOf(read(text, format));
  if (remains?.isWhole !== true) throw new Error(`it does not parse: ${JSON.stringify(text)}`);
  return remains.leaves;
}

function salvaged(text: string, format: Format): readonly Salvage[] {
  const raw = rawFileOf(new TextEncoder().encode(text), { kind: 'file', path: 's' });
  const all: Salvage[] = [];
  for (const each of salvages(raw, format)) if (all.push(each) === 20) break;
  return all;
}

/** Every salvage parses, and what is cut back says nothing that the whole did not say. */
function holds(text: string, cut: number, format: Format, whole: ReadonlyMap<Pointer, Value>): number {
  const found = salvaged(text.slice(0, cut), format);
  for (const { text: salvage } of found) {
    for (const [pointer, leaf] of leavesOf(salvage, format)) {
      const known = whole.get(pointer);
      const isRoot = pointer === '' && typeof leaf === 'object' && leaf !== null;
      if (!isRoot && (known === undefined || !valuesEqual(known, leaf)))
        throw new Error(`${JSON.stringify(text.slice(0, cut))} gives ${JSON.stringify(salvage)}: ${pointer}`);
    }
  }
  return found.length;
}

describe('salvages of a text that is cut short', () => {
  it('of JSON and JSONC parse and make nothing up', () => {
    let offered = 0;
    fc.assert(
      fc.property(jsonTexts(), ({ text, dialect }) => {
        const whole = leavesOf(text, FORMATS[dialect]);
        for (let cut = 1; cut < text.length; cut += 3) offered += holds(text, cut, FORMATS[dialect], whole);
      }),
      RUNS,
    );
    expect(offered).toBeGreaterThan(10_000);
  });

  it('of YAML parse and make nothing up', () => {
    let offered = 0;
    fc.assert(
      fc.property(yamlTexts(), ({ text }) => {
        const whole = leavesOf(text, yaml);
        for (let cut = 1; cut < text.length; cut += 7) offered += holds(text, cut, yaml, whole);
      }),
      { ...RUNS, numRuns: 100 },
    );
    expect(offered).toBeGreaterThan(100);
  });
});

describe('salvages of a text with any one character spoilt', () => {
  it.each(['json', 'jsonc', 'yaml'] as const)('of %s parse', (name) => {
    const texts = name === 'yaml' ? yamlTexts() : jsonTexts();
    fc.assert(
      fc.property(
        texts,
        fc.nat(),
        fc.constantFrom('', ',', '"', '{', ']', ':', '\0', "'", '#', '<<<<<<<\n'),
        ({ text }, at, put) => {
          const place = at % (text.length + 1);
          const spoilt = text.slice(0, place) + put + text.slice(place + 1);
          for (const { text: salvage } of salvaged(spoilt, FORMATS[name]))
            expect(read(salvage, FORMATS[name]).kind).toBe('parsed');
        },
      ),
      RUNS,
    );
  });
});
