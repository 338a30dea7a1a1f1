import { checksumOf } from '../../../src/formats/canonical.ts';
import { json, jsonc } from '../../../src/formats/json/index.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { yaml } from '../../../src/formats/yaml/index.ts';
import type { FormatName, ParsedFile } from '../../../src/model/state-file.ts';
import { isObject, type Value } from '../../../src/model/value.ts';
import { withValueAt } from '../../../src/model/with-value.ts';
import { type MergedTexts, mergeTexts, type TextMerge } from '../../../src/plan/merge/texts.ts';
import { DEFAULT_FACTS, type KindFacts } from '../../../src/registry/kind.ts';

export const FORMATS = { json, jsonc, yaml } as const;

/** A kind whose documents carry a checksum and a serial, and name the items of one array. */
export const SEALED: KindFacts = {
  ...DEFAULT_FACTS,
  checksum: '/checksum',
  serial: '/serial',
  identities: [{ items: '/items', by: '/id' }],
};

export function fileOf(text: string, format: FormatName): ParsedFile {
  const file = parseState(
    rawFileOf(new TextEncoder().encode(text), { kind: 'file', path: `state.${format}` }),
    FORMATS[format],
  );
  if (file.kind !== 'parsed') throw new Error(`the text is malformed: ${file.faults[0]?.code}\n${text}`);
  return file;
}

/** A checksum in its place, where the document carries one. */
export function sealing(value: Value): Value {
  if (!isObject(value) || !Object.hasOwn(value, 'checksum')) return value;
  return withValueAt(value, '/checksum', checksumOf(value, '/checksum'));
}

/** The text with its checksum set right. */
function sealedText(text: string, format: FormatName): string {
  const [value] = fileOf(text, format).documents;
  const sum = checksumOf(value as Value, '/checksum');
  return text.replace('sha256:?', sum);
}

/** The merge of three texts that are sealed where they say `sha256:?`. */
export function mergedTexts(
  format: FormatName,
  [base, ours, theirs]: readonly [string | undefined, string, string],
  changes: Partial<TextMerge> = {},
): MergedTexts {
  const file = (text: string) => fileOf(text.includes('sha256:?') ? sealedText(text, format) : text, format);
  return mergeTexts({
    base: base === undefined ? undefined : file(base),
    ours: file(ours),
    theirs: file(theirs),
    kind: SEALED,
    format: FORMATS[format],
    seal: sealing,
    ...changes,
  });
}
