import type { Finding } from '../../model/finding.ts';
import type { Value } from '../../model/value.ts';
import { createLineMap } from '../line-map.ts';
import { build } from './build.ts';
import { damaged, type Part } from './damage.ts';
import type { Tree } from './node.ts';
import { readQuickly } from './quick.ts';
import { scan } from './scan.ts';

/** A YAML text as trees, one a document, or what is wrong with it, in the order of the text. */
export type ReadText =
  | { readonly kind: 'trees'; readonly trees: readonly Tree[] }
  | { readonly kind: 'faults'; readonly faults: readonly Finding[] };

/** Parts of a text with faults are scanned by themselves only where that costs next to nothing. */
const SCANNED_AGAIN = 256 * 1024;

/** Reads every document of a text. Never throws for bad input. */
export function readText(text: string): ReadText {
  const scanned = scan(text);
  if (scanned.kind === 'fault') return { kind: 'faults', faults: damaged(text, [scanned.fault], partOf) };
  const { positionAt } = createLineMap(text);
  const built = scanned.documents.map((document) => build(text, document, positionAt));
  const isSeveral = built.length > 1;
  const faults = built.flatMap((one, document) =>
    isSeveral ? one.faults.map((fault): Finding => ({ ...fault, document })) : one.faults,
  );
  if (faults.length > 0) return { kind: 'faults', faults: isSeveral ? faults : damaged(text, faults, partOf) };
  return { kind: 'trees', trees: built.map(({ tree }) => tree) };
}

/** What a part of a text is, as far as that can be told without reading its values; of a large one nothing is told. */
function partOf(text: string): Part {
  if (text.length > SCANNED_AGAIN) return 'unknown';
  const scanned = scan(text);
  if (scanned.kind === 'documents') {
    const [first] = scanned.documents;
    return scanned.documents.length === 1 && (first?.document.contents ?? null) !== null ? 'document' : 'broken';
  }
  const { fault } = scanned;
  return fault.code === 'SYNTAX_INVALID' && fault.args.damage === 'truncated' ? 'truncated' : 'broken';
}

/** A YAML text as the plain data of its documents, or what is wrong with it. */
export type ReadDocuments =
  | { readonly kind: 'documents'; readonly documents: readonly Value[] }
  | { readonly kind: 'faults'; readonly faults: readonly Finding[] };

interface Remembered {
  readonly text: string;
  readonly read: ReadDocuments;
}

let remembered: WeakRef<Remembered> | undefined;

/** Reads every document of a text for its value alone. Never throws for bad input. */
export function readDocuments(text: string): ReadDocuments {
  const known = remembered?.deref();
  remembered = undefined;
  if (known?.text === text) return known.read;
  const plain = readQuickly(text);
  if (plain !== undefined) return { kind: 'documents', documents: [plain] };
  const read = readText(text);
  return read.kind === 'faults' ? read : { kind: 'documents', documents: read.trees.map(({ root }) => root.value) };
}

/**
 * The same, for a text that will be read once more right away: the next call of `readDocuments`, if it is about the very same text, gets the
 * same answer without reading. It is handed out once only, and nothing is kept alive for it.
 */
export function readAhead(text: string): ReadDocuments {
  const read = readDocuments(text);
  remembered = new WeakRef({ text, read });
  return read;
}
