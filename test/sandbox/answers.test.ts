import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import { answerOf } from '../../src/store/sandbox/answer.ts';
import { argumentsFor, environmentOf } from '../../src/store/sandbox/command.ts';
import { createFrameReader, frameOf } from '../../src/store/sandbox/frames.ts';

const BEFORE: Value = { a: 1, b: [1] };

function done(changes: Readonly<Record<string, unknown>>): unknown {
  const result = { kind: 'done', value: { a: 1 }, origins: new Map([['/a', '/a']]), drops: [], ...changes };
  return { kind: 'result', result };
}

describe('what a child answers', () => {
  test('is taken where it has the form of a result', () => {
    expect(answerOf(done({}), ['result'], BEFORE)).toEqual(done({}));
  });

  test.each([
    ['nothing', undefined],
    ['a text', 'result'],
    ['another kind', { kind: 'other' }],
    ['an answer to another question', { kind: 'loaded' }],
    ['no result', { kind: 'result' }],
    ['a result of no kind', done({ kind: 'applied' })],
    ['no origins', done({ origins: undefined })],
    ['origins that are no map', done({ origins: { '/a': '/a' } })],
    ['an origin of a part that is not there', done({ origins: new Map([['/x', '/a']]) })],
    ['an origin that was not there', done({ origins: new Map([['/a', '/x']]) })],
    ['an origin that is no pointer', done({ origins: new Map([['/a', 7]]) })],
    ['drops that are no list', done({ drops: '/a' })],
    ['drops that are no pointers', done({ drops: [{}] })],
    ['more drops than anyone declares', done({ drops: Array(10_001).fill('/a') })],
    ['a failure without a reason', { kind: 'result', result: { kind: 'failed' } }],
    ['a failure at no pointer', { kind: 'result', result: { kind: 'failed', reason: 'x', pointer: 'a' } }],
    ['a refusal without a reason', { kind: 'refused', reason: 7 }],
  ])('is not taken for one where it is %s', (_, said) => {
    expect(answerOf(said, ['result', 'refused'], BEFORE)).toBeUndefined();
  });

  test.each([
    ['a map', new Map([[1, 2]])],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(3)],
    ['an error', new TypeError('x')],
    ['what is not finite', Number.NaN],
    ['an array with a hole', new Array(2)],
  ])('has failed where its value holds %s', (_, part) => {
    const answer = answerOf(done({ value: { a: part } }), ['result'], BEFORE);
    expect(answer?.result).toMatchObject({ kind: 'failed', pointer: expect.stringMatching(/^\/a/) });
  });

  test('has failed where its value goes round in a circle', () => {
    const value: { a?: unknown } = {};
    value.a = value;
    expect(answerOf(done({ value }), ['result'], BEFORE)?.result.kind).toBe('failed');
  });

  test('is cut where its reason has no end', () => {
    const said = { kind: 'refused', reason: 'x'.repeat(1_000_000) };
    expect(answerOf(said, ['refused'], BEFORE)?.reason.length).toBeLessThan(3000);
  });

  test('passes on no member that was not asked for', () => {
    expect(answerOf(done({ code: 'INTERNAL' }), ['result'], BEFORE)).toEqual(done({}));
  });
});

describe('frames', () => {
  test('come out as they went in, however the pipe cuts them', () => {
    const messages = [{ a: 1n, b: -0 }, new Map([['/x', null]]), JSON.parse('{"__proto__": {"x": 1}}')];
    const bytes = Buffer.concat(messages.map((message) => frameOf(message)));
    const read = createFrameReader(1000);
    const found = [...bytes].flatMap((byte) => read(Uint8Array.of(byte)) ?? ['none']);
    expect(found).toEqual(messages);
    expect(Object.hasOwn(found[2] as object, '__proto__')).toBe(true);
  });

  test('of a length beyond the limit are none, before a byte of them is kept', () => {
    expect(createFrameReader(1000)(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toBeUndefined();
  });

  test('of bytes that mean nothing are none', () => {
    expect(createFrameReader(1000)(Uint8Array.of(0, 0, 0, 2, 0x7b, 0x7d))).toBeUndefined();
  });
});

describe('a child', () => {
  test('gets no variable but those of time and language', () => {
    const environment = {
      TZ: 'UTC',
      LANG: 'de',
      GITHUB_TOKEN: 'x',
      NODE_OPTIONS: '--require x',
      PATH: '/bin',
      HOME: '/',
    };
    expect(environmentOf(environment)).toEqual({ TZ: 'UTC', LANG: 'de' });
  });

  test('may read its program alone', () => {
    const args = argumentsFor('/x/step-child.cjs', 64, { readable: [], makesCode: false });
    expect(args.filter((arg) => arg.startsWith('--allow'))).toEqual(['--allow-fs-read=/x/step-child.cjs']);
    expect(args[0]).toMatch(/^--(?:experimental-)?permission$/);
    expect(args).toContain('--disallow-code-generation-from-strings');
  });
});
