import fc from 'fast-check';
import {
  isArray,
  isObject,
  setMember,
  type Value,
  type ValueArray,
  type ValueObject,
} from '../../../src/model/value.ts';

/** What migrations do to a state, one operation at a time. */
const OPERATIONS = [
  'set scalar',
  'delete',
  'rename',
  'move',
  'insert at front',
  'insert',
  'add member',
  'add first member',
  'wrap',
  'unwrap',
  'swap',
  'empty',
  'reorder keys',
  'change type',
  'duplicate',
] as const;
type Operation = (typeof OPERATIONS)[number];

/** One operation and the random choices that it takes. */
interface OperationChoice {
  readonly operation: Operation;
  readonly first: number;
  readonly second: number;
  readonly key: string;
  readonly fresh: Value;
}

/** A step: spread copies keep the identity of what they do not touch; a clone keeps none. */
export interface ValueEdit {
  readonly style: 'spread' | 'clone';
  readonly choices: readonly OperationChoice[];
}

const freshScalars: fc.Arbitrary<Value> = fc
  .oneof(
    fc.constantFrom<Value>(
      null,
      true,
      false,
      0,
      1,
      -1,
      0.1,
      1000,
      1e-7,
      2 ** 53,
      '',
      'new',
      'a/b~c',
      'zeile\nzwei',
      '#no: {comment}',
      '// no',
    ),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  .map(normalised);

const freshValues: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: freshScalars },
  { weight: 1, arbitrary: fc.array(freshScalars, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('x', 'y', 'z z'), freshScalars, { maxKeys: 3 }).map(plain) },
  { weight: 1, arbitrary: fc.constantFrom<Value>([], {}, [[]], [{}], { deep: { deeper: [1, { deepest: true }] } }) },
);

/** Steps of one to `maxOperations` operations. */
export function valueEdits(maxOperations = 4): fc.Arbitrary<ValueEdit> {
  const choice: fc.Arbitrary<OperationChoice> = fc.record({
    operation: fc.constantFrom(...OPERATIONS),
    first: fc.nat(),
    second: fc.nat(),
    key: fc.oneof(
      fc.constantFrom(
        'added',
        'renamed',
        'moved',
        'a',
        'b',
        '__proto__',
        'with space',
        '',
        'a/b',
        '<',
        'null',
        '1',
        '- x',
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }).map(wellFormed),
    ),
    fresh: freshValues,
  });
  return fc.record({
    style: fc.constantFrom('spread' as const, 'clone' as const),
    choices: fc.array(choice, { minLength: 1, maxLength: maxOperations }),
  });
}

/** What a step makes of a value; the value itself stays as it is. */
export function applyEdit(value: Value, edit: ValueEdit): Value {
  const after = edit.choices.reduce((state, choice) => applyOne(state, choice), value);
  return edit.style === 'clone' ? structuredClone(after) : after;
}

/** Keys and indexes that lead to a part. */
export type Path = readonly (string | number)[];

function applyOne(root: Value, choice: OperationChoice): Value {
  const { operation, fresh, key } = choice;
  const all = pathsOf(root);
  const inner = all.filter((path) => path.length > 0);
  const path = pick(inner, choice.first);
  const objects = all.filter((each) => isObject(at(root, each)));
  const arrays = all.filter((each) => isArray(at(root, each)));
  switch (operation) {
    case 'set scalar': {
      const scalar = pick(
        all.filter((each) => !isContainer(at(root, each))),
        choice.first,
      );
      return scalar === undefined ? root : replace(root, scalar, isContainer(fresh) ? 7 : fresh);
    }
    case 'delete':
      return path === undefined ? root : remove(root, path);
    case 'rename': {
      const member = pick(
        inner.filter((each) => typeof each.at(-1) === 'string'),
        choice.first,
      );
      return member === undefined ? root : rename(root, member, key);
    }
    case 'move': {
      const target = pick(
        objects.filter((each) => path !== undefined && !startsWith(each, path)),
        choice.second,
      );
      if (path === undefined || target === undefined) return root;
      const moving = at(root, path);
      const lacking = insideArray(target, path) ? root : remove(root, path);
      return update(lacking, target, (object) => withMember(object as ValueObject, key, moving, false));
    }
    case 'insert at front':
    case 'insert': {
      const target = pick(arrays, choice.first);
      if (target === undefined) return root;
      return update(root, target, (array) => {
        const items = array as ValueArray;
        return items.toSpliced(operation === 'insert' ? choice.second % (items.length + 1) : 0, 0, fresh);
      });
    }
    case 'add member':
    case 'add first member': {
      const target = pick(objects, choice.first);
      if (target === undefined) return root;
      return update(root, target, (object) =>
        withMember(object as ValueObject, key, fresh, operation !== 'add member'),
      );
    }
    case 'wrap': {
      const target = pick(all, choice.first) ?? [];
      return update(root, target, (value) => (choice.second % 2 === 0 ? [value] : withMember({}, key, value, false)));
    }
    case 'unwrap': {
      const target = pick(
        inner.filter((each) => each.length > 0),
        choice.first,
      );
      return target === undefined ? root : replace(root, target.slice(0, -1), at(root, target));
    }
    case 'swap': {
      const other = pick(inner, choice.second);
      if (path === undefined || other === undefined || startsWith(path, other) || startsWith(other, path)) return root;
      return replace(replace(root, path, at(root, other)), other, at(root, path));
    }
    case 'empty': {
      const target = pick(
        all.filter((each) => isContainer(at(root, each))),
        choice.first,
      );
      return target === undefined ? root : update(root, target, (value) => (isArray(value) ? [] : {}));
    }
    case 'reorder keys': {
      const target = pick(objects, choice.first);
      return target === undefined
        ? root
        : update(root, target, (object) => fromEntries(Object.entries(object as ValueObject).reverse()));
    }
    case 'change type':
      return replace(root, pick(all, choice.first) ?? [], fresh);
    case 'duplicate': {
      const target = pick(objects, choice.second);
      if (path === undefined || target === undefined) return root;
      const copy = at(root, path);
      return update(root, target, (object) => withMember(object as ValueObject, key, copy, false));
    }
  }
}

