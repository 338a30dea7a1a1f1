import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findConflicts } from '../../../src/formats/conflict/markers.ts';
import { sideOf } from '../../../src/formats/conflict/sides.ts';
import { traceOrigins } from '../../../src/formats/origins.ts';
import { rewrite } from '../../../src/formats/rewrite.ts';
import { StatefixError } from '../../../src/model/errors.ts';
import type { FormatName, ParsedFile } from '../../../src/model/state-file.ts';
import { type Value, valuesEqual } from '../../../src/model/value.ts';
import { mergeValues } from '../../../src/plan/merge/merge.ts';
import { mergeTexts } from '../../../src/plan/merge/texts.ts';
import { DEFAULT_FACTS } from '../../../src/registry/kind.ts';
import { jsonTexts } from '../../formats/generators/json-texts.ts';
import { applyEdit, type ValueEdit, valueEdits } from '../../formats/generators/value-edits.ts';
import { yamlTexts } from '../../formats/yaml/texts.ts';
import { FORMATS, fileOf } from './files.ts';

interface FileFork {
  readonly format: FormatName;
  readonly base: ParsedFile | undefined;
  readonly ours: ParsedFile;
  readonly theirs: ParsedFile;
}

function editedBy(file: ParsedFile, format: FormatName, edit: ValueEdit): ParsedFile {
  const before = file.documents[0] as Value;
  const value = applyEdit(before, edit);
  try {
    return rewrite(file, FORMATS[format], new Map([[0, { value, origins: traceOrigins(before, value) }]])).file;
  } catch (error) {
    if (error instanceof StatefixError && error.code === 'MIGRATION_FAILED') return file;
    throw error;
  }
}

const texts = fc.oneof(
  jsonTexts().map(({ text, hasBom, dialect }) => ({ text, hasBom, format: dialect })),
  yamlTexts().map(({ text, hasBom }) => ({ text, hasBom, format: 'yaml' as const })),
);

const forks: fc.Arbitrary<FileFork> = fc
  .tuple(texts, valueEdits(2), valueEdits(2))
  .map(([{ text, hasBom, format }, own, other]) => {
    const base = fileOf(hasBom ? `\uFEFF${text}` : text, format);
    return { format, base, ours: editedBy(base, format, own), theirs: editedBy(base, format, other) };
  });

function mergedIn({ format, base, ours, theirs }: FileFork) {
  return mergeTexts({
    base,
    ours,
    theirs,
    kind: { ...DEFAULT_FACTS, version: false },
    format: FORMATS[format],
    seal: (value) => value,
  });
}

function valuesOf({ base, ours, theirs }: FileFork, favour: 'ours' | 'theirs') {
  return ours.documents.map((value, index) =>
    mergeValues({
      base: base?.documents[index],
      ours: value,
      theirs: theirs.documents[index] as Value,
      identities: [],
      engine: [],
      later: [],
      favour,
    }),
  );
}

test('the text of a merge says what the merge of the values is, or each side of its conflicts does', () => {
  fc.assert(
    fc.property(forks, (fork) => {
      const merged = mergedIn(fork);
      const says = (file: ParsedFile, favour: 'ours' | 'theirs') =>
        valuesOf(fork, favour).every(({ value }, index) => valuesEqual(value, file.documents[index] as Value));
      if (merged.kind === 'clean') {
        expect(says(merged.file, 'ours')).toBe(true);
        return;
      }
      for (const side of ['ours', 'theirs'] as const) {
        const isWhole = merged.sides[side] === fork[side];
        expect(isWhole || says(merged.sides[side], side)).toBe(true);
        const text = sideOf(merged.text, findConflicts(merged.text), side) ?? '';
        const areEnded =
          /[\r\n]$/.test(merged.sides.ours.raw.text ?? '') === /[\r\n]$/.test(merged.sides.theirs.raw.text ?? '');
        if (areEnded) expect(text).toBe(merged.sides[side].raw.text);
      }
    }),
    { numRuns: 300 },
  );
});
