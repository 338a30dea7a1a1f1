import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Format } from '../../../src/formats/format.ts';
import { json, jsonc } from '../../../src/formats/json/index.ts';
import { traceOrigins } from '../../../src/formats/origins.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { type Rewritten, rewrite } from '../../../src/formats/rewrite.ts';
import { StatefixError } from '../../../src/model/errors.ts';
import { type Pointer, pointerTo } from '../../../src/model/pointer.ts';
import type { ParsedFile } from '../../../src/model/state-file.ts';
import {
  isArray,
  isObject,
  type Value,
  type ValueArray,
  type ValueObject,
  valuesEqual,
} from '../../../src/model/value.ts';
import { FEATURES, type Feature, type JsonText, jsonTexts } from '../generators/json-texts.ts';
import {
  applyEdit,
  at,
  type Path,
  pathsOf,
  remove,
  rename,
  update,
  valueEdits,
  withMember,
} from '../generators/value-edits.ts';

const RUNS = { numRuns: 1000 };

function formatFor(sample: JsonText): Format {
  return sample.dialect === 'json' ? json : jsonc;
}

function parsed(text: string, format: Format, hasBom: boolean): ParsedFile {
  const bytes = new TextEncoder().encode(hasBom ? `\uFEFF${text}` : text);
  const file = parseState(rawFileOf(bytes, { kind: 'stdin', path: 'state' }), format);
  if (file.kind === 'malformed') throw new Error(`${JSON.stringify(file.faults)}\n${text}`);
  return file;
}

function documentOf(file: ParsedFile): Value {
  return file.documents[0] as Value;
}

function rewriteTo(file: ParsedFile, format: Format, value: Value): Rewritten {
  return rewrite(file, format, new Map([[0, { value, origins: traceOrigins(documentOf(file), value) }]]));
}

