import { isBlockCollection, isCollection, type Node, type Tree } from './node.ts';

/** How a file is written, where something new has to follow it. */
export interface Style {
  readonly eol: '\n' | '\r\n';
  /** Columns that a nested block collection is indented by. */
  readonly step: number;
  /** Columns between a key and the `-` of the sequence below it: 0 or more. */
  readonly sequenceStep: number;
  readonly quote: 'single' | 'double';
  /** `{ a: 1 }` rather than `{a: 1}`. */
  readonly isPadded: boolean;
}

/** The style of a document, from the first of its parts that shows it; two spaces, indented sequences and double quotes where none does. */
export function styleOf(text: string, { root }: Tree): Style {
  let step: number | undefined;
  let sequenceStep: number | undefined;
  let isPadded: boolean | undefined;
  let quote: 'single' | 'double' | undefined;
  const visit = (node: Node): void => {
    if (node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')) quote ??= node.style;
    if (!isCollection(node)) return;
    if (node.isFlow && !node.isBare && node.entries.length > 0 && node.kind === 'map') {
      isPadded ??= text[node.start + 1] === ' ';
    }
    for (const { value } of node.entries) {
      if (node.kind === 'map' && isBlockCollection(node) && isBlockCollection(value)) {
        if (value.kind === 'map') step ??= value.column - node.column;
        else sequenceStep ??= value.column - node.column;
      }
      if (step !== undefined && sequenceStep !== undefined && isPadded !== undefined && quote !== undefined) return;
      visit(value);
    }
  };
  visit(root);
  const indent = step ?? (sequenceStep !== undefined && sequenceStep > 1 ? sequenceStep : 2);
  return {
    eol: /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n',
    step: indent,
    sequenceStep: sequenceStep ?? indent,
    quote: quote ?? 'double',
    isPadded: isPadded ?? true,
  };
}
