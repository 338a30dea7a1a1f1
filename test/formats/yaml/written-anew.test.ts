import { describe, expect, it } from 'vitest';
import { align, type Part } from '../../../src/formats/alignment.ts';
import type { EditedText } from '../../../src/formats/format.ts';
import { commentsLost } from '../../../src/formats/yaml/edit/comments.ts';
import { rewriteLess } from '../../../src/formats/yaml/edit/written-anew.ts';

const before = { a: { b: { c: [1, 2] }, d: 1 }, e: 5 };
const after = { a: { b: { c: [1, 3] }, d: 1 }, e: 5 };
const part = align(before, after, new Map());

/** An editor that can do everything but edit the container at that path in its place. */
function unableAt(...path: readonly string[]): (parts: ReadonlyMap<number, Part>) => EditedText | undefined {
  return (parts) => {
    let one = parts.get(0);
    for (const key of path) {
      if (one?.origin === undefined) return { text: 'anew', notes: [] };
      one = one.kind === 'object' ? one.members.find((member) => member.key === key)?.part : undefined;
    }
    return one?.origin === undefined ? { text: 'anew', notes: [] } : undefined;
  };
}

describe('writing a part anew', () => {
  it('takes the smallest container that helps', () => {
    expect(rewriteLess(new Map([[0, part]]), unableAt('a', 'b'))?.rewritings).toEqual([
      { document: 0, pointer: '/a/b' },
    ]);
  });

  it('takes the whole document where nothing smaller helps', () => {
    expect(rewriteLess(new Map([[0, part]]), unableAt())?.rewritings).toEqual([{ document: 0, pointer: '' }]);
  });

  it('leaves the documents alone that are right', () => {
    const parts = new Map([
      [0, part],
      [2, part],
    ]);
    expect(rewriteLess(parts, unableAt('a'))?.rewritings).toEqual([{ document: 0, pointer: '/a' }]);
  });

  it('gives up where not even the whole helps', () => {
    expect(rewriteLess(new Map([[0, part]]), () => undefined)).toBeUndefined();
  });

  it('names the comments that are gone, each as often as it is', () => {
    const text = 'a: 1 # x\nb: 2 # x\nc: | # y\n  # text\nd: "# no"\n';
    expect(commentsLost(text, 'a: 1 # x\n')).toEqual(['# x', '# y']);
    expect(commentsLost(`# ${'z'.repeat(200)}\n`, '')).toEqual([`# ${'z'.repeat(98)}…`]);
  });
});
