import type { Finding, Span } from '../../model/finding.ts';
import type { StateFile } from '../../model/state-file.ts';
import { differenceInMeaning } from './schema-meaning.ts';

/** A file of the registry that the base has, with what stands in its place. */
export interface ReleasedFile {
  /** The revision, as it was named. */
  readonly base: string;
  readonly version: string;
  readonly before: StateFile;
  /** `undefined` where nothing of that version is left. */
  readonly found: StateFile | undefined;
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
export function releasedMigration(
  { base, version }: Pick<ReleasedFile, 'base' | 'version'>,
  before: string,
  found: string | undefined,
): readonly Finding[] {
  const told = { base, what: 'migration', version } as const;
  if (found === undefined) return [{ code: 'RELEASED_EDITED', pointer: '', args: { ...told, change: 'removed' } }];
  if (withoutLineEnds(before) === withoutLineEnds(found)) return [];
  const span = firstLineThatDiffers(before, found);
  return [{ code: 'RELEASED_EDITED', pointer: '', args: { ...told, change: 'edited' }, span }];
}

function withoutLineEnds(text: string): string {
  return text.replace(/[ \t]*(?:\r\n|\n|\r)/g, '\n').trimEnd();
}

/** In the second of the two texts; its end where it is the first one cut short. */
function firstLineThatDiffers(before: string, found: string): Span {
  const earlier = before.split(/\r\n|\n|\r/).map((line) => line.trimEnd());
  let index = 0;
  for (const { 0: line, index: start } of found.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)) {
    const text = line.trimEnd();
    if (text !== earlier[index]) return { start, end: start + text.length };
    index += 1;
  }
  return { start: found.length, end: found.length };
}
