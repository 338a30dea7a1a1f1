import { readFileSync } from 'node:fs';
import type { FsOps } from '../../src/store/fs-ops.ts';

// Stores that are broken on purpose: each harness must find them out, or it shows nothing.

/** What people write who have not heard of `rename(2)`: the new content over the old one, in place. */
export function writingInPlace(fs: FsOps): FsOps {
  return changed(fs, {
    rename: (from, to) => {
      const bytes = readFileSync(from);
      const fd = fs.open(to, 0o1 | 0o100 | 0o1000, 0o600);
      try {
        fs.write(fd, bytes, 0, bytes.length, null);
      } finally {
        fs.close(fd);
      }
      fs.unlink(from);
    },
  });
}

/** A journal that is never written: what it is told to record, it forgets. */
export function withoutJournal(fs: FsOps): FsOps {
  return changed(fs, {
    rename: (from, to) => (/[/\\]journal[/\\][^/\\]*\.json$/.test(to) ? fs.unlink(from) : fs.rename(from, to)),
  });
}

/** An audit whose new lines are lost. */
export function withoutAudit(fs: FsOps): FsOps {
  let audit: number | undefined;
  return changed(fs, {
    open: (path, flags, mode) => {
      const fd = fs.open(path, flags, mode);
      if (path.endsWith('audit.jsonl') && (flags & 0o2000) !== 0) audit = fd;
      return fd;
    },
    close: (fd) => {
      if (fd === audit) audit = undefined;
      fs.close(fd);
    },
    write: (fd, buffer, offset, length, position) => {
      return fd === audit ? length : fs.write(fd, buffer, offset, length, position);
    },
  });
}

/** The old content under `.bak` is taken away before the new content comes. */
export function withoutBak(fs: FsOps): FsOps {
  return changed(fs, {
    rename: (from, to) => (to.endsWith('.bak') ? fs.unlink(from) : fs.rename(from, to)),
  });
}

/** The same operations, but for some; what wraps them may look them up one by one. */
function changed(fs: FsOps, own: Partial<FsOps>): FsOps {
  return new Proxy(fs, { get: (target, name: keyof FsOps) => own[name] ?? target[name] });
}
