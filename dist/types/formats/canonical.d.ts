import { type Pointer } from '../model/pointer.js';
import type { Digest } from '../model/state-file.js';
import { type Value } from '../model/value.js';
/**
 * The canonical JSON text of a value by RFC 8785, with one addition: integers beyond 2^53 stand as their exact digits. Equal values
 * have the same text, whatever their key order and spelling. Throws where a string has a lone surrogate (no parser gives one).
 */
export declare function canonicalText(value: Value): string;
/**
 * `sha256:` of the canonical text of a document without the member at `without`: formatting, key order, comments and format do not
 * matter. A pointer that names no member of an object leaves the document as it is.
 */
export declare function checksumOf(value: Value, without?: Pointer): Digest;
