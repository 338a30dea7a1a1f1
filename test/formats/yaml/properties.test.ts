import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { rewrite } from '../../../src/formats/rewrite.ts';
import { yaml } from '../../../src/formats/yaml/index.ts';
import { StatefixError } from '../../../src/model/errors.ts';
import { isArray, isObject, type Value, valuesEqual } from '../../../src/model/value.ts';
import { applyEdit, type Path, pathsOf, remove, update, valueEdits } from '../generators/value-edits.ts';
import { documentsOf, rewritten } from './edited.ts';
import { FEATURES, type YamlText, yamlTexts } from './texts.ts';

/**
 * The seed is fixed, so that a run says something about the change at hand and not about luck: many more seeds were run before. A counterexample is
 * shown as it was found: shrinking a text of this size takes minutes.
 */
const RUNS = { numRuns: 1000, endOnFailure: true, seed: 20_261_121 };

/** The one refusal that the format documents. */
function isInheritedLoss(error: unknown): boolean {
  return (
    error instanceof StatefixError &&
    error.code === 'MIGRATION_FAILED' &&
    error.message.includes('merged into its mapping by <<')
  );
}

function bytesOf({ text, hasBom }: YamlText): Uint8Array {
  return new TextEncoder().encode(hasBom ? `\uFEFF${text}` : text);
}

