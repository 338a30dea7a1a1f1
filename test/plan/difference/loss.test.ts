import { describe, expect, test } from 'vitest';
import type { Remains } from '../../../src/formats/remains/remains.ts';
import type { Value } from '../../../src/model/value.ts';
import { lossOf } from '../../../src/plan/difference/loss.ts';

const NOTHING = { ignored: [], identities: [] };

function partial(leaves: Record<string, Value>): Remains {
  return { leaves: new Map(Object.entries(leaves)), isWhole: false, documents: undefined };
}

function whole(...documents: readonly Value[]): Remains {
  return { leaves: new Map(), isWhole: true, documents };
}

const NONE = { added: [], changed: [], gone: [], counts: { added: 0, changed: 0, gone: 0 } };

describe('what a repair loses', () => {
  test('nobody knows where nothing can be read', () => {
    expect(lossOf(undefined, [{}], NOTHING)).toEqual({ kind: 'unknown' });
  });

  test('nor where all that can be read is not compared', () => {
    expect(lossOf(partial({ '/sum': 'a' }), [{}], { ...NOTHING, ignored: ['/sum'] })).toEqual({ kind: 'unknown' });
  });

  test('nothing, where the candidate has all that remains and more', () => {
    expect(lossOf(partial({ '/a': 1, '/c': [] }), [{ a: 1, b: 2, c: [3] }], NOTHING)).toEqual({
      kind: 'none',
      isPartial: true,
    });
    expect(lossOf(whole({ a: 1 }), [{ a: 1, b: 2 }], NOTHING)).toEqual({ kind: 'none', isPartial: false });
  });

  test('what changed and what is gone, a whole member as one pointer', () => {
    const remains = partial({ '/a': 1, '/b/x': 1, '/b/y': 2, '/l/0/n': 1, '/l/1/n': 2 });
    expect(lossOf(remains, [{ a: 2, l: [{ n: 1 }] }], NOTHING)).toEqual({
      kind: 'known',
      isPartial: true,
      difference: { added: [], changed: ['/a'], gone: ['/b', '/l/1'], counts: { added: 0, changed: 1, gone: 2 } },
    });
  });

  test('a container that became a scalar changed, once', () => {
    expect(lossOf(partial({ '/a/x': 1, '/a/y': 1 }), [{ a: 1 }], NOTHING)).toEqual({
      kind: 'known',
      isPartial: true,
      difference: { ...NONE, changed: ['/a'], counts: { added: 0, changed: 1, gone: 0 } },
    });
  });

  test('of a whole text, also what the candidate has more', () => {
    expect(lossOf(whole({ a: 1, b: 1 }), [{ a: 2, c: 1 }], NOTHING)).toEqual({
      kind: 'known',
      isPartial: false,
      difference: { added: ['/c'], changed: ['/a'], gone: ['/b'], counts: { added: 1, changed: 1, gone: 1 } },
    });
  });

  test('a document that the candidate lacks is gone, one of several is told by its number', () => {
    expect(lossOf(whole({ a: 1 }, { b: 1 }, 2), [{ a: 1 }, { b: 2 }], NOTHING)).toMatchObject({
      difference: { changed: ['#1/b'], gone: ['#2'] },
    });
    expect(lossOf(partial({ '/a': 1, '#1/b': 1, '#2': 2 }), [{ a: 1 }, { b: 2 }], NOTHING)).toMatchObject({
      difference: { changed: ['#1/b'], gone: ['#2'] },
    });
  });

  test('what a pattern names is not compared', () => {
    const remains = partial({ '/l/0/at': 1, '/l/1/at': 2, '/n': 1 });
    expect(lossOf(remains, [{ n: 1 }], { ...NOTHING, ignored: ['/l/*/at'] })).toEqual({
      kind: 'none',
      isPartial: true,
    });
  });
});
