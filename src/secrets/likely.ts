import type { Secrecy } from './key-names.ts';

/** Shorter values are guessed sooner than found. */
const SHORTEST = 12;
/** Bits a character: below it stands what is typed to fill a field. */
const LEAST_ENTROPY = 3;
/** So much of a long value is measured. */
const MEASURED = 4096;

/** Where a value says that it stands for a secret that is kept elsewhere, hidden, or to be filled in. */
const PLACEHOLDERS: readonly RegExp[] = [
  // ${VAR}, $VAR, {{ var }}, {var}, %VAR%, <token>, [REDACTED]
  /\$\{|\{\{|^\$[A-Z_][A-Z0-9_]*$|^\{[^{}]*\}$|^%[^%]*%$|^<[^<>]*>$|^\[[^[\]]*\]$/,
  // Words of people who fill in a form.
  /^change.?(?:me|this)|^replace.?(?:me|this|with)|place.?holder|redacted|^(?:your|my|some|insert|enter|put|todo|example|dummy|sample|fake|test)[-_ ]|example$|not[-_ ](?:a|set|used|real)[-_ ]?/i,
  // Hidden: the same few signs again and again.
  /[*•]{3}|x{5}/i,
  // References: env:NAME, vault:secret/x, op://vault/item, arn:aws:…, and any address (what stands in one is for other rules).
  /^(?:env|vault|file|keychain|keyring|secret|secrets|ref|urn|arn|op|ssm|aws|gcp|azure):|^[a-z][a-z0-9+.-]*:\/\//i,
  // Ciphertexts of known tools and checksums.
  /^(?:ENC\[|enc:|encrypted:|\{cipher\}|vault:v\d|age-encryption|-----BEGIN AGE)|^(?:md5|sha1|sha224|sha256|sha384|sha512)[-:]/,
  // Paths and pointers, with any `*` in them.
  /^(?:\.{1,2}|~|[A-Za-z]:)[\\/]|^\/[\w.@*-]+(?:\/[\w.@*-]+)+\/?$/,
  // Times and numbers.
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9:]+)?$|^[0-9 .,:+-]+$/,
];

/** True for a value that is likely to be what its key names. */
export function isLikelySecret(value: string, secrecy: Secrecy): boolean {
  const bare = value.trim().replace(/^(?:Bearer|Basic|Token|ApiKey|Digest)\s+/i, '');
  if (bare.length < SHORTEST || PLACEHOLDERS.some((pattern) => pattern.test(bare.slice(0, MEASURED)))) return false;
  // Sentences stand under such keys, too: messages, and what a field is for.
  if (secrecy !== 'passphrase' && /\s/.test(bare) && !bare.startsWith('-----BEGIN')) return false;
  // What machines make has digits in it; a name for a sort of token has none.
  if (secrecy === 'token' && !/[0-9]/.test(bare)) return false;
  return entropyOf(bare.slice(0, MEASURED)) >= LEAST_ENTROPY;
}

/** Shannon's entropy of a text, in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let length = 0;
  for (const count of counts.values()) length += count;
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / length) * Math.log2(count / length);
  return entropy;
}
