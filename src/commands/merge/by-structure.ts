import { sentenceOf } from '../../checks/sentences.ts';
import { formatNameFor } from '../../formats/index.ts';
import type { MergedPlace } from '../../model/merge-report.ts';
import { shellWord } from '../../model/shell-word.ts';
import type { ParsedFile, RawFile } from '../../model/state-file.ts';
import { mergeTexts, type TextConflict } from '../../plan/merge/texts.ts';
import type { Workbench } from '../workbench.ts';
import { mergedBy } from './conflict-record.ts';
import type { ThreeFiles } from './read-files.ts';
import { broughtForward, errorsOf, judgeSide, newestVersion, type Obstacle, type Side, type SideName } from './side.ts';

/** A merge by structure: its bytes, and what there is to say of it. */
export interface StructuralMerge {
  readonly kind: 'merged' | 'conflicted';
  readonly bytes: Uint8Array;
  readonly kindName: string;
  readonly version: string;
  /** Absolute: the schema of that version. */
  readonly schema: string;
  readonly conflicts: readonly MergedPlace[];
  readonly notes: readonly string[];
}

/** Said where a change is picked without the migration before it. */
export const LEFT_BEHIND = 'the step to it is not part of this merge';

/**
 * Judges each of the three by its own version, brings them to the newest of their versions, merges them and judges what came out. A merge that is not
 * healthy is none. Throws `StatefixError` for a registry that is none, and for a migration that fails.
 */
export async function mergeByStructure(
  files: ThreeFiles,
  path: string,
  bench: Workbench,
): Promise<StructuralMerge | Obstacle> {
  const [target] = bench.targets;
  if (target === undefined) throw new RangeError('a workbench without the file that it was opened for');
  const loaded = await bench.kind(target.kindName);
  const { kind, schemaOf } = loaded;
  const tooLarge = Object.entries(files).find(([, raw]) => raw !== undefined && raw.bytes.length > kind.maxSize);
  if (tooLarge !== undefined) {
    const message = `${tooLarge[0]}: it has more than ${kind.maxSize} bytes`;
    return { kind: 'obstacle', message, isOfRegistry: false };
  }
  const format = await bench.format(kind.format ?? formatNameFor(path, files.ours.text?.slice(0, 1024)));
  const judge = (name: SideName, raw: RawFile) => judgeSide(name, raw, loaded, format, bench);
  const ours = await judge('ours', files.ours);
  if ('kind' in ours) return ours;
  const base = files.base === undefined ? undefined : await judge('base', files.base);
  if (base !== undefined && 'kind' in base) return base.isOfRegistry ? stepsLeftBehind(base) : base;
  const theirs = await judge('theirs', files.theirs);
  if ('kind' in theirs) return theirs;

  const sides = base === undefined ? [ours, theirs] : [base, ours, theirs];
  const version = newestVersion(sides);
  const forward = (side: Side): Promise<ParsedFile> => broughtForward(side, version, loaded, format, bench);
  const brought = {
    base: base === undefined ? undefined : await forward(base),
    ours: await forward(ours),
    theirs: await forward(theirs),
  };
  const schema = await schemaOf(version);
  const seal = mergedBy(brought, kind, schema, bench.context.now());
  const merged = mergeTexts({ ...brought, kind, format, seal });
  const notes = [
    ...[ours, theirs]
      .filter(({ isUnsealed }) => isUnsealed)
      .map(({ name }) => `the checksum of ${name} was not its own, as after an edit by hand; the merge is sealed anew`),
    ...(kind.checksum === 'sidecar'
      ? [`its checksum stands in a file of its own: when the merge is done, run statefix seal ${shellWord(path)}`]
      : []),
  ];
  const schemaFile = kind.versions.find((each) => each.version === version)?.path ?? '';
  const said = { bytes: merged.bytes, kindName: kind.name, version, schema: schemaFile, notes };
  if (merged.kind === 'conflicted') {
    return { kind: 'conflicted', ...said, conflicts: merged.conflicts.map(placeOf) };
  }
  const [worst] = await errorsOf(merged.file, loaded, format, bench);
  if (worst !== undefined) {
    const message = `each side is healthy, but not what they make together: ${sentenceOf(worst, path).message}`;
    return { kind: 'obstacle', message, isOfRegistry: false };
  }
  const respelled = merged.notes.map((note) => sentenceOf(note, path).message);
  return { kind: 'merged', ...said, notes: [...notes, ...respelled], conflicts: [] };
}

function placeOf({ pointer, reason, document }: TextConflict): MergedPlace {
  return { pointer, reason, ...(document === undefined ? {} : { document }) };
}

/** Their change was made to a state that our side cannot have yet: their registry would lead it to a version that nobody here can read. */
function stepsLeftBehind({ message }: Obstacle): Obstacle {
  return { kind: 'obstacle', message: `${message}; ${LEFT_BEHIND}`, isOfRegistry: false };
}
