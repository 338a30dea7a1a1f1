import { setMember, type Value } from '../../model/value.ts';
import { readPlain } from './plain.ts';

/** What may start a plain scalar without being anything else in any reader's eyes. */
const PLAIN = /^(?:[A-Za-z0-9_./~+(\u00a1-\uffff]|-[^ ])/;

/** A plain scalar on one line, a comment behind it; `undefined` where it may be anything else. */
export function quickScalar(source: string): Value | undefined {
  const comment = source.indexOf(' #');
  const text = comment === -1 ? source : source.slice(0, comment).replace(/ +$/, '');
  if (!PLAIN.test(text) || text.includes(': ') || text.endsWith(':')) return undefined;
  const plain = readPlain(text, '1.2');
  return plain.kind === 'value' ? plain.value : undefined;
}

/** A quoted scalar on one line, a comment behind it; `undefined` where it may be anything else. */
export function quickQuoted(source: string): string | undefined {
  const match = /^(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*(?:''[^']*)*')(?= *$| +#)/.exec(source);
  return match === null ? undefined : unquoted(match[0]);
}

function unquoted(quoted: string): string | undefined {
  if (quoted.startsWith("'")) return quoted.slice(1, -1).replaceAll("''", "'");
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  // The escapes of JSON are among those of YAML and mean the same.
  if (!/^"[^"\\]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\]*)*"$/.test(quoted)) return undefined;
  const text = JSON.parse(quoted) as string;
  return /\p{Surrogate}/u.test(text) ? undefined : text;
}

/** The parts of flow collections: brackets, commas, `:` of a member, quoted and plain scalars of harmless characters. */
const TOKEN =
  / *(?:([[\]{},])|((?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*(?:''[^']*)*'|[A-Za-z0-9_.+-](?:[\w.+/-]| (?=[\w.+/-]))*)(?=[ ,\]}:]))(: )?)/y;

/** A flow collection on one line, a comment behind it; `undefined` where it may be anything else, or nests deeper than `depth`. */
export function quickFlow(source: string, depth: number): Value | undefined {
  let at = 0;
  const next = (): RegExpExecArray | null => {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source);
    if (token !== null) at = TOKEN.lastIndex;
    return token;
  };

  const partOf = (token: RegExpExecArray | null, left: number): Value | undefined => {
    if (token === null || token[3] !== undefined) return undefined;
    if (token[1] !== undefined && left <= 0) return undefined;
    if (token[1] === '[') return itemsOf(left - 1);
    if (token[1] === '{') return membersOf(left - 1);
    const scalar = token[2];
    return scalar === undefined ? undefined : leafOf(scalar);
  };

  const itemsOf = (left: number): Value | undefined => {
    const items: Value[] = [];
    let token = next();
    if (token?.[1] === ']') return items;
    for (;;) {
      const item = partOf(token, left);
      if (item === undefined) return undefined;
      items.push(item);
      const mark = next()?.[1];
      if (mark === ']') return items;
      if (mark !== ',') return undefined;
      token = next();
    }
  };

  const membersOf = (left: number): Value | undefined => {
    const members: Record<string, Value> = {};
    let token = next();
    if (token?.[1] === '}') return members;
    for (;;) {
      const source = token?.[2];
      if (source === undefined || token?.[3] === undefined) return undefined;
      const key = leafOf(source);
      const name = key === null ? '' : key === undefined ? undefined : String(key);
      const value = partOf(next(), left);
      if (name === undefined || value === undefined || Object.hasOwn(members, name)) return undefined;
      setMember(members, name, value);
      const mark = next()?.[1];
      if (mark === '}') return members;
      if (mark !== ',') return undefined;
      token = next();
    }
  };

  const value = partOf(next(), depth);
  return value !== undefined && /^(?: *| +#.*)$/.test(source.slice(at)) ? value : undefined;
}

function leafOf(source: string): Value | undefined {
  return /^['"]/.test(source) ? unquoted(source) : quickScalar(source);
}
