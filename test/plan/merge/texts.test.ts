import { describe, expect, test } from 'vitest';
import { findConflicts } from '../../../src/formats/conflict/markers.ts';
import { resolved, sideOf } from '../../../src/formats/conflict/sides.ts';
import type { Value } from '../../../src/model/value.ts';
import { isSealed } from '../../../src/plan/merge/own-fields.ts';
import { type MergedTexts, mergeTexts } from '../../../src/plan/merge/texts.ts';
import { FORMATS, fileOf, mergedTexts, SEALED, sealing } from './files.ts';

/** The text of a merge without a conflict, its checksum made `?` again. */
function cleanText(merged: MergedTexts): string {
  if (merged.kind === 'conflicted') throw new Error(`it collided:\n${merged.text}`);
  expect(merged.file.documents.every((value) => isSealed(value, SEALED))).toBe(true);
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(merged.bytes).replace(/^\uFEFF/, '')).toBe(merged.text);
  return merged.text.replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:?');
}

function conflictOf(merged: MergedTexts): Extract<MergedTexts, { kind: 'conflicted' }> {
  if (merged.kind === 'clean') throw new Error(`it did not collide:\n${merged.text}`);
  return merged;
}

const YAML = `# State of the plant.
version: 1
checksum: sha256:?

# How hot it may get.
limit: 20 # degrees
items:
  # The first.
  - id: a
    count: 1
  - id: b # the second
    count: 0x10
last: here
`;

describe('YAML', () => {
  test('changes of both sides are merged, with the comments of both', () => {
    const merged = mergedTexts('yaml', [
      YAML,
      YAML.replace('limit: 20 # degrees', 'limit: 30 # degrees, as ours says'),
      YAML.replace('count: 0x10\n', 'count: 0x10\n  # Theirs.\n  - id: c # new\n    count: 3\n'),
    ]);
    expect(cleanText(merged)).toBe(
      YAML.replace('limit: 20 # degrees', 'limit: 30 # degrees, as ours says').replace(
        'count: 0x10\n',
        'count: 0x10\n  # Theirs.\n  - id: c # new\n    count: 3\n',
      ),
    );
  });

  test('items that both appended are both there, each with its comments', () => {
    const put = (text: string) => YAML.replace('count: 0x10\n', `count: 0x10\n${text}`);
    const merged = mergedTexts('yaml', [
      YAML,
      put('  # Ours.\n  - id: x\n    count: 1\n'),
      put('  # Theirs.\n  - id: y\n    count: 2\n'),
    ]);
    expect(cleanText(merged)).toBe(put('  # Theirs.\n  - id: y\n    count: 2\n  # Ours.\n  - id: x\n    count: 1\n'));
  });

  test('a comment that only theirs wrote is kept, although no value changed', () => {
    const merged = mergedTexts('yaml', [
      YAML,
      YAML.replace('limit: 20', 'limit: 30'),
      YAML.replace('last: here', '# The end.\nlast: here'),
    ]);
    expect(cleanText(merged)).toBe(
      YAML.replace('limit: 20', 'limit: 30').replace('last: here', '# The end.\nlast: here'),
    );
  });

  test('what theirs changed on the lines that ours changed is written into ours', () => {
    const base = 'version: 1\npoint: {x: 1, y: 1} # both\n';
    const merged = mergedTexts('yaml', [base, base.replace('x: 1', 'x: 2'), base.replace('y: 1', 'y: 0x1F')]);
    expect(cleanText(merged)).toBe('version: 1\npoint: {x: 2, y: 0x1F} # both\n');
  });

  test('several documents are merged one by one', () => {
    const merged = mergedTexts('yaml', [
      'version: 1\na: 1\n---\nversion: 1\nb: 1\n',
      'version: 1\na: 2\n---\nversion: 1\nb: 1\n',
      'version: 1\na: 1\n---\nversion: 1\nb: 2\n',
    ]);
    expect(cleanText(merged)).toBe('version: 1\na: 2\n---\nversion: 1\nb: 2\n');
  });

  test('a conflict in one of several documents says in which', () => {
    const merged = mergedTexts('yaml', ['a: 1\n---\nb: 1\n', 'a: 1\n---\nb: 2\n', 'a: 1\n---\nb: 3\n']);
    expect(conflictOf(merged).conflicts).toEqual([{ pointer: '/b', reason: 'both changed', document: 1 }]);
  });

  test('files with unlike numbers of documents collide as a whole', () => {
    const [ours, theirs] = ['a: 1\n---\nb: 2\n', 'a: 3\n'];
    const { conflicts, text } = conflictOf(mergedTexts('yaml', ['a: 1\n', ours, theirs]));
    expect(conflicts).toEqual([{ pointer: '', reason: 'both changed' }]);
    expect(text).toBe('<<<<<<< ours\na: 1\n---\nb: 2\n=======\na: 3\n>>>>>>> theirs\n');
  });
});

