import { createHash, generateKeyPairSync } from 'node:crypto';

// Secrets that look real. Each is made when it is asked for, so that no text of this repository is one.

/** Letters and digits, the same at each call. */
export function noise(length: number, seed = 'seed'): string {
  let text = '';
  for (let round = 0; text.length < length; round += 1) {
    text += createHash('sha512').update(`${seed} ${round}`).digest('base64').replaceAll(/[+/=]/g, '');
  }
  return text.slice(0, length);
}

function pem(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

/** Base64 of an object, as long as it must be for its last brace to be known by itself. */
function serviceToken(): string {
  const text = (length: number) => JSON.stringify({ email: 'a', muk: noise(length) });
  const length = [120, 121, 122].find((each) => text(each).length % 3 === 1) ?? 120;
  return Buffer.from(text(length)).toString('base64');
}

export const githubToken = (seed?: string) => ['ghp', noise(36, seed)].join('_');

/** By the rule that knows it: the member of a document that holds it. */
export const TOKENS: Readonly<Record<string, readonly [key: string, value: string]>> = {
  '1password': ['note', `ops_${serviceToken()}`],
  anthropic: ['note', `sk-ant-${'api03'}-${noise(93)}AA`],
  aws: ['aws_secret_access_key', noise(40)],
  basicauth: ['remote', `https://${'deploy'}:${noise(20)}@git.orbit.dev/x.git`],
  'database-connection-string': ['store', `postgres://${'orbit'}:${noise(20)}@db.internal:5432/orbit`],
  github: ['note', githubToken()],
  linear: ['note', ['lin', 'api', noise(40)].join('_')],
  npm: ['note', ['npm', noise(36)].join('_')],
  openai: ['note', `sk-${noise(20)}${'T3Blbk'}FJ${noise(20, 'b')}`],
  privatekey: ['note', pem()],
  sendgrid: ['note', `SG.${noise(22)}.${noise(43, 'b')}`],
  shopify: ['note', ['shpat', noise(32)].join('_')],
  slack: ['note', ['xoxb', '123456789012', noise(24)].join('-')],
};

/** The members that make a document the key file of a service account. */
export function serviceAccount(): Readonly<Record<string, string>> {
  return { type: 'service_account', private_key_id: noise(40), private_key: pem() };
}
