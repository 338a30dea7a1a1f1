import { Scalar } from 'yaml';
import type { FindingArgs, Span } from '../../model/finding.ts';
import type { Node, ScalarNode, ScalarStyle } from './node.ts';
import { type Plain, type Rules, readPlain } from './plain.ts';

export type Base = Pick<Node, 'anchor' | 'tag' | 'parentIndent'>;

/** A fault of a scalar, to which the caller adds the pointer. */
export type ScalarFault =
  | {
      readonly code: 'NUMBER_UNREPRESENTABLE';
      readonly args: FindingArgs['NUMBER_UNREPRESENTABLE'];
      readonly span: Span;
    }
  | { readonly code: 'ENCODING_INVALID'; readonly args: FindingArgs['ENCODING_INVALID']; readonly span: Span };

/** The node of a scalar with the value that its style, tag and text give it. `slot` is where an empty one stands. */
export function scalarFrom(
  parsed: Scalar | null,
  slot: number,
  base: Base,
  rules: Rules,
  report: (fault: ScalarFault) => void,
): ScalarNode {
  const source = parsed?.source ?? '';
  const style = styleOf(parsed, source);
  const after = Math.max(slot, base.anchor?.end ?? 0, base.tag?.end ?? 0);
  const [start, end] = style === 'empty' ? [after, after] : (parsed?.range ?? [after, after]);
  const plain = meaningOf(source, style, base.tag?.text, rules);
  if (plain.kind === 'unrepresentable') {
    report({ code: 'NUMBER_UNREPRESENTABLE', args: { text: source.slice(0, 100) }, span: { start, end } });
  } else if (style === 'double' && /\p{Surrogate}/u.test(source)) {
    report({ code: 'ENCODING_INVALID', args: { reason: 'lone surrogate' }, span: { start, end } });
  }
  const value = plain.kind === 'value' ? plain.value : source;
  return {
    kind: 'scalar',
    ...base,
    start,
    end,
    style,
    value,
    hasReferences: base.anchor !== undefined,
    size: 1,
    depth: 0,
  };
}

function styleOf(parsed: Scalar | null, source: string): ScalarStyle {
  switch (parsed?.type) {
    case Scalar.QUOTE_SINGLE:
      return 'single';
    case Scalar.QUOTE_DOUBLE:
      return 'double';
    case Scalar.BLOCK_LITERAL:
      return 'literal';
    case Scalar.BLOCK_FOLDED:
      return 'folded';
    default:
      return source === '' ? 'empty' : 'plain';
  }
}

/** What a tag makes of a scalar; a tag that is not YAML's own makes it a string, as readers without that tag see it. */
export function meaningOf(source: string, style: ScalarStyle, tag: string | undefined, rules: Rules): Plain {
  const name = tag?.replace(/^!<tag:yaml\.org,2002:(.*)>$/, '!!$1');
  if (name === undefined) {
    return style === 'plain' || style === 'empty' ? readPlain(source, rules) : { kind: 'value', value: source };
  }
  const fits = TYPES.get(name);
  if (fits === undefined) return { kind: 'value', value: source };
  const plain = readPlain(source, rules);
  return plain.kind === 'unrepresentable' || fits(plain.value) ? plain : { kind: 'value', value: source };
}

const isInteger = (value: unknown): boolean => typeof value === 'bigint' || Number.isInteger(value);

const TYPES: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['!!null', (value: unknown) => value === null],
  ['!!bool', (value: unknown) => typeof value === 'boolean'],
  ['!!int', isInteger],
  ['!!float', (value: unknown) => typeof value === 'number' || typeof value === 'bigint'],
]);
