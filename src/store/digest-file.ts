import { createDigest } from '../formats/digest.ts';
import type { Digest, FileStat } from '../model/state-file.ts';
import { type FsOps, READ_FLAGS, uninterrupted } from './fs-ops.ts';
import { closeRead, statOf, whatIs } from './read-bytes.ts';

/** The digest of a regular file and its facts, all of one open descriptor. */
export type DigestedFile =
  | { readonly kind: 'file'; readonly digest: Digest; readonly stat: FileStat }
  | { readonly kind: 'other'; readonly what: string };

const CHUNK = 1 << 20;

/** Reads a file once, in pieces, so that its size costs no memory. Throws what the operating system throws, `ENOENT` included. */
export function digestFile(fs: FsOps, path: string): DigestedFile {
  const fd = uninterrupted(() => fs.open(path, READ_FLAGS));
  try {
    const stats = fs.fstat(fd);
    if (!stats.isFile()) return { kind: 'other', what: whatIs(stats) };
    const hash = createDigest();
    const buffer = new Uint8Array(Math.min(CHUNK, Number(stats.size) + 1));
    for (;;) {
      const count = uninterrupted(() => fs.read(fd, buffer, 0, buffer.length, null));
      if (count === 0) return { kind: 'file', digest: hash.digest(), stat: statOf(stats) };
      hash.update(buffer.subarray(0, count));
    }
  } finally {
    closeRead(fs, fd);
  }
}
