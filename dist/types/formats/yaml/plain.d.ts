import type { Value } from '../../model/value.js';
/** What a plain scalar says: a value, or a number that no reader would get. */
export type Plain = {
    readonly kind: 'value';
    readonly value: Value;
} | {
    readonly kind: 'unrepresentable';
};
/** The rules of YAML 1.2 (core schema), or those of 1.1 where `%YAML 1.1` asks for them. */
export type Rules = '1.2' | '1.1';
/**
 * The value of a plain scalar. Dates stay strings in both versions (plain data has no other type for them); under 1.1, `yes` and `off` are
 * booleans, `010` is octal, `1_000` and `1:30` are numbers.
 */
export declare function readPlain(text: string, rules: Rules): Plain;
