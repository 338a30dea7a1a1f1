import type { Digest } from '../model/state-file.ts';

/** The text of a checksum file for one file, as `sha256sum` writes it and `sha256sum -c` reads it. `name` is the file's name beside it. */
export function renderChecksumFile(digest: Digest, name: string): Uint8Array {
  const hex = digest.slice('sha256:'.length);
  // GNU coreutils: a name with a backslash or a line break is escaped, and its line starts with a backslash.
  const isEscaped = /[\\\r\n]/.test(name);
  const shown = isEscaped ? name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r') : name;
  return new TextEncoder().encode(`${isEscaped ? '\\' : ''}${hex}  ${shown}\n`);
}

/**
 * The digest that a checksum file records for the file beside it, whatever name it gives; `undefined` where its first line is not one of
 * `sha256sum`, in text (two blanks) or binary mode (blank and asterisk).
 */
export function parseChecksumFile(text: string): Digest | undefined {
  const hex = /^\\?([0-9a-f]{64}) [ *]./i.exec(text)?.[1];
  return hex === undefined ? undefined : `sha256:${hex.toLowerCase()}`;
}
