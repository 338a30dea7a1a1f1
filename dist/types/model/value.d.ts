/**
 * The plain data of a state document. Integers within ±(2^53 − 1) are `number`, integers beyond are `bigint`; no other
 * type of JavaScript occurs. Objects are plain and own every key they show, `__proto__` included.
 */
export type Value = null | boolean | number | bigint | string | ValueArray | ValueObject;
export type ValueArray = readonly Value[];
export type ValueObject = {
    readonly [key: string]: Value;
};
/** True for an object with keys: neither `null` nor an array. */
export declare function isObject(value: unknown): value is ValueObject;
export declare function isArray(value: Value): value is ValueArray;
/** True for what has no parts: a scalar, an empty array, an empty object. */
export declare function isLeaf(value: Value): boolean;
/** Sets a member as own data property, whatever its name: `__proto__` is a key like any other. */
export declare function setMember(target: Record<string, Value>, key: string, value: Value): void;
/** The member of that name, or `undefined`; never one that an object inherits. */
export declare function getMember(object: ValueObject, key: string): Value | undefined;
/**
 * Deep equality of two values: key order does not count, `-0` differs from `0`, and a `bigint` equals the `number` of the
 * same mathematical value. Recursive: for values that passed the depth limit of a format.
 */
export declare function valuesEqual(left: Value, right: Value): boolean;
