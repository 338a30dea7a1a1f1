import type { FormatName } from '../model/state-file.js';
import type { Format } from './format.js';
/** The format of that name. YAML, whose library is the larger part of a start, is loaded when it is first asked for. */
export declare function loadFormat(name: FormatName): Promise<Format>;
/**
 * The format of a file by the last extension in its name that tells (so `state.yaml.bak` and `state.json.corrupt-2026…` are what
 * they were), else by its first character: `{` or `[` is JSON, anything else YAML.
 */
export declare function formatNameFor(path: string, firstText?: string): FormatName;
