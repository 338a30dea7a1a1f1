/** One line of a YAML text. */
export interface Line {
  readonly start: number;
  /** Behind its line break. */
  readonly end: number;
  /** The first character that is no blank. */
  readonly from: number;
  /** `damaged`: bytes of it are lost; `empty`: blank, a comment, or indented by a tab, so that it starts no entry and ends none. */
  readonly kind: 'content' | 'empty' | 'damaged';
}

/** The lines of one document; `isClosed`: more of the text follows, so that it ends where it ends. */
export interface LinesOfDocument {
  readonly lines: readonly Line[];
  readonly isClosed: boolean;
}

/** More lines than this are not read. */
const MOST_LINES = 400_000;

/**
 * Cuts a text that may be broken into documents and lines; a document that starts on its own `---` line, or anything behind a directive or a `...`
 * that nothing explains, is left out with all that follows. `isLossy`: U+FFFD stands for bytes that are lost.
 */
export function documentLines(text: string, isLossy: boolean): readonly LinesOfDocument[] {
  const documents: LinesOfDocument[] = [];
  let lines: Line[] = [];
  let isEnded = false;
  let count = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed + 1;
    const line = lineOf(text, start, end, isLossy);
    const marker =
      line.from === start ? /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/.exec(text.slice(start, start + 4))?.[0] : undefined;
    count += 1;
    if (count > MOST_LINES || (text[start] === '%' && line.kind === 'content'))
      return [...documents, { lines, isClosed: false }];
    if (marker === undefined) {
      if (isEnded && line.kind !== 'empty') return documents;
      lines.push(line);
    } else {
      const isFirst = documents.length === 0 && !isEnded && lines.every(({ kind }) => kind === 'empty');
      if (!isEnded && !(isFirst && marker === '---')) documents.push({ lines, isClosed: true });
      isEnded = marker === '...';
      lines = [];
      if (!/^[ \t]*(?:#.*)?[\r\n]*$/.test(text.slice(start + 3, Math.min(end, start + 1000)))) return documents;
    }
    start = end;
  }
  return isEnded ? documents : [...documents, { lines, isClosed: false }];
}

function lineOf(text: string, start: number, end: number, isLossy: boolean): Line {
  let from = start;
  while (from < end && text[from] === ' ') from += 1;
  const source = text.slice(from, end);
  if (source.includes('\0') || (isLossy && source.includes('\uFFFD'))) return { start, end, from, kind: 'damaged' };
  return { start, end, from, kind: /^(?:[\t#]|\r?\n?$)/.test(source) ? 'empty' : 'content' };
}
