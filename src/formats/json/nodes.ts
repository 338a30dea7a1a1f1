import { createScanner } from 'jsonc-parser';
import { lastTokenOf, type Pointer, parentOf, tokensOf } from '../../model/pointer.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, END, OPEN_BRACE, OPEN_BRACKET, STRING } from './tokens.ts';

/** A value's place in the text; half-open offsets. */
export interface Node {
  readonly kind: 'object' | 'array' | 'scalar';
  readonly start: number;
  readonly end: number;
  /** Its members or items in the order of the text; `undefined` where they were not asked for. */
  readonly units: readonly Unit[] | undefined;
}

/** A member or item of a container. */
export interface Unit {
  /** Of a member: its key as text; of an item `undefined`. */
  readonly key: { readonly name: string; readonly start: number; readonly end: number } | undefined;
  readonly value: Node;
  /** Where its key, or its value where there is none, starts. */
  readonly start: number;
  /** The offset of the comma behind it; `undefined` where there is none. */
  readonly comma: number | undefined;
}

/** The containers whose units are asked for, as a tree of tokens. */
interface Wanted {
  readonly children: Map<string, Wanted>;
}

interface OpenNode {
  readonly kind: 'object' | 'array';
  readonly start: number;
  /** `undefined`: nothing inside was asked for. */
  readonly wanted: Wanted | undefined;
  readonly units: { key: Unit['key']; value: Node; start: number; comma: number | undefined }[];
  key: Unit['key'];
  count: number;
}

/**
 * The places of a document's parts, in one scan of a text that the reader accepted: the root, and the units of those containers that
 * `pointers` name and of the containers around them. Costs no memory for the rest.
 */
export function scanNodes(text: string, pointers: Iterable<Pointer>): Node {
  const wantedRoot = treeOf(pointers);
  const scanner = createScanner(text, true);
  const open: OpenNode[] = [];
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    const start = scanner.getTokenOffset();
    const parent = open.at(-1);
    let done: Node | undefined;
    if (token === OPEN_BRACE || token === OPEN_BRACKET) {
      const kind = token === OPEN_BRACE ? 'object' : 'array';
      const name = parent?.kind === 'object' ? parent.key?.name : String(parent?.count);
      const wanted = parent === undefined ? wantedRoot : parent.wanted?.children.get(name ?? '');
      open.push({ kind, start, wanted, units: [], key: undefined, count: 0 });
    } else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) {
      const closed = open.pop();
      if (closed !== undefined) {
        const { kind, start, wanted, units } = closed;
        done = { kind, start, end: scanner.getPosition(), units: wanted === undefined ? undefined : units };
      }
    } else if (token === COMMA) {
      const last = parent?.units.at(-1);
      if (last !== undefined) last.comma = start;
    } else if (token === STRING && parent?.kind === 'object' && parent.key === undefined) {
      parent.key = { name: scanner.getTokenValue(), start, end: scanner.getPosition() };
      scanner.scan();
    } else done = { kind: 'scalar', start, end: scanner.getPosition(), units: undefined };
    if (done === undefined) continue;
    const around = open.at(-1);
    if (around === undefined) return done;
    if (around.wanted !== undefined) {
      around.units.push({ key: around.key, value: done, start: around.key?.start ?? done.start, comma: undefined });
    }
    around.key = undefined;
    around.count += 1;
  }
  throw new RangeError('a text without a value, or one that does not end');
}

/**
 * Finds the unit that a pointer names below a root whose containers on the way were asked for; `undefined` for the root itself. Throws `RangeError`
 * where nothing stands there. Quick for pointers into one container after the other.
 */
export function createUnitFinder(root: Node): (pointer: Pointer) => Unit | undefined {
  const containers = new Map<Pointer, Node>([['', root]]);
  const membersByKey = new Map<Node, ReadonlyMap<string, Unit>>();
  let latest: Pointer = '';
  let container = root;

  const memberOf = (node: Node, key: string): Unit | undefined => {
    let members = membersByKey.get(node);
    if (members === undefined) {
      members = new Map((node.units ?? []).map((unit) => [unit.key?.name ?? '', unit]));
      membersByKey.set(node, members);
    }
    return members.get(key);
  };

  const containerAt = (pointer: Pointer): Node => {
    const known = containers.get(pointer);
    if (known !== undefined) return known;
    const found = unitAt(pointer)?.value ?? root;
    containers.set(pointer, found);
    return found;
  };

  const unitAt = (pointer: Pointer): Unit | undefined => {
    const token = lastTokenOf(pointer);
    const parent = parentOf(pointer);
    if (token === undefined || parent === undefined) return undefined;
    if (parent !== latest) {
      container = containerAt(parent);
      latest = parent;
    }
    const unit = container.kind === 'array' ? container.units?.[Number(token)] : memberOf(container, token);
    if (unit === undefined) throw new RangeError(`nothing stands at ${pointer}`);
    return unit;
  };

  return unitAt;
}

function treeOf(pointers: Iterable<Pointer>): Wanted {
  const root: Wanted = { children: new Map() };
  for (const pointer of pointers) {
    let at = root;
    for (const token of tokensOf(pointer)) {
      let next = at.children.get(token);
      if (next === undefined) {
        next = { children: new Map() };
        at.children.set(token, next);
      }
      at = next;
    }
  }
  return root;
}
