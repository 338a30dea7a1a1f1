import { encode } from '../../formats/decode.ts';
import type { Format } from '../../formats/format.ts';
import { parseState } from '../../formats/parse.ts';
import { rawFileOf } from '../../formats/raw-file.ts';
import { rewrite } from '../../formats/rewrite.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import type { ParsedFile } from '../../model/state-file.ts';
import { isArray, isObject, type Value, valuesEqual } from '../../model/value.ts';
import { isEnded, lineBreakOf } from './lines.ts';

/** Ours with the whole of theirs put in as one more part, so that an edit can move parts of theirs as they are written, comments and all. */
export interface Graft {
  readonly file: ParsedFile;
  /** Where theirs stands in it. */
  readonly at: Pointer;
}

const IN_PLACE = new Map<Pointer, Pointer | null>();

/**
 * Puts theirs into ours. `undefined` where that cannot be done without a trace: both hold one document, ours is an object or an array, and taking theirs
 * out again must give ours byte for byte.
 */
export function graft(ours: ParsedFile, theirs: ParsedFile, format: Format): Graft | undefined {
  const [own, other] = [ours.documents[0], theirs.documents[0]];
  if (own === undefined || other === undefined || ours.documents.length + theirs.documents.length > 2) return undefined;
  if (!isArray(own) && !isObject(own)) return undefined;
  const key = isArray(own) ? undefined : freeKey(own);
  const at = pointerTo('', key ?? (own as readonly Value[]).length);
  for (const text of grafted(ours, theirs, format, key)) {
    const file = parseState(rawFileOf(encode(text, ours.raw.hasBom), ours.raw.origin), format);
    if (file.kind === 'parsed' && holdsBoth(file, own, other, key) && isRestored(file, ours, own, format)) {
      return { file, at };
    }
  }
  return undefined;
}

function freeKey(object: Value): string {
  let key = 'statefix-merge-theirs';
  while (Object.hasOwn(object as object, key)) key += '-';
  return key;
}

/** Texts that may hold both, the likelier first. */
function grafted(ours: ParsedFile, theirs: ParsedFile, format: Format, key: string | undefined): readonly string[] {
  const [text, other] = [ours.raw.text ?? '', theirs.raw.text ?? ''];
  return format.name === 'yaml' ? belowYaml(text, other, key) : insideJson(text, other, format, key);
}

function belowYaml(text: string, other: string, key: string | undefined): readonly string[] {
  const lineBreak = lineBreakOf(text);
  const indented = other
    .replace(/(?:\r\n|\n|\r)$/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => (line === '' ? line : `  ${line}`))
    .join(lineBreak);
  const head = key === undefined ? '-' : `${key}:`;
  return [`${text}${isEnded(text) ? '' : lineBreak}${head}${lineBreak}${indented}${isEnded(text) ? lineBreak : ''}`];
}

function insideJson(text: string, other: string, format: Format, key: string | undefined): readonly string[] {
  const root = format.locate(text, 0, new Set([''])).get('')?.value;
  const part = format.locate(other, 0, new Set([''])).get('')?.value;
  if (root === undefined || part === undefined) return [];
  const name = key === undefined ? '' : `${JSON.stringify(key)}: `;
  const body = name + other.slice(part.start, part.end);
  const [open, close] = [root.start + 1, root.end - 1];
  const lastLine = text.slice(open, close).trimEnd().length + open;
  const foot = text.slice(lastLine, close);
  const head = text.slice(0, lastLine);
  const lastBreak = /[\r\n]/.test(foot) ? lineBreakOf(foot) : '';
  const commented =
    format.name === 'json'
      ? null
      : /^(.*[^\s,])([ \t]*\/[/*].*)$/s.exec(
          text
            .slice(open, lastLine)
            .split(/\r\n|\n|\r/)
            .at(-1) ?? '',
        );
  const lines: string[] = [`${head},${lastBreak}${body}${foot}${text.slice(close)}`];
  if (commented !== null) {
    const at = lastLine - (commented[2]?.length ?? 0);
    lines.push(`${text.slice(0, at)},${text.slice(at, lastLine)}${lastBreak}${body}${foot}${text.slice(close)}`);
  }
  lines.push(
    `${head}${lastBreak}${body}${foot}${text.slice(close)}`,
    `${head}${lastBreak}${body},${foot}${text.slice(close)}`,
  );
  if (key !== undefined) lines.push(`${text.slice(0, open)}${body},${text.slice(open)}`);
  return lines;
}

function holdsBoth({ documents }: ParsedFile, own: Value, other: Value, key: string | undefined): boolean {
  const [both] = documents;
  if (both === undefined || documents.length > 1) return false;
  if (isArray(own)) return valuesEqual(both, [...own, other]);
  return isObject(both) && isObject(own) && valuesEqual(both, { ...own, [key ?? '']: other });
}

function isRestored(file: ParsedFile, ours: ParsedFile, own: Value, format: Format): boolean {
  return rewrite(file, format, new Map([[0, { value: own, origins: IN_PLACE }]])).text === ours.raw.text;
}
