import type { Digest, FileStat, Origin, RawFile } from '../model/state-file.ts';
import { decode } from './decode.ts';
import { digestOf } from './digest.ts';

/**
 * Bytes from anywhere as a `RawFile`: decoded where they are UTF-8, with their digest. Never throws for bad bytes. The digest is computed when it is
 * first read, since a healthy file mostly needs none; a copy of the value holds it as data.
 */
export function rawFileOf(bytes: Uint8Array, origin: Origin, stat?: FileStat): RawFile {
  const decoded = decode(bytes);
  const isText = decoded.kind === 'text';
  let digest: Digest | undefined;
  return {
    kind: 'raw',
    origin,
    bytes,
    get digest() {
      digest ??= digestOf(bytes);
      return digest;
    },
    text: isText ? decoded.text : undefined,
    hasBom: isText && decoded.hasBom,
    stat,
  };
}
