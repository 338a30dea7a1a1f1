import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReply, type GitObject } from '../../../src/store/git/object-reply.ts';

const ID = 'a'.repeat(40);
const LIMITS = { limit: 100, mostLetGo: 1000 };

/** What is told after each of the pieces. */
function toldOf(name: string, pieces: readonly (string | Uint8Array)[], limits = LIMITS): readonly GitObject[] {
  const told: GitObject[] = [];
  const reply = createReply(name, limits, (object) => told.push(object));
  for (const piece of pieces) reply.take(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
  return told;
}

describe('createReply', () => {
  it('gives the bytes of an object, wherever the pieces end', () => {
    const content = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(content, fc.array(fc.nat(200)), (bytes, cuts) => {
        const head = new TextEncoder().encode(`${ID} blob ${bytes.length}\n`);
        const answer = Buffer.concat([head, bytes, Buffer.from('\n')]);
        const ends = [0, ...cuts.filter((cut) => cut < answer.length).toSorted((a, b) => a - b), answer.length];
        const pieces = ends.slice(1).map((end, index) => answer.subarray(ends[index], end));
        expect(toldOf('x', pieces)).toEqual([{ kind: 'object', id: ID, type: 'blob', bytes }]);
      }),
    );
  });

  it('tells what is too large when it has gone by', () => {
    const tooLarge = { kind: 'too-large', id: ID, type: 'blob', size: 200 };
    expect(toldOf('x', [`${ID} blob 200\n`, 'y'.repeat(200)])).toEqual([]);
    expect(toldOf('x', [`${ID} blob 200\n`, 'y'.repeat(200), '\n'])).toEqual([tooLarge]);
  });

  it('tells what is far too large at once', () => {
    expect(toldOf('x', [`${ID} blob 2000\n`, 'y'])[0]).toEqual({ kind: 'too-large', id: ID, type: 'blob', size: 2000 });
  });

  it.each([
    ['HEAD:./x', 'HEAD:./x missing\n'],
    [ID, `${ID} ambiguous\n`],
    ['HEAD:./module', `${ID} submodule\n`],
    ['HEAD:./a\nb\nc', 'HEAD:./a\nb\nc missing\n'],
    [`HEAD:./a\n${ID} blob 3\n`, `HEAD:./a\n${ID} blob 3\n missing\n`],
  ])('knows that there is no %j', (name, answer) => {
    expect(toldOf(name, [...answer])).toEqual([{ kind: 'missing' }]);
  });

  it('finds an object under a name with line breaks', () => {
    expect(toldOf('HEAD:./a\nb', [`${ID} blob 1\ny\n`])).toEqual([
      { kind: 'object', id: ID, type: 'blob', bytes: new Uint8Array([0x79]) },
    ]);
  });
});
