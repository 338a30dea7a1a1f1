import { getMember, isArray, isObject, type Value } from './value.ts';

/** A JSON Pointer (RFC 6901): `''` is the whole document, `/a~1b/0` the first item of its member `a/b`. */
export type Pointer = string;

/** The pointer to one member or item below another. */
export function pointerTo(parent: Pointer, token: string | number): Pointer {
  if (typeof token === 'number' || !/[~/]/.test(token)) return `${parent}/${token}`;
  return `${parent}/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The unescaped reference tokens of a pointer. Throws `RangeError` where it does not start with `/`. */
export function tokensOf(pointer: Pointer): readonly string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/'))
    throw new RangeError(`${JSON.stringify(pointer)} is not a JSON Pointer: it starts with /`);
  const tokens = pointer.slice(1).split('/');
  return pointer.includes('~') ? tokens.map(unescaped) : tokens;
}

function unescaped(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

/** True for a text that RFC 6901 takes as a pointer. */
export function isPointer(text: string): boolean {
  return text === '' || /^(?:\/(?:[^~/]|~[01])*)+$/u.test(text);
}

/** The pointer without its last token; `undefined` for the root, which has no parent. */
export function parentOf(pointer: Pointer): Pointer | undefined {
  const slash = pointer.lastIndexOf('/');
  return slash === -1 ? undefined : pointer.slice(0, slash);
}

/** The last token of a pointer, unescaped; `undefined` for the root. */
export function lastTokenOf(pointer: Pointer): string | undefined {
  const slash = pointer.lastIndexOf('/');
  return slash === -1 ? undefined : unescaped(pointer.slice(slash + 1));
}

/** True where `pointer` is `ancestor` or lies below it. */
export function isWithin(pointer: Pointer, ancestor: Pointer): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}

/** The value that a pointer names, or `undefined` where there is none. */
export function valueAt(root: Value, pointer: Pointer): Value | undefined {
  // Most pointers asked for have one plain token: `/version` costs no splitting.
  if (pointer.lastIndexOf('/') === 0 && !pointer.includes('~') && isObject(root))
    return getMember(root, pointer.slice(1));
  let value: Value | undefined = root;
  for (const token of tokensOf(pointer)) {
    if (value === undefined || value === null) return undefined;
    if (isArray(value)) value = /^(?:0|[1-9][0-9]*)$/.test(token) ? value[Number(token)] : undefined;
    else value = isObject(value) ? getMember(value, token) : undefined;
  }
  return value;
}
