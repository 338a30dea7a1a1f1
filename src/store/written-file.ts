import { sentenceOf } from '../checks/sentences.ts';
import type { Format, Location } from '../formats/format.ts';
import { formatNameFor, loadFormat } from '../formats/index.ts';
import { createLineMap } from '../formats/line-map.ts';
import { parseState } from '../formats/parse.ts';
import { rawFileOf } from '../formats/raw-file.ts';
import { problemsError, StatefixError } from '../model/errors.ts';
import type { Pointer } from '../model/pointer.ts';
import type { FormatName, MalformedFile, ParsedFile } from '../model/state-file.ts';
import type { Value } from '../model/value.ts';
import type { WrittenProblem } from '../registry/written.ts';
import type { FsOps } from './fs-ops.ts';
import { readBytes } from './read-bytes.ts';

/** What a person wrote for statefix: a config, the facts of a kind, a schema. */
export interface WrittenFile {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly shown: string;
  readonly text: string;
  readonly format: Format;
  readonly value: Value;
}

/** Where such a file is, and with which code of error one that cannot be used ends the run. */
export interface WrittenSource {
  readonly path: string;
  readonly shown: string;
  readonly code: 'CONFIG_INVALID' | 'REGISTRY_INVALID';
}

/** No config and no schema is larger; what is was not meant to be one. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The text of a file, decoded as UTF-8 by the format's parser later; `undefined` where nothing stands at the path. */
export function readSource(fs: FsOps, { path, shown, code }: WrittenSource): Uint8Array | undefined {
  const found = readBytes(fs, path, MAX_BYTES);
  switch (found.kind) {
    case 'bytes':
      return found.bytes;
    case 'absent':
      return undefined;
    case 'too-large':
      throw new StatefixError(code, `${shown} is larger than 16 MiB`, { path });
    case 'unreadable': {
      const errno = found.errno === undefined ? {} : { errno: found.errno };
      const hint = 'It must be a file that can be read.';
      throw new StatefixError(code, `${shown}: ${found.reason}`, { path, hint, step: 'read', ...errno });
    }
  }
}

/**
 * Reads one document, JSON or YAML by its name. A YAML file that is JSON, as the bundled ones are, does without the YAML library.
 * `undefined` where nothing stands at the path. Throws `StatefixError` with the code of the source for one that cannot be read or parsed.
 */
export async function readWritten(fs: FsOps, source: WrittenSource): Promise<WrittenFile | undefined> {
  const bytes = readSource(fs, source);
  if (bytes === undefined) return undefined;
  const name = formatNameFor(source.path);
  const isBrace = bytes[0] === 0x7b;
  const asJson = name === 'yaml' && isBrace ? await parse(bytes, source, 'json') : undefined;
  if (asJson?.file.kind === 'parsed') return written(asJson.file, source, asJson.format);
  const { file, format } = await parse(bytes, source, name);
  if (file.kind === 'parsed') return written(file, source, format);
  // What is empty says nothing: fine for facts, and for all else the reader will miss what must be there.
  if (file.faults[0]?.code === 'EMPTY_FILE' && name === 'yaml') {
    return { path: source.path, shown: source.shown, text: '', format, value: null };
  }
  throw faultError(file, source);
}

/** The error of a file whose content is not what it must be, with every problem at its place. */
export function writtenError(
  file: WrittenFile,
  code: WrittenSource['code'],
  problems: readonly WrittenProblem[],
  below: Pointer = '',
): StatefixError {
  const pointers = new Set(problems.map(({ pointer }) => below + pointer));
  const locations = file.text === '' ? new Map<Pointer, Location>() : file.format.locate(file.text, 0, pointers);
  const lines = createLineMap(file.text);
  const placed = problems.map(({ pointer, atKey, message, hint }) => {
    const location = locations.get(below + pointer);
    const span = atKey ? (location?.key ?? location?.value) : location?.value;
    const place = span === undefined ? undefined : lines.positionAt(span.start);
    const where = place === undefined ? file.shown : `${file.shown}:${place.line}:${place.column}`;
    const sentence = `${where}: ${message}${pointer === '' ? '' : ` (at ${pointer})`}`;
    return hint === undefined ? { message: sentence } : { message: sentence, hint };
  });
  const pointer = problems[0]?.pointer;
  return problemsError(code, file.shown, placed, {
    path: file.path,
    ...(pointer === undefined ? {} : { pointer }),
  });
}

async function parse(
  bytes: Uint8Array,
  { path }: WrittenSource,
  name: FormatName,
): Promise<{ readonly file: ParsedFile | MalformedFile; readonly format: Format }> {
  const format = await loadFormat(name);
  return { file: parseState(rawFileOf(bytes, { kind: 'file', path }), format), format };
}

function written(file: ParsedFile, { path, shown, code }: WrittenSource, format: Format): WrittenFile {
  const [value, second] = file.documents;
  if (value === undefined || second !== undefined) {
    throw new StatefixError(code, `${shown} holds ${file.documents.length} documents; it must hold one`, { path });
  }
  return { path, shown, text: file.raw.text ?? '', format, value };
}

function faultError({ faults, raw }: MalformedFile, { path, shown, code }: WrittenSource): StatefixError {
  const [fault] = faults;
  if (fault === undefined) return new StatefixError(code, `${shown} cannot be read`, { path });
  const place =
    fault.span === undefined || raw.text === undefined
      ? undefined
      : createLineMap(raw.text).positionAt(fault.span.start);
  const where = place === undefined ? shown : `${shown}:${place.line}:${place.column}`;
  // The commands that mend state files are no help for what people write: only the sentence is taken.
  const { message } = sentenceOf(fault, shown);
  const hint =
    place === undefined ? `Save ${shown} as one document, JSON or YAML, in UTF-8.` : `Correct ${shown} at that place.`;
  return new StatefixError(code, `${where}: ${message}`, { path, hint });
}
