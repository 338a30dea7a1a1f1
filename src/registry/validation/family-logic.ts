import { getMember, isArray, isObject, type Value } from '../../model/value.ts';
import { bestForm } from './best-form.ts';
import { keysUnder } from './family-objects.ts';
import { type Assertion, explain, fits, mark, type SchemaNode } from './node.ts';
import type { Family, Scope } from './scope.ts';
import { describe, spell, spellAll } from './words.ts';

/** The keywords that put schemas together: references, `allOf`, `anyOf`, `oneOf`, `not`, `if`, `dependentSchemas`. */
export const logic: Family = async (scope) => {
  const made: Assertion[] = [];
  for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef'] as const) {
    const reference = scope.has(keyword) ? getMember(scope.schema, keyword) : undefined;
    if (typeof reference === 'string') made.push(all([await scope.refer(keyword, reference)]));
  }
  if (scope.has('allOf')) made.push(all(forms(scope, 'allOf')));
  if (scope.has('anyOf')) made.push(any(scope, forms(scope, 'anyOf')));
  if (scope.has('oneOf')) made.push(one(scope, forms(scope, 'oneOf')));
  if (scope.has('not')) made.push(not(scope));
  if (scope.has('if')) made.push(condition(scope));
  for (const keyword of ['dependentSchemas', 'dependencies']) {
    for (const key of keysUnder(scope, keyword)) made.push(...dependent(scope, keyword, key));
  }
  return made;
};

function forms(scope: Scope, keyword: string): readonly SchemaNode[] {
  const listed = getMember(scope.schema, keyword);
  return listed !== undefined && isArray(listed) ? listed.map((_, index) => scope.beside(keyword, index)) : [];
}

function all(nodes: readonly SchemaNode[]): Assertion {
  return {
    fits(value) {
      for (const node of nodes) if (!fits(node, value)) return false;
      return true;
    },
    explain(value, at, out) {
      for (const node of nodes) explain(node, value, at, out);
    },
    mark(value, seen) {
      for (const node of nodes) mark(node, value, seen);
    },
  };
}

function any({ place }: Scope, nodes: readonly SchemaNode[]): Assertion {
  return {
    fits: (value) => nodes.some((node) => fits(node, value)),
    explain(value, at, out) {
      if (!nodes.some((node) => fits(node, value))) bestForm(place, 'anyOf', nodes, value, at, out);
    },
    mark(value, seen) {
      for (const node of nodes) if (fits(node, value)) mark(node, value, seen);
    },
  };
}

function one({ place }: Scope, nodes: readonly SchemaNode[]): Assertion {
  const isRight = (value: Value): boolean => {
    let found = 0;
    for (const node of nodes) {
      if (fits(node, value)) found += 1;
      if (found > 1) return false;
    }
    return found === 1;
  };
  return {
    fits: isRight,
    explain(value, at, out) {
      if (isRight(value)) return;
      const fitting = nodes.flatMap((node, index) => (fits(node, value) ? [index + 1] : []));
      if (fitting.length === 0) return bestForm(place, 'oneOf', nodes, value, at, out);
      const expected = `just one of the ${nodes.length} forms`;
      out.tell(place, {
        keyword: 'oneOf',
        pointer: at,
        expected,
        found: `one that fits forms ${fitting.join(' and ')}`,
      });
    },
    mark(value, seen) {
      for (const node of nodes) if (fits(node, value)) mark(node, value, seen);
    },
  };
}

function not(scope: Scope): Assertion {
  const node = scope.beside('not');
  const expected = `anything but ${excluded(getMember(scope.schema, 'not'))}`;
  return {
    fits: (value) => !fits(node, value),
    explain(value, at, out) {
      if (fits(node, value)) out.tell(scope.place, { keyword: 'not', pointer: at, expected, found: describe(value) });
    },
  };
}

/** The forbidden schema in a few words, where a few words do. */
function excluded(schema: Value | undefined): string {
  if (!isObject(schema)) return 'this';
  const constant = getMember(schema, 'const');
  const values = getMember(schema, 'enum');
  const type = getMember(schema, 'type');
  const keys = getMember(schema, 'required');
  if (constant !== undefined) return spell(constant);
  if (values !== undefined && isArray(values)) return spellAll(values);
  if (typeof type === 'string') return type;
  if (keys !== undefined && isArray(keys)) return `an object with ${keys.map(spell).join(' and ')}`;
  return 'what the schema excludes';
}

function condition(scope: Scope): Assertion {
  const test = scope.beside('if');
  const then = scope.has('then') ? scope.beside('then') : undefined;
  const otherwise = scope.has('else') ? scope.beside('else') : undefined;
  const branch = (value: Value): SchemaNode | undefined => (fits(test, value) ? then : otherwise);
  return {
    fits(value) {
      const node = branch(value);
      return node === undefined || fits(node, value);
    },
    explain(value, at, out) {
      const node = branch(value);
      if (node !== undefined) explain(node, value, at, out);
    },
    mark(value, seen) {
      if (fits(test, value)) mark(test, value, seen);
      const node = branch(value);
      if (node !== undefined) mark(node, value, seen);
    },
  };
}

function dependent(scope: Scope, keyword: string, key: string): readonly Assertion[] {
  const map = getMember(scope.schema, keyword);
  const schema = isObject(map) ? getMember(map, key) : undefined;
  if (schema === undefined || isArray(schema)) return [];
  const node = scope.beside(keyword, key);
  const applies = (value: Value): boolean => isObject(value) && Object.hasOwn(value, key);
  return [
    {
      fits: (value) => !applies(value) || fits(node, value),
      explain(value, at, out) {
        if (applies(value)) explain(node, value, at, out);
      },
      mark(value, seen) {
        if (applies(value)) mark(node, value, seen);
      },
    },
  ];
}
