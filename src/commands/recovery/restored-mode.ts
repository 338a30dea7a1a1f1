import type { RawFile } from '../../model/state-file.ts';
import type { Kind } from '../../registry/kind.ts';

/** The mode that stood there, less the bits that the kind does not allow; that of the kind where nothing stood. */
export function restoredMode({ stat }: RawFile, kind: Kind): number | undefined {
  if (stat === undefined) return kind.mode;
  return kind.mode === undefined ? stat.mode : stat.mode & kind.mode;
}
