import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findConflicts } from '../../../src/formats/conflict/markers.ts';
import { sideOf } from '../../../src/formats/conflict/sides.ts';
import { traceOrigins } from '../../../src/formats/origins.ts';
import { rewrite } from '../../../src/formats/rewrite.ts';
import { StatefixError } from '../../../src/model/errors.ts';
import type { FormatName, ParsedFile } from '../../../src/model/state-file.ts';
import { type Value, valuesEqual } from '../../../src/model/value.ts';
import { mergeValues, type Side } from '../../../src/plan/merge/merge.ts';
import { type MergedTexts, mergeTexts } from '../../../src/plan/merge/texts.ts';
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

/** True where the text of a merge says what the merge of the values is, and each side of its conflicts comes back out of it byte for byte. */
function isFaithful(fork: FileFork, merged: MergedTexts): boolean {
  const says = (file: ParsedFile, favour: Side) =>
    valuesOf(fork, favour).every(({ value }, index) => valuesEqual(value, file.documents[index] as Value));
  if (merged.kind === 'clean') return says(merged.file, 'ours');
  return (['ours', 'theirs'] as const).every((side) => {
    const { text } = merged.sides[side].raw;
    const isWhole = merged.sides[side] === fork[side];
    const areEnded = new Set(Object.values(merged.sides).map(({ raw }) => /[\r\n]$/.test(raw.text ?? ''))).size === 1;
    const back = sideOf(merged.text, findConflicts(merged.text), side);
    return (isWhole || says(merged.sides[side], side)) && (!areEnded || back === text);
  });
}

test('the text of a merge says what the merge of the values says, and gives both sides of its conflicts back', () => {
  fc.assert(
    fc.property(forks, (fork) => isFaithful(fork, mergedIn(fork))),
    { numRuns: 300 },
  );
});

test.each<[string, (fork: FileFork, merged: MergedTexts) => MergedTexts]>([
  ['that is ours alone', (fork, merged) => (merged.kind === 'clean' ? { ...merged, file: fork.ours } : merged)],
  [
    'with a hunk that lacks a line',
    (_, merged) =>
      merged.kind === 'clean' ? merged : { ...merged, text: merged.text.replace(/=======\r?\n.*/, '=======') },
  ],
])('a text %s is seen', (_, spoiled) => {
  const isBroken = fc.sample(forks, 300).some((fork) => !isFaithful(fork, spoiled(fork, mergedIn(fork))));
  expect(isBroken).toBe(true);
});
