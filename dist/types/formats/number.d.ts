/**
 * The value of a decimal number as spelled (`1.0`, `-0`, `1e3`, `12345678901234567890`): a `bigint` for integers beyond 2^53, exact;
 * else a `number`, the nearest double. `undefined` for one that overflows a double and is not spelled as plain digits (`1e400`).
 */
export declare function readNumber(text: string): number | bigint | undefined;
/** The usual spelling of a number in JSON: that of JavaScript for doubles, exact digits for integers beyond 2^53, whatever their type. */
export declare function spellNumber(value: number | bigint): string;
/** True for an integer beyond ±(2^53 − 1), which a double cannot be trusted to hold. */
export declare function isBeyond(value: number | bigint): boolean;
