import { StatefixError } from '../model/errors.ts';
import type { MergeReport } from '../model/merge-report.ts';
import { shellWord } from '../model/shell-word.ts';
import { writeAtomic } from '../store/atomic-write.ts';
import { gitIn } from '../store/merge/ask-git.ts';
import { mergeLines } from '../store/merge/merge-lines.ts';
import { bothSides } from './merge/both-sides.ts';
import { LEFT_BEHIND, mergeByStructure, type StructuralMerge } from './merge/by-structure.ts';
import type { MergeOptions } from './merge/options.ts';
import { readFiles, type ThreeFiles } from './merge/read-files.ts';
import { type Claim, registryOfWorkTree } from './merge/registries.ts';
import { withRegistryOfTheirs } from './merge/registry-of-theirs.ts';
import type { Obstacle } from './merge/side.ts';
import type { RunContext } from './run.ts';

type Attempt = StructuralMerge | Obstacle | { readonly kind: 'unclaimed' };

/** The merged file, and what there is to say of it; no bytes where ours stays as it is. */
interface Merged {
  readonly bytes: Uint8Array | undefined;
  readonly report: Omit<MergeReport, 'version' | 'command' | 'path'>;
}

/**
 * Merges three versions of one state file and writes the result over ours: by structure where its kind can be told, by lines where no kind claims it, and
 * where neither is to be had as both sides between conflict markers. It takes no lock, keeps no backup and touches nothing but that one file: git hands over
 * copies of its own. Throws `StatefixError` for files that cannot be read or written.
 */
export async function merge(options: MergeOptions, context: RunContext): Promise<MergeReport> {
  const files = readFiles(context.fs, options.files);
  const { bytes, report } = await mergeFiles(files, options, context);
  if (bytes !== undefined) {
    const { fs, log } = context;
    await writeAtomic(options.files.ours, bytes, { fs, log, mode: files.ours.stat?.mode ?? 0o600 });
  }
  return { version: 1, command: 'merge', path: options.path, ...report };
}

async function mergeFiles(files: ThreeFiles, options: MergeOptions, context: RunContext): Promise<Merged> {
  const attempt = (claim: Claim): Promise<Attempt> =>
    claim.kind === 'unclaimed' ? Promise.resolve(claim) : mergeByStructure(files, options.path, claim.bench);
  const first = await attempted(async () => attempt(await registryOfWorkTree(options, context)));
  if (first.kind === 'merged' || first.kind === 'conflicted') return byStructure(first, null);
  if (first.kind === 'obstacle' && !first.isOfRegistry) return unmerged(files, first, options);
  const borrowed = await withRegistryOfTheirs(options, files.theirs.bytes, context, (claim) =>
    attempted(() => attempt(claim)),
  );
  const second = borrowed.kind === 'done' ? borrowed.result : undefined;
  if (borrowed.kind === 'done' && (second?.kind === 'merged' || second?.kind === 'conflicted')) {
    if (borrowed.brings(second.schema)) return byStructure(second, borrowed.commit);
    const message = `theirs: the document is of version ${second.version}; ${LEFT_BEHIND}`;
    return unmerged(files, { message, isOfRegistry: true }, options);
  }
  if (first.kind === 'unclaimed' && second?.kind !== 'obstacle') return byLines(files, options, context);
  const reasons = [
    ...(first.kind === 'obstacle' ? [first.message] : []),
    ...(second?.kind === 'obstacle' && borrowed.kind === 'done'
      ? [`by the registry of commit ${borrowed.commit.slice(0, 12)}: ${second.message}`]
      : []),
    ...(borrowed.kind === 'refused' ? [borrowed.reason] : []),
  ];
  return unmerged(files, { message: reasons.join('; '), isOfRegistry: true }, options);
}

/** What is wrong with a registry or a migration keeps the three from being merged, and is no reason to leave the file without a merge at all. */
async function attempted(act: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    return { kind: 'obstacle', message: error.message, isOfRegistry: error.code !== 'INTERNAL' };
  }
}

function byStructure(merged: StructuralMerge, registry: string | null): Merged {
  const { kind, bytes, kindName, version, conflicts, notes } = merged;
  const report = { kind: kindName, outcome: kind, stateVersion: version, conflicts, registry, notes, reason: null };
  return { bytes, report };
}

const NOTHING_SAID = { kind: null, stateVersion: null, conflicts: [], registry: null, notes: [] };

function byLines(files: ThreeFiles, options: MergeOptions, context: RunContext): Merged {
  const merged = mergeLines(gitIn(context.fs, context.cwd, context.environment), options.files);
  const bytes = merged?.bytes ?? bothSides(files.ours, files.theirs);
  const outcome = merged?.conflicts === 0 ? 'merged by lines' : 'conflicted by lines';
  const reason = {
    message: 'no kind claims this path',
    hint: `Add it to "files" of its kind in the config, or take the line that gives it to statefix out of .gitattributes.`,
  };
  return { bytes, report: { ...NOTHING_SAID, outcome, reason } };
}

function unmerged(
  files: ThreeFiles,
  { message, isOfRegistry }: Pick<Obstacle, 'message' | 'isOfRegistry'>,
  options: MergeOptions,
): Merged {
  const path = shellWord(options.path);
  const next = isOfRegistry
    ? `When the merge has brought its registry, run: statefix repair ${path}`
    : `Take one of them: statefix repair --ours ${path}, or --theirs`;
  const hint = `Both sides stand whole between conflict markers. ${next}. Then: git add ${path}`;
  return {
    bytes: bothSides(files.ours, files.theirs),
    report: { ...NOTHING_SAID, outcome: 'unmerged', reason: { message, hint } },
  };
}
