import type { Format } from '../../formats/format.ts';
import { formatNameFor, loadFormat } from '../../formats/index.ts';
import { parseState } from '../../formats/parse.ts';
import { rewrite } from '../../formats/rewrite.ts';
import { StatefixError } from '../../model/errors.ts';
import type { ParsedFile, RawFile } from '../../model/state-file.ts';
import { isObject, type Value, type ValueObject } from '../../model/value.ts';
import { readRaw } from '../../store/read.ts';
import { shownPath } from '../../store/shown-path.ts';
import { readWritten } from '../../store/written-file.ts';
import type { HookContext, HookFile } from './place.ts';

/** No settings of a hook manager are larger. */
const MAX_SIZE = 16 * 1024 * 1024;

/**
 * The settings of a hook manager, JSON or YAML, with what `change` makes of them; all else in the file stays as it is written. `change` gives `undefined` where
 * they say it already, and so does this. What is not there, or says nothing, becomes what `change` makes of an empty object. Throws `CONFIG_INVALID` where the
 * file cannot be read, or cannot be changed without harm; its hint holds what to add by hand.
 */
export async function changedDocument(
  path: string,
  added: string,
  change: (settings: ValueObject) => Value | undefined,
  { fs, cwd }: HookContext,
): Promise<HookFile | undefined> {
  const source = { path, shown: shownPath(path, cwd), code: 'CONFIG_INVALID' } as const;
  const written = await readWritten(fs, source);
  const raw = readRaw(fs, { kind: 'file', path }, MAX_SIZE);
  if (written === undefined || raw.kind === 'unread') {
    const bytes = encoded((await loadFormat(formatNameFor(path))).render(madeOf(change, path)));
    return { path, bytes, mode: 0o644, isNew: true, added };
  }
  const mode = raw.stat?.mode ?? 0o644;
  const { value, format } = written;
  // Lefthook begins with a file that holds nothing but comments.
  if (value === null && format.name === 'yaml') {
    return { path, bytes: withBehind(raw, format.render(madeOf(change, path))), mode, isNew: false, added };
  }
  const next = isObject(value) ? change(value) : misplaced(source.shown);
  if (next === undefined) return undefined;
  const file = parseState(raw, format);
  if (file.kind === 'malformed') throw new RangeError(`${path} was read a moment ago`);
  const bytes = rewritten(file, format, next, source.shown, () => format.render(madeOf(change, path)));
  return { path, bytes, mode, isNew: false, added };
}

/** The error of settings that have no place for what is to be put in. `shown` is the file, and may be followed by a place in it. */
export function misplaced(shown: string): never {
  throw new StatefixError('CONFIG_INVALID', `${shown} is not what its program would read`, {
    hint: 'Correct it first, then run statefix init again.',
  });
}

function madeOf(change: (settings: ValueObject) => Value | undefined, path: string): Value {
  const made = change({});
  if (made === undefined) throw new RangeError(`nothing to write to ${path}`);
  return made;
}

function rewritten(file: ParsedFile, format: Format, value: Value, shown: string, text: () => string): Uint8Array {
  try {
    return rewrite(file, format, new Map([[0, { value, origins: new Map() }]])).bytes;
  } catch (error) {
    if (!(error instanceof StatefixError) || error.code !== 'MIGRATION_FAILED') throw error;
    throw new StatefixError('CONFIG_INVALID', `${shown} cannot be changed without harm: ${error.message}`, {
      hint: `Add it by hand:\n${text()}`,
      path: file.raw.origin.path,
    });
  }
}

/** The text with another behind it, in lines of their own. */
function withBehind({ bytes }: RawFile, text: string): Uint8Array {
  const before = Buffer.from(bytes);
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const start = before.length === 0 || before.at(-1) === 0x0a ? '' : eol;
  return Buffer.concat([before, encoded(start + text.replaceAll('\n', eol))]);
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
