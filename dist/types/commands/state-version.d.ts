import type { StateFile } from '../model/state-file.js';
import type { Kind } from '../registry/kind.js';
/** The version of the first document of a file, as it is spelled; `null` where there is none or none can be read. */
export declare function stateVersionOf(file: StateFile, kind: Kind): string | null;
