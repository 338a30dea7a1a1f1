import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMask } from '../../src/secrets/mask.ts';
import { noise } from './tokens.ts';

const secrets = fc.array(
  fc.integer().map((seed) => noise(16 + (Math.abs(seed) % 50), String(seed))),
  { minLength: 1, maxLength: 20 },
);

test('no secret can be read in a masked text, and nothing else changes', () => {
  fc.assert(
    fc.property(secrets, fc.array(fc.string({ maxLength: 8 })), (known, between) => {
      const pieces = between.flatMap((text, index) => [text, known[index % known.length] ?? '']);
      const hidden = between.flatMap((text, index) => [text, '*'.repeat(known[index % known.length]?.length ?? 0)]);
      expect(createMask(known)(pieces.join(''))).toBe(hidden.join(''));
    }),
  );
});

test('a secret that is cut short is hidden as far as it is told', () => {
  const secret = noise(60);
  const told = `Expected integer, found "${secret.slice(0, 40)}…`;
  expect(createMask([secret])(told)).toBe(`Expected integer, found "${'*'.repeat(40)}…`);
});

test('a secret is hidden as JSON and pointers write it', () => {
  const secret = `${noise(20)}"\n/~`;
  const mask = createMask([secret]);
  expect(mask(JSON.stringify({ a: secret }))).toBe(`{"a":"${'*'.repeat(26)}"}`);
  expect(mask(`/a/${noise(20)}"\n~1~0/b`)).toBe(`/a/${'*'.repeat(21)}\n${'*'.repeat(4)}/b`);
});

test('line breaks stay where they are', () => {
  const secret = `${noise(20)}\n${noise(20)}\r\n${noise(20)}`;
  expect(createMask([secret])(`a${secret}b`)).toBe(`a${'*'.repeat(20)}\n${'*'.repeat(20)}\r\n${'*'.repeat(20)}b`);
});

test('of two secrets with one beginning each is hidden to its own end', () => {
  const [first, second] = [`${noise(30)}aa`, `${noise(30)}bbbb`];
  expect(createMask([first, second])(`${second} ${first}`)).toBe(`${'*'.repeat(34)} ${'*'.repeat(32)}`);
});

test('a text of ten thousand secrets is masked within two seconds', () => {
  const known = Array.from({ length: 10_000 }, (_, index) => noise(40, `${index}`));
  const start = performance.now();
  const masked = createMask(known)(known.join(' '));
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(masked).toMatch(/^[* ]+$/);
});

test('without secrets a text is what it is', () => {
  expect(createMask([])('a text')).toBe('a text');
});
