import { nearest } from '../model/nearest.ts';
import { isPointer, type Pointer, pointerTo } from '../model/pointer.ts';
import { isArray, isObject, type Value } from '../model/value.ts';

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
export type Readers<T> = { readonly [Key in keyof T]-?: Reader<T[Key]> };

/** The place of a member or item. */
export function inside(place: Place, token: string | number): Place {
  return { pointer: pointerTo(place.pointer, token), problems: place.problems };
}

/** Notes a problem, and reads nothing. */
export function refuse(place: Place, message: string, hint?: string): undefined {
  place.problems.push({ pointer: place.pointer, atKey: false, message, ...(hint === undefined ? {} : { hint }) });
}

/** The member's name in a message, such as `backups.keep`. */
function nameOf(place: Place): string {
  return place.pointer === '' ? 'the document' : place.pointer.slice(1).replaceAll('/', '.');
}

/** What stands there, for a message. */
export function shown(value: Value): string {
  if (isObject(value)) return 'an object';
  if (typeof value === 'object' && value !== null) return 'an array';
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** Reads the members that `readers` know; each other key is a problem that names the known one nearest to it. */
export function readMembers<T extends object>(
  value: Value,
  place: Place,
  readers: Readers<T>,
  noun: string,
): Partial<T> {
  const members: Record<string, unknown> = {};
  if (!isObject(value)) {
    refuse(place, `${nameOf(place)} must be an object, not ${shown(value)}`);
    return {};
  }
  const known = new Map<string, Reader<unknown>>(Object.entries(readers));
  for (const [key, member] of Object.entries(value)) {
    const reader = known.get(key);
    const at = inside(place, key);
    if (reader === undefined) place.problems.push(unknownKey(key, at.pointer, known.keys(), noun));
    else {
      const read = reader(member, at);
      if (read !== undefined) members[key] = read;
    }
  }
  return members as Partial<T>;
}

/** Reads each member of an object whose keys are names; in the order of the text. */
export function readEntries<T>(
  value: Value,
  place: Place,
  reader: Reader<T>,
  hint?: string,
): readonly (readonly [string, T])[] {
  if (!isObject(value)) {
    refuse(place, `${nameOf(place)} must be an object, not ${shown(value)}`, hint);
    return [];
  }
  return Object.entries(value).flatMap(([key, member]) => {
    const read = reader(member, inside(place, key));
    return read === undefined ? [] : [[key, read] as const];
  });
}

/** The problem of a key that nobody knows. */
function unknownKey(key: string, pointer: Pointer, known: Iterable<string>, noun: string): WrittenProblem {
  const names = [...known];
  const suggestion = nearest(key, names);
  const list = `Known are: ${names.join(', ')}.`;
  return {
    pointer,
    atKey: true,
    message: `${JSON.stringify(key)} is no ${noun}`,
    hint: suggestion === undefined ? list : `Did you mean ${JSON.stringify(suggestion)}? ${list}`,
  };
}

export const text: Reader<string> = (value, place) =>
  typeof value === 'string' && value !== ''
    ? value
    : refuse(place, `${nameOf(place)} must be a text, not ${shown(value)}`);

export const flag: Reader<boolean> = (value, place) =>
  typeof value === 'boolean' ? value : refuse(place, `${nameOf(place)} must be true or false, not ${shown(value)}`);

export const count: Reader<number> = (value, place) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : refuse(place, `${nameOf(place)} must be a whole number from 0, not ${shown(value)}`);

/** A JSON Pointer to a member; the root is no place for a fact. */
export const pointer: Reader<Pointer> = (value, place) => {
  if (typeof value === 'string' && value !== '' && isPointer(value)) return value;
  const hint =
    typeof value === 'string' && isPointer(`/${value}`) ? `Did you mean ${JSON.stringify(`/${value}`)}?` : undefined;
  return refuse(place, `${nameOf(place)} must be a JSON Pointer such as "/version", not ${shown(value)}`, hint);
};

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Reader<Word> {
  return (value, place) => {
    const word = words.find((each) => each === value);
    if (word !== undefined) return word;
    const suggestion = typeof value === 'string' ? nearest(value, words) : undefined;
    return refuse(
      place,
      `${nameOf(place)} must be one of ${words.join(', ')}, not ${shown(value)}`,
      suggestion === undefined ? undefined : `Did you mean ${JSON.stringify(suggestion)}?`,
    );
  };
}

/** An array; where an item is refused, the others are still read. */
export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || !isArray(value)) {
      const isOne = typeof value === 'string';
      const hint = isOne ? `A list of one is written: [${JSON.stringify(value)}]` : undefined;
      return refuse(place, `${nameOf(place)} must be a list, not ${shown(value)}`, hint);
    }
    return value.flatMap((item, index) => {
      const read = reader(item, inside(place, index));
      return read === undefined ? [] : [read];
    });
  };
}

/** `false`, or what the reader reads. */
export function falseOr<T>(reader: Reader<T>): Reader<T | false> {
  return (value, place) => (value === false ? false : reader(value, place));
}

/** A text that `parse` turns into a number, such as a duration. */
export function quantity(parse: (text: string) => number | undefined, example: string): Reader<number> {
  return (value, place) => {
    const parsed = typeof value === 'string' || typeof value === 'number' ? parse(String(value)) : undefined;
    return parsed ?? refuse(place, `${nameOf(place)} must be written like ${example}, not ${shown(value)}`);
  };
}
