import type { FileStat, Origin, RawFile } from '../model/state-file.ts';
import { decode } from './decode.ts';
import { digestOf } from './digest.ts';

/** Bytes from anywhere as a `RawFile`: decoded where they are UTF-8, with their digest. Never throws for bad bytes. */
export function rawFileOf(bytes: Uint8Array, origin: Origin, stat?: FileStat): RawFile {
  const decoded = decode(bytes);
  const isText = decoded.kind === 'text';
  return {
    kind: 'raw',
    origin,
    bytes,
    digest: digestOf(bytes),
    text: isText ? decoded.text : undefined,
    hasBom: isText && decoded.hasBom,
    stat,
  };
}