function isContainer(value: Value): value is ValueArray | ValueObject {
  return typeof value === 'object' && value !== null;
}

function pick<Item>(items: readonly Item[], choice: number): Item | undefined {
  return items[choice % Math.max(items.length, 1)];
}

/** The paths of all parts of a value, the root first. */
export function pathsOf(value: Value, path: Path = []): readonly Path[] {
  if (!isContainer(value)) return [path];
  const parts: readonly (readonly [string | number, Value])[] = isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value);
  return [path, ...parts.flatMap(([token, part]) => pathsOf(part, [...path, token]))];
}

/** The part at a path. */
export function at(root: Value, path: Path): Value {
  let value = root;
  for (const token of path) {
    value = isArray(value) ? (value[Number(token)] as Value) : ((value as ValueObject)[String(token)] as Value);
  }
  return value;
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((token, index) => path[index] === token);
}

/** True where taking `path` away would shift an index on the way to `target`. */
function insideArray(target: Path, path: Path): boolean {
  return typeof path.at(-1) === 'number' && startsWith(target, path.slice(0, -1));
}

/** The value with one part changed; what does not lead there keeps its identity. */
export function update(root: Value, path: Path, change: (value: Value) => Value): Value {
  const [token, ...rest] = path;
  if (token === undefined) return change(root);
  if (isArray(root)) return root.with(Number(token), update(root[Number(token)] as Value, rest, change));
  const object = root as ValueObject;
  return fromEntries(
    Object.entries(object).map(([key, member]) => [key, key === token ? update(member, rest, change) : member]),
  );
}

function replace(root: Value, path: Path, value: Value): Value {
  return update(root, path, () => value);
}

/** The value without that member or item. */
export function remove(root: Value, path: Path): Value {
  const token = path.at(-1);
  return update(root, path.slice(0, -1), (parent) =>
    isArray(parent)
      ? parent.toSpliced(Number(token), 1)
      : fromEntries(Object.entries(parent as ValueObject).filter(([key]) => key !== token)),
  );
}

/** The value with that member under another name, in its place. */
export function rename(root: Value, path: Path, name: string): Value {
  const token = path.at(-1);
  return update(root, path.slice(0, -1), (parent) => {
    const others = Object.entries(parent as ValueObject).filter(([key]) => key === token || key !== name);
    return fromEntries(others.map(([key, member]) => [key === token ? name : key, member]));
  });
}

/** The object with one more member, last or first; one of that name before is replaced. */
export function withMember(object: ValueObject, key: string, value: Value, isFirst: boolean): Value {
  const others = Object.entries(object).filter(([name]) => name !== key);
  return fromEntries(isFirst ? [[key, value], ...others] : [...others, [key, value]]);
}

function fromEntries(entries: readonly (readonly [string, Value])[]): Value {
  const object: Record<string, Value> = {};
  for (const [key, value] of entries) setMember(object, key, value);
  return object;
}

function plain(dictionary: Record<string, Value>): Value {
  return fromEntries(Object.entries(dictionary));
}

/** As a step's result is handed on: integers beyond 2^53 as `bigint`, strings without lone surrogates. */
function normalised(value: Value): Value {
  if (typeof value === 'string') return wellFormed(value);
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
