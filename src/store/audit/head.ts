import type { Digest } from '../../model/digest.ts';
import type { FsOps } from '../fs-ops.ts';
import { OVERWRITE_FLAGS, uninterrupted } from '../fs-ops.ts';
import { auditHeadPath, type ProjectStore } from '../project-store.ts';
import { closeRead, readBytes } from '../read-bytes.ts';
import { during } from '../write-error.ts';

/** The end of the chain as it was after the last append, kept outside the file, so that a cut at its end is seen. */
export interface AuditHead {
  readonly version: 1;
  /** The number of lines in the whole chain. */
  readonly count: number;
  /** The hash of the last one. */
  readonly hash: Digest;
  /** The size of `audit.jsonl` in bytes. */
  readonly size: number;
  /** The boot of the machine in which it was written: it is not synced, and a power cut may leave it behind. `null` where the system does not tell. */
  readonly boot: string | null;
}

export type FoundHead =
  | { readonly kind: 'head'; readonly head: AuditHead }
  | { readonly kind: 'absent' | 'unreadable' };

/** Always as long as this, so that it is written in place, in one write of less than a sector: whoever reads it gets the old one or the new one. */
const LENGTH = 256;

export function readHead(fs: FsOps, store: ProjectStore): FoundHead {
  const found = readBytes(fs, auditHeadPath(store), LENGTH);
  if (found.kind === 'absent') return { kind: 'absent' };
  const head = found.kind === 'bytes' ? parse(new TextDecoder().decode(found.bytes)) : undefined;
  return head === undefined ? { kind: 'unreadable' } : { kind: 'head', head };
}

export function renderHead({ count, hash, size, boot }: AuditHead): Uint8Array {
  const text = JSON.stringify({ version: 1, count, hash, size, boot: boot?.slice(0, 64) ?? null });
  return new TextEncoder().encode(`${text.padEnd(LENGTH - 1)}\n`);
}

/** Writes the head over the one that is there, without a sync. Throws `WRITE_FAILED`. */
export function writeHead(fs: FsOps, store: ProjectStore, head: AuditHead): void {
  const path = auditHeadPath(store);
  const bytes = renderHead(head);
  during('write', path, () => {
    const fd = uninterrupted(() => fs.open(path, OVERWRITE_FLAGS));
    try {
      const count = uninterrupted(() => fs.write(fd, bytes, 0, bytes.length, 0));
      if (count !== bytes.length) throw Object.assign(new Error(`${count} of ${bytes.length} bytes`), { code: 'EIO' });
    } finally {
      // Nothing depends on what it says: the head may be lost, the audit itself is synced.
      closeRead(fs, fd);
    }
  });
}

function parse(text: string): AuditHead | undefined {
  if (text.length !== LENGTH) return undefined;
  const [, count, hash, size, boot] =
    /^\{"version":1,"count":(\d{1,15}),"hash":"(sha256:[0-9a-f]{64})","size":(\d{1,15}),"boot":(null|"[^"\\]*")\} *\n$/.exec(
      text,
    ) ?? [];
  if (count === undefined || hash === undefined || size === undefined || boot === undefined) return undefined;
  return { version: 1, count: Number(count), hash: hash as Digest, size: Number(size), boot: JSON.parse(boot) };
}
