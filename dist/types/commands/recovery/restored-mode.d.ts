import type { RawFile } from '../../model/state-file.js';
import type { Kind } from '../../registry/kind.js';
/** The mode that stood there, less the bits that the kind does not allow; that of the kind where nothing stood. */
export declare function restoredMode({ stat }: RawFile, kind: Kind): number | undefined;