const JSONC = `{
  // State of the plant.
  "version": 1,
  "checksum": "sha256:?",
  "limit": 1e1, // degrees
  "items": [
    // The first.
    { "id": "a", "count": 1 },
    { "id": "b", "count": 1.0 } /* the second */
  ]
}
`;

describe('JSONC', () => {
  test('changes of both sides are merged, with the comments of both', () => {
    const merged = mergedTexts('jsonc', [
      JSONC,
      JSONC.replace('"limit": 1e1, // degrees', '"limit": 30, // ours'),
      JSONC.replace('"version": 1,\n', '"version": 1,\n  // Theirs.\n  "more": 0.10, // at the end\n'),
    ]);
    expect(cleanText(merged)).toBe(
      JSONC.replace('"limit": 1e1, // degrees', '"limit": 30, // ours').replace(
        '"version": 1,\n',
        '"version": 1,\n  // Theirs.\n  "more": 0.10, // at the end\n',
      ),
    );
  });

  test('members that both put at the end are both there, each with its comments', () => {
    const put = (text: string) => JSONC.replace('  ]\n}', `  ],\n${text}\n}`);
    const merged = mergedTexts('jsonc', [
      JSONC,
      put('  // Ours.\n  "x": 1 // one'),
      put('  // Theirs.\n  "y": 2 // two'),
    ]);
    expect(cleanText(merged)).toBe(put('  // Theirs.\n  "y": 2, // two\n  // Ours.\n  "x": 1 // one'));
  });
});

