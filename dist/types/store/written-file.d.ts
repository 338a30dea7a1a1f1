import type { Format } from '../formats/format.js';
import { StatefixError } from '../model/errors.js';
import type { Pointer } from '../model/pointer.js';
import type { Value } from '../model/value.js';
import type { WrittenProblem } from '../registry/written.js';
import type { FsOps } from './fs-ops.js';
/** What a person wrote for statefix: a config, the facts of a kind, a schema. */
export interface WrittenFile {
    /** Absolute. */
    readonly path: string;
    /** As messages name it. */
    readonly shown: string;
    readonly text: string;
    readonly format: Format;
    readonly value: Value;
}
/** Where such a file is, and with which code of error one that cannot be used ends the run. */
export interface WrittenSource {
    readonly path: string;
    readonly shown: string;
    readonly code: 'CONFIG_INVALID' | 'REGISTRY_INVALID';
}
/** The text of a file, decoded as UTF-8 by the format's parser later; `undefined` where nothing stands at the path. */
export declare function readSource(fs: FsOps, { path, shown, code }: WrittenSource): Uint8Array | undefined;
/**
 * Reads one document, JSON or YAML by its name. A YAML file that is JSON, as the bundled ones are, does without the YAML library.
 * `undefined` where nothing stands at the path. Throws `StatefixError` with the code of the source for one that cannot be read or parsed.
 */
export declare function readWritten(fs: FsOps, source: WrittenSource): Promise<WrittenFile | undefined>;
/** The error of a file whose content is not what it must be, with every problem at its place. */
export declare function writtenError(file: WrittenFile, code: WrittenSource['code'], problems: readonly WrittenProblem[], below?: Pointer): StatefixError;
