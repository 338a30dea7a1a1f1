/** The base URI of a schema file: what a path is as a URI, an absolute URI itself. */
export declare function uriOfPath(path: string): string;
/** The path that a URI made by `uriOfPath`, or resolved against one, stands for; `undefined` for any other URI. */
export declare function pathOfUri(uri: string): string | undefined;
/** A reference resolved against a base; `undefined` where the two make no URI. */
export declare function resolveUri(base: string, reference: string): string | undefined;
export declare function withoutFragment(uri: string): string;
/** The fragment, percent-decoded; `undefined` where it cannot be decoded. */
export declare function fragmentOf(uri: string): string | undefined;