function commentsIn(text: string): readonly string[] {
  return text.match(/# c\d+\./g) ?? [];
}

describe('YAML texts and edits', () => {
  it('the generator makes good texts, at least 5 % of them with each construct', () => {
    const samples = fc.sample(yamlTexts(), { numRuns: 1000, seed: 7 });
    const counts = new Map(FEATURES.map((feature) => [feature, 0]));
    for (const { text, features } of samples) {
      expect(() => documentsOf(text)).not.toThrow();
      for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count < samples.length / 20)).toEqual([]);
  });

  it('zero steps are the identity on bytes', () => {
    fc.assert(
      fc.property(yamlTexts(), (sample) => {
        const bytes = bytesOf(sample);
        const file = parseState(rawFileOf(bytes, { kind: 'file', path: 's.yaml' }), yaml);
        if (file.kind === 'malformed') throw new Error(JSON.stringify(file.faults));
        const same = file.documents.map(
          (value, index) => [index, { value: structuredClone(value), origins: new Map() }] as const,
        );
        expect(rewrite(file, yaml, new Map(same)).bytes).toEqual(bytes);
      }),
      RUNS,
    );
  });

  it('an edit parses to the new values, and nothing is refused but the loss of an inherited member', () => {
    let refused = 0;
    fc.assert(
      fc.property(yamlTexts(), valueEdits(), ({ text }, edit) => {
        const before = documentsOf(text);
        const step = (value: Value): Value => applyEdit(value, edit);
        try {
          const after = rewritten(text, ...before.map(() => step as never));
          documentsOf(after.text).forEach((value, index) => {
            expect(valuesEqual(value, step(before[index] as Value))).toBe(true);
          });
        } catch (error) {
          if (!isInheritedLoss(error)) throw error;
          refused += 1;
        }
      }),
      RUNS,
    );
    expect(refused).toBeLessThan(RUNS.numRuns / 20);
  });

  it('an edit that changes or adds values keeps every comment and the final line break', () => {
    fc.assert(
      fc.property(yamlTexts(), fc.nat(), fc.constantFrom<Value>(5, 'new', true, 'a: b'), ({ text }, choice, fresh) => {
        const [first = null] = documentsOf(text);
        const targets = pathsOf(first).filter(
          (path) => !isContainer(valueAt(first, path)) || isObject(valueAt(first, path)),
        );
        const path = targets[choice % Math.max(targets.length, 1)];
        if (path === undefined) return;
        const step = (value: Value): Value =>
          update(value, path, (part) => (isObject(part) ? { ...part, added: fresh } : fresh));
        const after = rewritten(text, step as never).text;
        const kept = new Set(commentsIn(after));
        expect(commentsIn(text).filter((comment) => !kept.has(comment))).toEqual([]);
        expect(after.endsWith('\n')).toBe(text.endsWith('\n'));
      }),
      RUNS,
    );
  });

  it('a deletion takes no comment but those of what it takes', () => {
    fc.assert(
      fc.property(yamlTexts(), fc.nat(), ({ text }, choice) => {
        const [first = null] = documentsOf(text);
        const targets = pathsOf(first).filter((path) => path.length > 0);
        const path = targets[choice % Math.max(targets.length, 1)];
        if (path === undefined) return;
        const pointer = path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
        const place = yaml.locate(text, 0, new Set([pointer])).get(pointer);
        let after: string;
        try {
          after = rewritten(text, ((value: Value) => remove(value, path)) as never).text;
        } catch (error) {
          if (isInheritedLoss(error)) return;
          throw error;
        }
        // A member of an alias or a merge stands elsewhere; its old text is copied where it is needed.
        if (place === undefined || /[*&]\w/.test(text)) return;
        const kept = new Set(commentsIn(after));
        const mayGo = new Set(commentsIn(ownText(text, place.key?.start ?? place.value.start, place.value.end)));
        expect(commentsIn(text).filter((comment) => !kept.has(comment) && !mayGo.has(comment))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('what an edit does not touch keeps its bytes: the lines before and behind it', () => {
    fc.assert(
      fc.property(yamlTexts(), fc.nat(), ({ text }, choice) => {
        const [first = null] = documentsOf(text);
        const scalars = pathsOf(first).filter((path) => !isContainer(valueAt(first, path)));
        const path = scalars[choice % Math.max(scalars.length, 1)];
        if (path === undefined || /[*&]\w/.test(text)) return;
        const pointer = path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
        const place = yaml.locate(text, 0, new Set([pointer])).get(pointer);
        if (place === undefined) return;
        const after = rewritten(text, ((value: Value) => update(value, path, () => 'fresh')) as never).text;
        const entry = place.key?.start ?? place.value.start;
        expect(after.startsWith(text.slice(0, Math.min(entry, place.value.start)))).toBe(true);
        expect(after.endsWith(text.slice(lineEnd(text, place.value.end)))).toBe(true);
      }),
      RUNS,
    );
  });

  it('negative control: an editor that forgets one edit is caught before anything is written', () => {
    const broken = { ...yaml, edit: (text: string) => ({ text, notes: [] }) };
    const file = parseState(rawFileOf(new TextEncoder().encode('a: 1\n'), { kind: 'file', path: 's.yaml' }), yaml);
    if (file.kind === 'malformed') throw new Error('a good text');
    expect(() => rewrite(file, broken, new Map([[0, { value: { a: 2 }, origins: new Map() }]]))).toThrowError(
      expect.objectContaining({ code: 'INTERNAL', pointer: '/a' }),
    );
  });
});

function isContainer(value: Value): boolean {
  return isObject(value) || (typeof value === 'object' && value !== null && isArray(value));
}

function valueAt(root: Value, path: Path): Value {
  return path.reduce<Value>((value, token) => (value as never)[token] as Value, root);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** The lines of an entry, with the comment lines right above and those right behind it. */
function ownText(text: string, start: number, end: number): string {
  let from = text.lastIndexOf('\n', start - 1) + 1;
  while (from > 0) {
    const above = from < 2 ? 0 : text.lastIndexOf('\n', from - 2) + 1;
    if (!/^\s*(?:[?-]\s*)*(?:#|$)/.test(text.slice(above, from).trim())) break;
    from = above;
  }
  let to = lineEnd(text, end);
  for (;;) {
    const next = lineEnd(text, to + 1);
    if (to >= text.length || !/^\s*(?:#|$|[\]},])/.test(text.slice(to + 1, next))) break;
    to = next;
  }
  return text.slice(from, to);
}
