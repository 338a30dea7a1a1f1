import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { formatNameFor } from '../../src/formats/index.ts';
import { samples } from '../kinds/samples.ts';
import { anyObject } from '../support/values.ts';
import { lookedOver } from './looked-over.ts';

const root = resolve(import.meta.dirname, '../..');
const examples = join(root, 'examples');
const exact = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

describe('no false alarm', () => {
  test.each(globSync('**', { cwd: examples, dot: true }).sort())('in the example %s', async (name) => {
    const text = readFileSync(join(examples, name), 'utf8');
    expect(await lookedOver(text, formatNameFor(name, text))).toEqual([]);
  });

  test.each([...samples])('in the sample of %s', async (_name, state) => {
    expect(await lookedOver(JSON.stringify(state, exact))).toEqual([]);
  });

  const words = fc.lorem({ maxCount: 12 });
  const name = fc.stringMatching(/^[a-z]{3,9}$/);
  const text = fc.oneof(
    words,
    name,
    fc.uuid(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.stringMatching(/^sha256:[0-9a-f]{64}$/),
    fc.stringMatching(/^[A-Za-z0-9+/]{20,80}={0,2}$/),
    fc.webUrl({ withQueryParameters: true }),
    fc.emailAddress(),
    fc.array(name, { minLength: 2, maxLength: 6 }).map((parts) => `/${parts.join('/')}`),
  );
  const usual = fc.constantFrom('id', 'name', 'title', 'path', 'url', 'checksum', 'digest', 'content', 'lockId', 'key');
  const member = fc.oneof(
    fc.tuple(usual, text),
    fc.tuple(name, text),
    fc.tuple(fc.constantFrom('nextToken', 'token_type', 'publicKey', 'passwordPolicy', 'totalTokens'), text),
    fc.tuple(
      fc.constantFrom('password', 'token', 'apiKey', 'authorization'),
      fc.oneof(words, fc.constantFrom('', 'none', 'changeme')),
    ),
  );
  const state = fc.oneof(
    anyObject,
    fc.array(member, { maxLength: 20 }).map((members) => Object.fromEntries(members)),
  );

  test('in a thousand states', async () => {
    const options = { numRuns: 1_000 };
    await fc.assert(
      fc.asyncProperty(state, async (value) => {
        // One word of many letters under `password` may well be one: that is what a password looks like.
        fc.pre(!/"password":"\S{12,}"/.test(JSON.stringify(value, exact)));
        expect(await lookedOver(JSON.stringify(value, exact))).toEqual([]);
      }),
      options,
    );
  });
});