function commentsOf(text: string): readonly { readonly text: string; readonly start: number }[] {
  return [...text.matchAll(/\/[/*] c[0-9]+ /g)].map((match) => ({ text: match[0], start: match.index }));
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('the generator', () => {
  test('shows each habit in at least 5 % of its texts', () => {
    const counts = new Map<Feature, number>();
    const samples = fc.sample(jsonTexts(), 1000);
    for (const { features } of samples)
      for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    const rare = FEATURES.filter((feature) => (counts.get(feature) ?? 0) < samples.length * 0.05);
    expect(rare).toEqual([]);
  });
});

describe('reading', () => {
  test('a strict text has the value that JSON.parse gives it, but for integers beyond 2^53', () => {
    fc.assert(
      fc.property(jsonTexts(), (sample) => {
        if (sample.dialect !== 'json') return;
        expect(roughly(documentOf(parsed(sample.text, json, false)))).toEqual(roughly(JSON.parse(sample.text)));
      }),
      RUNS,
    );
  });
});

describe('zero edits', () => {
  test('are the identity on bytes, also for a copy and for other key orders', () => {
    fc.assert(
      fc.property(jsonTexts(), (sample) => {
        const file = parsed(sample.text, formatFor(sample), sample.hasBom);
        const bytes = [documentOf(file), structuredClone(documentOf(file)), backwards(documentOf(file))].map(
          (value) => rewriteTo(file, formatFor(sample), value).bytes,
        );
        for (const each of bytes) expect(Buffer.from(each).equals(file.raw.bytes)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('an edit', () => {
  test('gives a text that parses to the new value', () => {
    fc.assert(
      fc.property(jsonTexts(), valueEdits(), (sample, edit) => {
        const format = formatFor(sample);
        const file = parsed(sample.text, format, sample.hasBom);
        const after = applyEdit(documentOf(file), edit);
        const { text, bytes } = rewriteTo(file, format, after);
        expect(valuesEqual(documentOf(parsed(text, format, false)), after)).toBe(true);
        expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).startsWith('\uFEFF')).toBe(sample.hasBom);
      }),
      { numRuns: 3000 },
    );
  });

  test('leaves every comment outside of what it touches, once', () => {
    fc.assert(
      fc.property(jsonTexts(), singleEdits(), (sample, edit) => {
        const format = formatFor(sample);
        const file = parsed(sample.text, format, false);
        const target = targetOf(documentOf(file), edit);
        if (target === undefined) return;
        const after = edit.style === 'clone' ? structuredClone(target.after) : target.after;
        const { text } = rewriteTo(file, format, after);
        const touched = touchedSpan(sample.text, format, documentOf(file), target.touched);
        for (const comment of commentsOf(sample.text)) {
          const isInside = comment.start >= touched.start && comment.start < touched.end;
          const count = occurrences(text, comment.text);
          if (isInside) expect(count).toBeLessThanOrEqual(1);
          else expect([comment.text, count]).toEqual([comment.text, 1]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('of a member that is renamed or moved by identity keeps all comments', () => {
    fc.assert(
      fc.property(jsonTexts(), fc.nat(), fc.boolean(), (sample, choice, isMove) => {
        const format = formatFor(sample);
        const file = parsed(sample.text, format, false);
        const before = documentOf(file);
        const members = pathsOf(before).filter((path) => {
          const value = path.length > 0 ? at(before, path) : null;
          return typeof path.at(-1) === 'string' && typeof value === 'object' && value !== null;
        });
        const path = members[choice % Math.max(members.length, 1)];
        if (path === undefined || !isObject(before)) return;
        const after = isMove
          ? withMember(remove(before, path) as ValueObject, 'elsewhere9', at(before, path), false)
          : rename(before, path, 'renamed9');
        const { text } = rewriteTo(file, format, after);
        for (const comment of commentsOf(sample.text)) {
          expect([comment.text, occurrences(text, comment.text)]).toEqual([comment.text, 1]);
        }
      }),
      RUNS,
    );
  });

  test('that only renames and moves members loses no comment', () => {
    let moved = 0;
    fc.assert(
      fc.property(jsonTexts(), renamings(), fc.boolean(), (sample, choices, isClone) => {
        const format = formatFor(sample);
        const file = parsed(sample.text, format, false);
        const renamed = choices.reduce(renameOrMove, documentOf(file));
        const { text } = rewriteTo(file, format, isClone ? structuredClone(renamed) : renamed);
        moved += text === sample.text ? 0 : 1;
        for (const comment of commentsOf(sample.text)) {
          expect([comment.text, occurrences(text, comment.text)]).toEqual([comment.text, 1]);
        }
      }),
      { numRuns: 3000 },
    );
    expect(moved).toBeGreaterThan(1000);
  });

  test('of equal scalars whose origins are not traced loses comments: what the test above would see', () => {
    const file = parsed('{\n  // c1 \n  "a": 0,\n  // c2 \n  "b": 0\n}', jsonc, false);
    const value: Value = { other0: 0, other1: 0 };
    const untraced = new Map([
      ['/other0', null],
      ['/other1', null],
    ]);
    expect(commentsOf(rewrite(file, jsonc, new Map([[0, { value, origins: untraced }]])).text)).toEqual([]);
    expect(commentsOf(rewriteTo(file, jsonc, value).text)).toHaveLength(2);
  });

  test('keeps the line breaks of the text', () => {
    fc.assert(
      fc.property(jsonTexts(), valueEdits(), (sample, edit) => {
        const file = parsed(sample.text, formatFor(sample), false);
        const { text } = rewriteTo(file, formatFor(sample), applyEdit(documentOf(file), edit));
        if (!/[\r\n]/.test(sample.text)) return;
        const [kind] = /\r\n|\n|\r/.exec(sample.text) ?? [];
        expect(new Set(text.match(/\r\n|\n|\r/g) ?? [kind])).toEqual(new Set([kind]));
        expect(/[\r\n]$/.test(text)).toBe(/[\r\n]$/.test(sample.text));
      }),
      RUNS,
    );
  });
});

describe('the rule that what is about to be written is read again', () => {
  test('refuses whatever a broken edit engine returns, unless it holds the intended value', () => {
    let refused = 0;
    fc.assert(
      fc.property(jsonTexts(), valueEdits(), jsonTexts(), fc.nat(), (sample, edit, other, cut) => {
        const format = formatFor(sample);
        const file = parsed(sample.text, format, sample.hasBom);
        const after = applyEdit(documentOf(file), edit);
        if (valuesEqual(documentOf(file), after)) return;
        const breakages: readonly ((text: string) => string)[] = [
          () => sample.text,
          () => other.text,
          (text) => text.slice(0, cut % text.length),
          (text) => text.slice(0, cut % text.length) + text.slice((cut % text.length) + 1),
          (text) => text.replace(/[0-9]/, '7'),
        ];
        const broken: Format = {
          ...format,
          edit: (text, parts) => ({
            ...format.edit(text, parts),
            text: (breakages[cut % breakages.length] ?? String)(format.edit(text, parts).text),
          }),
        };
        try {
          const { text } = rewriteTo(file, broken, after);
          expect(valuesEqual(documentOf(parsed(text, format, false)), after)).toBe(true);
        } catch (error) {
          if (!(error instanceof StatefixError)) throw error;
          expect(error.code).toBe('INTERNAL');
          expect(error.message).toContain('It was refused, and nothing was written.');
          refused += 1;
        }
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(500);
  });
});

/** Numbers as doubles and objects as sorted lists, so that what differs by design does not count. */
function roughly(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (isArray(value)) return value.map(roughly);
  if (!isObject(value)) return value;
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => [key, roughly(member)]);
}

function backwards(value: Value): Value {
  if (isArray(value)) return value.map(backwards);
  if (!isObject(value)) return value;
  return Object.entries(value)
    .toReversed()
    .reduce<ValueObject>(
      (object, [key, member]) => withMember(object, key, backwards(member), false) as ValueObject,
      {},
    );
}

interface Renaming {
  readonly isMove: boolean;
  readonly choice: number;
  readonly target: number;
}

function renamings(): fc.Arbitrary<readonly Renaming[]> {
  const one = fc.record({ isMove: fc.boolean(), choice: fc.nat(), target: fc.nat() });
  return fc.array(one, { minLength: 1, maxLength: 4 });
}

/** Gives a scalar member another name, in its object or in another one; not among items, of which an emptied one is like any other empty one. */
function renameOrMove(root: Value, { isMove, choice, target }: Renaming, index: number): Value {
  const paths = pathsOf(root).filter((path) => path.every((token) => typeof token === 'string'));
  const members = paths.filter((path) => {
    const value = at(root, path);
    return typeof path.at(-1) === 'string' && (typeof value !== 'object' || value === null);
  });
  const path = members[choice % Math.max(members.length, 1)];
  if (path === undefined) return root;
  const name = `other${index}`;
  if (!isMove) return rename(root, path, name);
  const objects = paths.filter((each) => isObject(at(root, each)));
  const place = objects[target % objects.length] ?? [];
  return update(remove(root, path), place, (object) => withMember(object as ValueObject, name, at(root, path), false));
}

interface SingleEdit {
  readonly kind: 'set' | 'delete' | 'rename' | 'move' | 'insert' | 'add' | 'add first';
  readonly style: 'spread' | 'clone';
  readonly choice: number;
  readonly position: number;
}

function singleEdits(): fc.Arbitrary<SingleEdit> {
  return fc.record({
    kind: fc.constantFrom('set', 'delete', 'rename', 'move', 'insert', 'add', 'add first'),
    style: fc.constantFrom('spread', 'clone'),
    choice: fc.nat(),
    position: fc.nat(),
  });
}

/** The new value, and the path of the part whose surroundings the edit may touch; `undefined` where there is nothing of that kind. */
function targetOf(
  before: Value,
  edit: SingleEdit,
): { readonly after: Value; readonly touched: Path | undefined } | undefined {
  const paths = pathsOf(before);
  const pick = (isFit: (path: Path) => boolean): Path | undefined => {
    const fit = paths.filter(isFit);
    return fit[edit.choice % Math.max(fit.length, 1)];
  };
  const isScalar = (path: Path): boolean => {
    const value = at(before, path);
    return typeof value !== 'object' || value === null;
  };
  switch (edit.kind) {
    case 'set': {
      const path = pick((each) => each.length > 0 && isScalar(each) && typeof each.at(-1) === 'string');
      return path && { after: update(before, path, () => 'set9'), touched: undefined };
    }
    case 'delete': {
      const path = pick((each) => each.length > 0);
      return path && { after: remove(before, path), touched: path };
    }
    case 'rename': {
      const path = pick((each) => typeof each.at(-1) === 'string');
      return path && { after: rename(before, path, 'renamed9'), touched: path };
    }
    case 'move': {
      const path = pick((each) => each.length > 1);
      if (path === undefined || !isObject(before)) return undefined;
      return {
        after: withMember(remove(before, path) as ValueObject, 'moved9', at(before, path), false),
        touched: path,
      };
    }
    case 'insert': {
      const path = pick((each) => isArray(at(before, each)));
      if (path === undefined) return undefined;
      const length = (at(before, path) as ValueArray).length;
      const insert = (array: Value): Value =>
        (array as ValueArray).toSpliced(edit.position % (length + 1), 0, 'inserted9');
      return { after: update(before, path, insert), touched: undefined };
    }
    case 'add':
    case 'add first': {
      const path = pick((each) => isObject(at(before, each)));
      if (path === undefined) return undefined;
      const add = (object: Value): Value =>
        withMember(object as ValueObject, 'added9', [1, {}], edit.kind === 'add first');
      return { after: update(before, path, add), touched: undefined };
    }
  }
}

/** From the end of the sibling before to the start of the sibling behind: where the comments of a part may stand. */
function touchedSpan(
  text: string,
  format: Format,
  before: Value,
  path: Path | undefined,
): { readonly start: number; readonly end: number } {
  if (path === undefined) return { start: 0, end: 0 };
  const parent = path.slice(0, -1);
  const parentPointer = pointerOf(parent);
  const siblings = pathsOf(before).filter(
    (each) => each.length === path.length && parent.every((token, index) => each[index] === token),
  );
  const pointers = new Set([parentPointer, ...siblings.map(pointerOf)]);
  const places = format.locate(text, 0, pointers);
  const around = places.get(parentPointer)?.value ?? { start: 0, end: text.length };
  // Of two equal items nobody can tell which one went.
  const isTwin = siblings.filter((each) => valuesEqual(at(before, each), at(before, path))).length > 1;
  if (typeof path.at(-1) === 'number' && isTwin) return around;
  const spans = siblings
    .map((each) => places.get(pointerOf(each)))
    .filter((place) => place !== undefined)
    .map((place) => ({ start: place.key?.start ?? place.value.start, end: place.value.end }));
  const own = places.get(pointerOf(path));
  const start = own?.key?.start ?? own?.value.start ?? 0;
  return {
    start: Math.max(around.start, ...spans.filter((span) => span.end <= start).map((span) => span.end)),
    end: Math.min(around.end, ...spans.filter((span) => span.start > start).map((span) => span.start)),
  };
}

function pointerOf(path: Path): Pointer {
  return path.reduce<Pointer>((pointer, token) => pointerTo(pointer, token), '');
}
