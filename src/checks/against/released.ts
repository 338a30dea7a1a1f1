import type { Finding, Span } from '../../model/finding.ts';
import type { RawFile, StateFile } from '../../model/state-file.ts';
import { differenceInMeaning } from './schema-meaning.ts';

/** A file of the registry that the base has, with what stands in its place. */
export interface ReleasedFile {
  /** The revision, as it was named. */
  readonly base: string;
  readonly version: string;
  /** Of a migration nothing but the text is known. */
  readonly before: StateFile | RawFile;
  /** `undefined` where nothing of that version is left. */
  readonly found: StateFile | RawFile | undefined;
}

/** A schema that is released means what it meant. One that nobody could read at the base was never in use. */
export function releasedSchema({ base, version, before, found }: ReleasedFile): readonly Finding[] {
  const told = { base, what: 'schema', version } as const;
  if (found === undefined) return [{ code: 'RELEASED_EDITED', pointer: '', args: { ...told, change: 'removed' } }];
  const [earlier] = before.kind === 'parsed' ? before.documents : [];
  const [now] = found.kind === 'parsed' ? found.documents : [];
  if (earlier === undefined) return [];
  const pointer = now === undefined ? '' : differenceInMeaning(earlier, now);
  if (pointer === undefined) return [];
  return [
    {
      code: 'RELEASED_EDITED',
      pointer,
      args: { ...told, change: 'edited' },
      ...(pointer === '' ? {} : { atKey: true }),
    },
  ];
}

/** A migration that is released stays as it is, but for its line endings and what blanks end a line: what its words do, only running them would tell. */
export function releasedMigration({ base, version, before, found }: ReleasedFile): readonly Finding[] {
  const told = { base, what: 'migration', version } as const;
  if (found === undefined) return [{ code: 'RELEASED_EDITED', pointer: '', args: { ...told, change: 'removed' } }];
  const [earlier, now] = [textOf(before), textOf(found)];
  if (earlier === undefined) return [];
  const args = { ...told, change: 'edited' } as const;
  if (now === undefined) return [{ code: 'RELEASED_EDITED', pointer: '', args }];
  if (withoutLineEnds(earlier) === withoutLineEnds(now)) return [];
  return [{ code: 'RELEASED_EDITED', pointer: '', args, span: firstLineThatDiffers(earlier, now) }];
}

function textOf(file: StateFile | RawFile): string | undefined {
  if (file.kind === 'unread') return undefined;
  return file.kind === 'raw' ? file.text : file.raw.text;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).map((line) => line.trimEnd());
}

function withoutLineEnds(text: string): string {
  return linesOf(text).join('\n').trimEnd();
}

/** In the second of the two texts; its end where it is the first one cut short. */
function firstLineThatDiffers(before: string, found: string): Span {
  const earlier = linesOf(before);
  let index = 0;
  for (const { 0: line, index: start } of found.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)) {
    const text = line.trimEnd();
    if (text !== earlier[index]) return { start, end: start + text.length };
    index += 1;
  }
  return { start: found.length, end: found.length };
}
