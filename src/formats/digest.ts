import { hash } from 'node:crypto';
import type { Digest } from '../model/state-file.ts';

/** The SHA-256 of bytes as they are, or of a text as UTF-8. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}
