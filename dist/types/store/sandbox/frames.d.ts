/** One message, ready to be written. Integers beyond 2^53, maps and keys such as `__proto__` come out as they went in. */
export declare function frameOf(message: unknown): Uint8Array;
/** What came of a piece of a pipe: the messages that it completed, each as whatever it holds; `undefined` for what is no message, or one that is too large. */
type Completed = readonly unknown[] | undefined;
/** Puts messages together from pieces of a pipe. After one that was none, nothing can be told any more. */
export declare function createFrameReader(limit: number): (piece: Uint8Array) => Completed;
export {};
