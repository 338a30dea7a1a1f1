import type { Digest } from '../model/state-file.ts';

/** The SHA-256 of bytes as they are, or of a text as UTF-8. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${crypto().hash('sha256', bytes, 'hex')}`;
}

/** A SHA-256 made piece by piece. */
export function createDigest(): { update(bytes: Uint8Array): void; digest(): Digest } {
  const hash = crypto().createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => `sha256:${hash.digest('hex')}` };
}

// Taken when it is first needed: most checks need no digest, and the module alone is a good part of their start.
const crypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto');
