/** Of whom a value is kept secret: what people think up, or what machines make. */
export type Secrecy = 'password' | 'passphrase' | 'token';

/** The last words of a key that names a secret. */
const ENDINGS: ReadonlyMap<string, Secrecy> = new Map([
  ['password', 'password'],
  ['passwd', 'password'],
  ['passcode', 'password'],
  ['passphrase', 'passphrase'],
  ['secret', 'password'],
  ['token', 'token'],
  ['apikey', 'token'],
  ['api key', 'token'],
  ['access key', 'token'],
  ['account key', 'token'],
  ['private key', 'token'],
  ['secret key', 'token'],
  ['encryption key', 'token'],
  ['signing key', 'token'],
  ['master key', 'token'],
  ['authorization', 'token'],
  ['credential', 'token'],
  ['bearer', 'token'],
]);

/** What stands before `token` where it says how far a reader has come, or what a text is made of, and how much of it. */
const HARMLESS_TOKENS: ReadonlySet<string> = new Set([
  ...['page', 'next', 'previous', 'prev', 'cursor', 'continuation', 'pagination', 'resume', 'sync', 'change'],
  ...['start', 'end', 'stop', 'pad', 'unk', 'mask', 'bos', 'eos', 'sep', 'cls', 'special', 'public', 'design', 'color'],
  ...['total', 'max', 'min', 'used', 'count', 'prompt', 'completion', 'input', 'output', 'cached', 'reasoning'],
]);

/** What a key says of its value, in any of the usual spellings: `api_key`, `apiKey`, `API-KEY`, `apikeys`; `undefined` where it names no secret. */
export function secrecyOf(key: string): Secrecy | undefined {
  if (key.length > 100) return undefined;
  const words = wordsOf(key);
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const before = words.at(-2) ?? '';
  if (last === 'token' && HARMLESS_TOKENS.has(before)) return undefined;
  if (last === 'key' && before === 'public') return undefined;
  return ENDINGS.get(`${before} ${last}`) ?? ENDINGS.get(last);
}

/** Lower-case words; a last one without the `s` of many, and without numbers behind it. */
function wordsOf(key: string): readonly string[] {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const last = words.at(-1);
  if (last === undefined) return words;
  return [...words.slice(0, -1), /[^s]s$/.test(last) ? last.slice(0, -1) : last];
}
