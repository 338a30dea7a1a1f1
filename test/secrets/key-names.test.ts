import { describe, expect, test } from 'vitest';
import { secrecyOf } from '../../src/secrets/key-names.ts';
import { entropyOf, isLikelySecret } from '../../src/secrets/likely.ts';
import { lookedOver } from './looked-over.ts';
import { noise } from './tokens.ts';

const SECRET_KEYS = [
  ...[
    'password',
    'PASSWORD',
    'db_password',
    'db-password',
    'dbPassword',
    'DBPassword',
    'passwd',
    'passphrase',
    'password2',
  ],
  ...['token', 'access_token', 'accessToken', 'ACCESS_TOKEN', 'auth-token', 'refreshTokens', 'x.token', 'bearer'],
  ...[
    'secret',
    'clientSecret',
    'client_secret',
    'secrets',
    'api_key',
    'apiKey',
    'APIKey',
    'api-key',
    'apikey',
    'apiKeys',
  ],
  ...['private_key', 'privateKey', 'secret_key', 'accessKey', 'encryptionKey', 'signing-key', 'masterKey'],
  ...['authorization', 'Authorization', 'proxy-authorization', 'credentials'],
];

const OTHER_KEYS = [
  ...[
    '',
    'name',
    'key',
    'keys',
    'keyBindings',
    'public_key',
    'publicKey',
    'primaryKey',
    'id',
    'lockId',
    'checksum',
    'digest',
  ],
  ...[
    'passwordPolicy',
    'password_min_length',
    'tokenizer',
    'totalTokens_used',
    'token_type',
    'tokenUrl',
    'secretName',
    'secret_arn',
  ],
  ...[
    'nextToken',
    'next_page_token',
    'syncToken',
    'continuationToken',
    'eos_token',
    'designToken',
    'totalTokens',
    'max_tokens',
    'author',
    'authorized',
    'compass',
  ],
];

describe('keys', () => {
  test.each(SECRET_KEYS)('%s names a secret', (key) => expect(secrecyOf(key)).toBeDefined());
  test.each(OTHER_KEYS)('%j names none', (key) => expect(secrecyOf(key)).toBeUndefined());
});

const SECRET_VALUES = [
  noise(12),
  noise(40),
  `Bearer ${noise(30)}`,
  `Basic ${Buffer.from(noise(20)).toString('base64')}`,
];

const OTHER_VALUES = [
  ...['', 'short', 'changeme', 'change-me-please-1234', 'aaaaaaaaaaaa1', '000000000000000000', 'xxxxxxxxxxxx1234'],
  ...[
    `\${API_TOKEN_2}`,
    '$API_TOKEN_2',
    '{{ api.token.2 }}',
    '{api_token_22}',
    '%API_TOKEN_22%',
    '<your api token 22>',
  ],
  ...[
    'your-token-goes-here-1',
    'example-token-123456',
    'replace_with_token_1',
    '[REDACTED 1234]',
    '****************ab12',
  ],
  ...['env:ORBIT_TOKEN_1', 'vault:kv/orbit#token1', 'op://vault/orbit/token1', 'arn:aws:secretsmanager:eu-1:12:secret'],
  ...[
    'https://id.orbit.dev/oauth2/token',
    '/run/secrets/orbit-token-1',
    '/fixtures/*/token1',
    '2026-11-21T04:32:00.123Z',
    '1234567890123456',
    './keys/orbit-1.pem',
    'C:\\keys\\orbit-1.pem',
  ],
  ...[`sha256:${'0123456789abcdef'.repeat(4)}`, `ENC[AES256_GCM,data:${'Zm9vYmFy'}1]`, 'The token of 2024 has expired'],
];

describe('values', () => {
  test.each(SECRET_VALUES.map((value, index) => [index, value] as const))('likely one: %i', (_index, value) => {
    expect(isLikelySecret(value, 'token')).toBe(true);
  });
  test.each(OTHER_VALUES)('likely none: %j', (value) => expect(isLikelySecret(value, 'token')).toBe(false));

  test('a password needs no digit, a token does', () => {
    expect(isLikelySecret('correct-horse-battery', 'password')).toBe(true);
    expect(isLikelySecret('authorization_code', 'token')).toBe(false);
  });

  test('a passphrase may have blanks, a password has none', () => {
    expect(isLikelySecret('correct horse battery', 'passphrase')).toBe(true);
    expect(isLikelySecret('correct horse battery', 'password')).toBe(false);
  });

  test('the entropy of a text is that of its characters', () => {
    expect(['', 'aaaa', 'abab', 'abcdefgh'].map(entropyOf)).toEqual([0, 0, 1, 3]);
  });
});

describe('together', () => {
  test('a value is judged by the key that it, or the list that it is in, stands under', async () => {
    const text = JSON.stringify({ name: noise(30), apiKeys: [noise(30), 'none'], auth: { token: noise(30) } });
    expect((await lookedOver(text)).map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
      'key-name /apiKeys/0',
      'key-name /auth/token',
    ]);
  });
});
