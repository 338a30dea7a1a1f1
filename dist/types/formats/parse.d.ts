import type { MalformedFile, ParsedFile, RawFile } from '../model/state-file.js';
import type { Format } from './format.js';
/**
 * Reads a file as a document of its format. Never throws for bad input: a broken file is a value. What makes any text of any format
 * unreadable (emptiness, NULs, encoding, conflict markers) is found first, and then it is the only fault.
 */
export declare function parseState(raw: RawFile, format: Format): ParsedFile | MalformedFile;
