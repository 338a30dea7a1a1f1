import { type Pointer } from '../model/pointer.js';
import { type Value } from '../model/value.js';
/** One thing that is wrong with what a person wrote in a config or a `kind.yaml`. */
export interface WrittenProblem {
    readonly pointer: Pointer;
    /** True where it is about the key that `pointer` ends in. */
    readonly atKey: boolean;
    /** A sentence without its full stop. */
    readonly message: string;
    readonly hint?: string;
}
/** A place in what was written, and the list in which its problems are gathered. */
export interface Place {
    readonly pointer: Pointer;
    readonly problems: WrittenProblem[];
}
/** Reads one written value; `undefined`, and a problem in `place`, for one that it refuses. */
export type Reader<T> = (value: Value, place: Place) => T | undefined;
/** A reader for each member that an object may have. */
export type Readers<T> = {
    readonly [Key in keyof T]-?: Reader<T[Key]>;
};
/** The place of a member or item. */
export declare function inside(place: Place, token: string | number): Place;
/** Notes a problem, and reads nothing. */
export declare function refuse(place: Place, message: string, hint?: string): undefined;
/** What stands there, for a message. */
export declare function shown(value: Value): string;
/** Reads the members that `readers` know; each other key is a problem that names the known one nearest to it. */
export declare function readMembers<T extends object>(value: Value, place: Place, readers: Readers<T>, noun: string): Partial<T>;
/** Reads each member of an object whose keys are names; in the order of the text. */
export declare function readEntries<T>(value: Value, place: Place, reader: Reader<T>, hint?: string): readonly (readonly [string, T])[];
export declare const text: Reader<string>;
export declare const flag: Reader<boolean>;
export declare const count: Reader<number>;
/** A JSON Pointer to a member; the root is no place for a fact. */
export declare const pointer: Reader<Pointer>;
/** One of a few words. */
export declare function oneOf<const Word extends string>(words: readonly Word[]): Reader<Word>;
/** An array; where an item is refused, the others are still read. */
export declare function listOf<T>(reader: Reader<T>): Reader<readonly T[]>;
/** `false`, or what the reader reads. */
export declare function falseOr<T>(reader: Reader<T>): Reader<T | false>;
/** A text that `parse` turns into a number, such as a duration. */
export declare function quantity(parse: (text: string) => number | undefined, example: string): Reader<number>;
