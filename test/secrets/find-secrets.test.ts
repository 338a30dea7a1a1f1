import { describe, expect, test } from 'vitest';
import { lookedOver, told } from './looked-over.ts';
import { githubToken, noise, serviceAccount, TOKENS } from './tokens.ts';

const token = githubToken();

describe('the recommended rules of secretlint', () => {
  test.each(Object.entries(TOKENS))('%s is found in a value of JSON, at its pointer', async (rule, [key, value]) => {
    const text = JSON.stringify({ version: 1, deep: [{ [key]: value }] }, undefined, 2);
    expect(told(await lookedOver(text), text)).toEqual([`${rule} /deep/0/${key} ${JSON.stringify(value)}`]);
  });

  test.each(Object.entries(TOKENS))('%s is found in a value of YAML', async (rule, [key, value]) => {
    const text = `version: 1\ndeep:\n  - ${key}: ${JSON.stringify(value)}\n`;
    expect(told(await lookedOver(text, 'yaml'), text)).toEqual([`${rule} /deep/0/${key} ${JSON.stringify(value)}`]);
  });

  test('the key file of a service account is known as a whole, and its key is what is told', async () => {
    const text = JSON.stringify(serviceAccount());
    expect((await lookedOver(text)).map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual(['gcp /private_key']);
  });

  test('a comment in the file switches no rule off', async () => {
    const text = `// secretlint-disable\n{ "note": "${token}" } // secretlint-disable-line\n`;
    expect(told(await lookedOver(text, 'jsonc'), text)).toEqual([`github /note "${token}"`]);
  });
});

describe('where a secret stands', () => {
  test('escapes do not hide it', async () => {
    const escaped = `\\u0067${token.slice(1)}`;
    const text = `{ "note": "${escaped}" }`;
    expect(told(await lookedOver(text), text)).toEqual([`github /note "${escaped}"`]);
  });

  test('a folded scalar of YAML does not hide it', async () => {
    const uri = TOKENS['basicauth']?.[1] ?? '';
    const text = `note: >-\n  see\n  ${uri}\n`;
    expect((await lookedOver(text, 'yaml')).map(({ pointer }) => pointer)).toEqual(['/note']);
  });

  test('a comment of YAML is looked over', async () => {
    const text = `a: 1 # ${token}\n`;
    expect(told(await lookedOver(text, 'yaml'), text)).toEqual([`github  ${token}`]);
  });

  test('a comment of JSONC is looked over', async () => {
    const text = `{\n  // ${token}\n  "a": 1\n}\n`;
    expect(told(await lookedOver(text, 'jsonc'), text)).toEqual([`github  ${token}`]);
  });

  test('a key is looked over', async () => {
    const text = JSON.stringify({ [token]: 1 });
    expect(told(await lookedOver(text), text)).toEqual([`github  ${token}`]);
  });

  test('a text that is no document is looked over', async () => {
    const text = `{ "note": "${token}", `;
    expect(told(await lookedOver(text), text)).toEqual([`github  ${token}`]);
  });

  test('each document of a YAML file is looked over', async () => {
    const found = await lookedOver(`a: 1\n---\nnote: ${token}\n`, 'yaml');
    expect(found.map(({ document, pointer }) => `${document} ${pointer}`)).toEqual(['1 /note']);
  });

  test('two secrets in one value are one place', async () => {
    const [found, ...others] = await lookedOver(JSON.stringify({ note: `${token} and ${githubToken('b')}` }));
    expect(others).toEqual([]);
    expect(found?.values).toEqual([token, githubToken('b')]);
  });

  test('what only two neighbours together look like is none', async () => {
    const text = '{"url":"postgres://db.internal","owner":"somebody@corp.example"}';
    expect(await lookedOver(text)).toEqual([]);
  });
});

describe('allowed places', () => {
  const text = JSON.stringify({ sessions: { a: { note: token }, b: { note: token } }, note: token });

  test.each([
    ['/note', ['/sessions/a/note', '/sessions/b/note']],
    ['/sessions/*/note', ['/note']],
    ['/sessions', ['/note']],
    ['/sessions/a', ['/sessions/b/note', '/note']],
    ['/sess', ['/sessions/a/note', '/sessions/b/note', '/note']],
    ['/*/*/*/*', ['/sessions/a/note', '/sessions/b/note', '/note']],
  ])('%s', async (pattern, left) => {
    expect((await lookedOver(text, 'json', [pattern])).map(({ pointer }) => pointer)).toEqual(left);
  });

  test('a comment is at no allowed place', async () => {
    expect(await lookedOver(`# ${token}\nnote: 1\n`, 'yaml', ['/note'])).toHaveLength(1);
  });
});

describe('work in proportion', () => {
  test('megabytes of one beginning of a token, which a pattern cannot take at once, hide no token behind them', async () => {
    const slack = TOKENS['slack']?.[1] ?? '';
    const text = `{ ${'xoxb-'.repeat(1_700_000)} ${slack}`;
    expect(told(await lookedOver(text), text).at(-1)).toBe(`slack  ${slack}`);
  });

  async function timed(text: string): Promise<number> {
    const start = performance.now();
    await lookedOver(text);
    return performance.now() - start;
  }

  test.each([
    [
      'secrets',
      (count: number) => JSON.stringify(Array.from({ length: count }, (_, index) => githubToken(`${index}`))),
    ],
    ['beginnings of keys', (count: number) => JSON.stringify('SG.aaaaaaaaaaaaaaaaaaaaaaaaa.'.repeat(count))],
    [
      'keys',
      (count: number) =>
        JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, noise(9)]))),
    ],
  ])('eight times as many %s take no more than twenty times as long', async (_name, text) => {
    await timed(text(2_000));
    const few = await timed(text(2_000));
    expect(await timed(text(16_000))).toBeLessThan(20 * Math.max(few, 20));
  });
});