describe('JSON', () => {
  const BASE = '{\n  "version": 1,\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n';

  test('changes of both sides are merged', () => {
    const merged = mergedTexts('json', [BASE, BASE.replace('"a": 1', '"a": 1.50'), BASE.replace('"c": 3', '"c": 1e3')]);
    expect(cleanText(merged)).toBe(BASE.replace('"a": 1', '"a": 1.50').replace('"c": 3', '"c": 1e3'));
  });

  test('members that both put at the end are both there', () => {
    const put = (text: string) => BASE.replace('"c": 3', `"c": 3,\n  ${text}`);
    expect(cleanText(mergedTexts('json', [BASE, put('"x": 1.0'), put('"y": 2.0')]))).toBe(put('"y": 2.0,\n  "x": 1.0'));
  });

  test('a text on one line is merged by structure alone', () => {
    const merged = mergedTexts('json', ['{"a":1,"b":2}', '{"a":1.0,"b":2}', '{"a":1,"b":3,"c":4}']);
    expect(cleanText(merged)).toBe('{"a":1.0,"b":3,"c":4}');
  });

  test('the line breaks and the byte order mark of ours stay', () => {
    const crlf = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const merged = mergedTexts('json', [
      BASE,
      crlf(BASE.replace('"a": 1', '"a": 9')),
      BASE.replace('"c": 3', '"c": 8'),
    ]);
    expect(cleanText(merged)).toBe(crlf(BASE.replace('"a": 1', '"a": 9').replace('"c": 3', '"c": 8')).slice(1));
    if (merged.kind === 'clean') expect([...merged.bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('without a base what only one side has is kept', () => {
    const merged = mergedTexts('json', [undefined, '{"a":1,"b":2}', '{"c":3,"b":2}']);
    expect(cleanText(merged)).toBe('{"c":3,"a":1,"b":2}');
  });
});

describe('seals', () => {
  const at = (serial: number, x: number, y: number) =>
    `{"version":1,"checksum":"sha256:?","serial":${serial},"x":${x},"y":${y}}\n`;

  test('a side that is the merge as a whole is taken byte for byte, seal and all', () => {
    const [base, theirs] = [at(1, 1, 1), ` ${at(2, 2, 2)}\n`];
    expect(cleanText(mergedTexts('json', [base, base, theirs]))).toBe(theirs);
    expect(cleanText(mergedTexts('json', [base, theirs, base]))).toBe(theirs);
    expect(cleanText(mergedTexts('json', [base, theirs, theirs]))).toBe(theirs);
  });

  test('a side that is the merge as a whole, but carries a checksum that is not its own, is sealed anew', () => {
    const [base, ours] = [at(1, 1, 1), at(2, 2, 2).replace('?', '0'.repeat(64))];
    expect(cleanText(mergedTexts('json', [base, ours, base]))).toBe(at(2, 2, 2));
  });

  test('of two serials the larger goes on', () => {
    expect(cleanText(mergedTexts('json', [at(1, 1, 1), at(2, 2, 1), at(3, 1, 2)]))).toBe(at(3, 2, 2));
  });

  test('are asked for by the number of the document', () => {
    const asked: number[] = [];
    const seal = (value: Value, document: number) => {
      asked.push(document);
      return value;
    };
    mergedTexts('yaml', ['a: 1\n---\nb: 1\nc: 1\n', 'a: 1\n---\nb: 2\nc: 1\n', 'a: 1\n---\nb: 1\nc: 2\n'], { seal });
    expect(asked).toEqual([1]);
  });
});

describe('a conflict', () => {
  const CASES = {
    json: [
      '{\n  "version": 1,\n  "checksum": "sha256:?",\n  "limit": 1,\n  "other": 1\n}\n',
      '"limit": 1',
      '"other": 1',
      '"limit": 2',
      '"limit": 3',
    ],
    jsonc: [JSONC, '"limit": 1e1', '"count": 1 }', '"limit": 2', '"limit": 3'],
    yaml: [YAML, 'limit: 20', 'last: here', 'limit: 21', 'limit: 22'],
  } as const;

  test.each(['json', 'jsonc', 'yaml'] as const)(
    'in %s stands between markers, and each side is a sealed document',
    (format) => {
      const [base, limit, other, mine, others] = CASES[format];
      const moreOf = format === 'yaml' ? 'last: there' : other.replace('1', '7');
      const merged = conflictOf(
        mergedTexts(format, [base, base.replace(limit, mine), base.replace(limit, others).replace(other, moreOf)]),
      );
      expect(merged.conflicts).toEqual([{ pointer: '/limit', reason: 'both changed' }]);
      const hunks = findConflicts(merged.text);
      for (const side of ['ours', 'theirs'] as const) {
        const text = sideOf(merged.text, hunks, side);
        expect(text).toBe(merged.sides[side].raw.text);
        const file = fileOf(text ?? '', format);
        expect(file.documents.every((value) => isSealed(value, SEALED))).toBe(true);
        expect(text?.includes(moreOf)).toBe(true);
        expect(text?.includes(side === 'ours' ? mine : others)).toBe(true);
      }
    },
  );

  test('can be resolved hunk by hunk', () => {
    const base = 'a: 1\nb: 1\nc: 1\nd: 1\ne: 1\n';
    const merged = conflictOf(
      mergedTexts('yaml', [base, 'a: 2\nb: 1\nc: 1\nd: 1\ne: 2\n', 'a: 3\nb: 1\nc: 1\nd: 1\ne: 3\n']),
    );
    expect(resolved(merged.text, findConflicts(merged.text), ['ours', 'theirs'])).toBe(
      'a: 2\nb: 1\nc: 1\nd: 1\ne: 3\n',
    );
  });

  test('bears the labels that it is given', () => {
    const labels = { ours: 'HEAD', theirs: 'topic' };
    const { text } = conflictOf(mergedTexts('json', ['{"a":1}', '{"a":2}', '{"a":3}'], { labels }));
    expect(text).toBe('<<<<<<< HEAD\n{"a":2}\n=======\n{"a":3}\n>>>>>>> topic');
  });

  test('that both sides resolved alike is none', () => {
    expect(cleanText(mergedTexts('json', ['{"a":1}', '{"a":2}', '{"a":2}']))).toBe('{"a":2}');
  });
});

test('a merge of the lines that says something else is not taken: the structure decides', () => {
  // git would put both items into the list of `a`.
  const base = 'a:\n- 1\nb:\n- 1\n';
  const merged = mergeTexts({
    base: fileOf(base, 'yaml'),
    ours: fileOf('b:\n- 1\na:\n- 1\n', 'yaml'),
    theirs: fileOf('a:\n- 1\n- 2\nb:\n- 1\n', 'yaml'),
    kind: SEALED,
    format: FORMATS.yaml,
    seal: sealing,
  });
  expect(merged.kind === 'clean' && merged.file.documents).toEqual([{ a: [1, 2], b: [1] }]);
});

describe('a number with more digits than a double', () => {
  const LONG = '0.1234567890123456789012345';

  test('that only theirs has is taken digit by digit', () => {
    const merged = mergedTexts('json', ['{"a":1,"b":1}', '{"a":2,"b":1}', `{"a":1,"b":${LONG}}`]);
    expect(cleanText(merged)).toBe(`{"a":2,"b":${LONG}}`);
  });

  test('makes files collide as a whole where it would be lost', () => {
    // Flow text on a line takes in no other text as it is written.
    const [base, ours, theirs] = ['{a: 1, b: 1}\n', '{a: 2, b: 1}\n', `{a: 1, b: ${LONG}}\n`];
    const { text, conflicts } = conflictOf(mergedTexts('yaml', [base, ours, theirs]));
    expect(conflicts).toEqual([{ pointer: '', reason: 'both changed' }]);
    expect(text).toContain(LONG);
  });
});

test('files collide as a whole where the format refuses the edit', () => {
  // Theirs took away what ours inherits by `<<`.
  const base = 'old: &old {x: 1, y: 1}\nnew: {x: 1, y: 1}\n';
  const [ours, theirs] = [
    base.replace('new: {x: 1, y: 1}', 'new: {<<: *old, z: 1}'),
    base.replace('new: {x: 1, y: 1}', 'new: {x: 1}'),
  ];
  const { conflicts, sides } = conflictOf(mergedTexts('yaml', [base, ours, theirs]));
  expect(conflicts).toEqual([{ pointer: '', reason: 'both changed' }]);
  expect([sides.ours.raw.text, sides.theirs.raw.text]).toEqual([ours, theirs]);
});
