/** A number of a state or a schema: integers beyond 2^53 are `bigint`. JavaScript's `<` compares the two exactly. */
export type Numeric = number | bigint;
export declare function isNumeric(value: unknown): value is Numeric;
/** True for a number without fraction, however it is spelled: `1.0` is one. */
export declare function isInteger(value: Numeric): boolean;
/**
 * True where `value` is a whole multiple of `divisor`, judged on the decimal digits that the two are written with: 0.0075 is a multiple of
 * 0.0001, whatever their binary neighbours say. `divisor` is above zero.
 */
export declare function isMultipleOf(value: Numeric, divisor: Numeric): boolean;
/** A text that two numbers share just where they are mathematically equal: `1` and `1.0`, `0` and `-0`, 2^60 as number and as `bigint`. */
export declare function canonicalNumber(value: Numeric): string;
