import type { Finding } from '../../model/finding.ts';
import { createLineMap } from '../line-map.ts';
import { build } from './build.ts';
import type { Tree } from './node.ts';
import { scan } from './scan.ts';

/** A YAML text as trees, one a document, or what is wrong with it, in the order of the text. */
export type ReadText =
  | { readonly kind: 'trees'; readonly trees: readonly Tree[] }
  | { readonly kind: 'faults'; readonly faults: readonly Finding[] };

/** Reads every document of a text. Never throws for bad input. */
export function readText(text: string): ReadText {
  const scanned = scan(text);
  if (scanned.kind === 'fault') return { kind: 'faults', faults: [scanned.fault] };
  const { positionAt } = createLineMap(text);
  const built = scanned.documents.map((document) => build(text, document, positionAt));
  const isSeveral = built.length > 1;
  const faults = built.flatMap((one, document) =>
    isSeveral ? one.faults.map((fault): Finding => ({ ...fault, document })) : one.faults,
  );
  if (faults.length > 0) return { kind: 'faults', faults };
  return { kind: 'trees', trees: built.map(({ tree }) => tree) };
}
