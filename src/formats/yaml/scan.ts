import { Composer, type CST, type Document, Lexer, Parser, YAMLParseError } from 'yaml';
import type { Finding } from '../../model/finding.ts';
import { MAX_DEPTH } from '../format.ts';
import { explain } from './reasons.ts';

/** A document as the library composes it, with the token that it comes from; none for a text of comments alone. */
export interface ScannedDocument {
  readonly document: Document.Parsed;
  readonly token: CST.Document | undefined;
}

/** The documents of a text as the library composes them, or the first thing that stands in the way. */
export type Scanned =
  | { readonly kind: 'documents'; readonly documents: readonly ScannedDocument[] }
  | { readonly kind: 'fault'; readonly fault: Finding };

/** What the lexer emits where a flow collection ends without its bracket. */
const FLOW_ERROR_END = '\x18';
/** Each document is judged and reported by itself: a text of millions, which is quickly written, would make a report that fits no memory. */
const MOST_DOCUMENTS = 10_000;
/** In a longer text, what the parser by itself cannot read is told without a search for something earlier, which takes time and memory. */
const SEARCHED = 256 * 1024;

/**
 * Scans a text with the library's iterative lexer and parser, gives up where it nests deeper than `MAX_DEPTH`, and only then
 * hands the tokens to its recursive composer. All scalars are left as strings: what they mean is decided by `readPlain`.
 */
export function scan(text: string): Scanned {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let open: readonly string[] | undefined;
  const end = text.trimEnd().length;
  let documentCount = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === FLOW_ERROR_END && parser.offset >= end) open ??= openersOf(parser.stack);
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error' && text.length > SEARCHED) return unreadable(token, text);
      tokens.push(token);
      if (token.type === 'document') documentCount += 1;
      if (documentCount > MOST_DOCUMENTS) return tooMany(token.offset, text);
    }
    if (parser.stack.length > MAX_DEPTH && depthOf(parser.stack) > MAX_DEPTH) return tooDeep(parser.offset);
  }
  open ??= openersOf(parser.stack);
  for (const token of parser.end()) tokens.push(token);
  const composer = new Composer({ uniqueKeys: false, keepSourceTokens: true, schema: 'failsafe', logLevel: 'silent' });
  const documents = [...composer.compose(tokens, true, text.length)];
  const first = documents
    .flatMap((document) => document.errors)
    .reduce<Document.Parsed['errors'][number] | undefined>(
      (best, error) => (best === undefined || error.pos[0] < best.pos[0] ? error : best),
      undefined,
    );
  if (first !== undefined) return { kind: 'fault', fault: explain(first, text, open) };
  const starts = tokens.filter((token): token is CST.Document => token.type === 'document');
  return {
    kind: 'documents',
    documents: documents.map((document, index) => ({ document: document as Document.Parsed, token: starts[index] })),
  };
}

function unreadable({ offset, source, message }: CST.ErrorToken, text: string): Scanned {
  const error = new YAMLParseError([offset, offset + source.length], 'UNEXPECTED_TOKEN', message);
  return { kind: 'fault', fault: explain(error, text, []) };
}

function tooMany(offset: number, text: string): Scanned {
  const message = `The text holds more than ${MOST_DOCUMENTS} documents`;
  return {
    kind: 'fault',
    fault: explain(new YAMLParseError([offset, offset + 1], 'UNEXPECTED_TOKEN', message), text, []),
  };
}

function depthOf(stack: readonly CST.Token[]): number {
  return stack.filter(({ type }) => type === 'block-map' || type === 'block-seq' || type === 'flow-collection').length;
}

function tooDeep(offset: number): Scanned {
  return {
    kind: 'fault',
    fault: {
      code: 'DEPTH_EXCEEDED',
      pointer: '',
      args: { limit: MAX_DEPTH },
      span: { start: Math.max(0, offset - 1), end: offset },
    },
  };
}

/** The brackets and quotes that are open where the text ends, outermost first. */
function openersOf(stack: readonly CST.Token[]): readonly string[] {
  const open: string[] = [];
  for (const token of stack) {
    if (token.type === 'flow-collection') {
      const isClosed = token.end.some(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
      if (!isClosed) open.push(token.start.source);
    } else if (token.type === 'double-quoted-scalar' && !isClosedDouble(token.source)) open.push('"');
    else if (token.type === 'single-quoted-scalar' && !/^'(?:[^']|'')*'$/.test(token.source)) open.push("'");
  }
  return open;
}

function isClosedDouble(source: string): boolean {
  if (source.length < 2 || !source.endsWith('"')) return false;
  const backslashes = /\\*"$/.exec(source)?.[0].length ?? 1;
  return backslashes % 2 === 1;
}
