import { resolve } from 'node:path';
import { StatefixError } from '../../model/errors.ts';
import { createCompiler } from '../../registry/validator.ts';
import type { VersionSchema } from '../../registry/version-schema.ts';
import { type Base, openBase } from '../../store/base/base.ts';
import { findRevision } from '../../store/base/revision.ts';
import type { FsOps } from '../../store/fs-ops.ts';
import type { Registry } from '../../store/load-registry.ts';
import { createLibrary } from '../../store/schema-library.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import type { Judgement } from '../judgement.ts';
import type { CheckOptions, JudgedFile, RunContext } from '../run.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { compared, compiledSchemas } from './compare.ts';
import { findMoves, type Moves } from './gone.ts';
import { type ComparedKind, compareKind } from './registry.ts';
import { type Remark, remarkReport } from './remark.ts';

/** A check that holds everything against an earlier revision. */
export interface Against {
  readonly bench: Workbench;
  /** What is to be said of paths that come before this one in the order of reports, each once; without one, of all that are left. */
  remarksBefore(path?: string): AsyncIterable<JudgedFile>;
  /** True for a file of a kind that cannot be used, which is told, and for one that is gone. */
  isPassedOver(target: SelectedFile): boolean;
  compared(judgement: Judgement): Promise<Judgement>;
  close(): Promise<void>;
}

/**
 * Opens the run and the revision. Throws `USAGE` for a revision that git does not know, and all that opening a run throws, but for two things: versions
 * that more than one file is for are a finding here, and that no file is left is an answer where the revision has some. In a shallow clone that lacks the
 * revision nothing is compared, and the log says so.
 */
export async function openAgainst(ref: string, options: CheckOptions, context: RunContext): Promise<Against> {
  const { fs, environment, cwd, signal, log } = context;
  const revision = findRevision({ fs, environment, cwd, ref });
  if (revision.kind === 'cut off') {
    log({ kind: 'base-cut-off', path: revision.root, ref });
    return uncompared(await openWorkbench({ ...options, against: undefined }, context, 'look'));
  }
  if (revision.leftAt !== undefined) {
    log({ kind: 'base-went-on', path: revision.root, ref, leftAt: revision.leftAt });
  }
  const { bench, unmatched } = await openBench(options, context);
  const base = openBase({ fs, environment, cwd, signal, revision });
  try {
    const moves = await findMoves(bench, base, await base.files());
    if (unmatched !== undefined && moves.gone.length === 0) throw unmatched;
    return await comparing(options, bench, base, moves);
  } catch (error) {
    await base.close();
    throw error;
  }
}

/** Where nothing is left of all files, the base may have had some. */
async function openBench(
  options: CheckOptions,
  context: RunContext,
): Promise<{ readonly bench: Workbench; readonly unmatched: StatefixError | undefined }> {
  try {
    return { bench: await openWorkbench(options, context, 'look'), unmatched: undefined };
  } catch (error) {
    if (!(error instanceof StatefixError) || error.code !== 'NO_FILE_MATCHED' || !options.errorOnUnmatched) throw error;
    const bench = await openWorkbench({ ...options, errorOnUnmatched: false }, context, 'look');
    return { bench, unmatched: error };
  }
}

function uncompared(bench: Workbench): Against {
  return {
    bench,
    async *remarksBefore() {},
    isPassedOver: () => false,
    compared: async (judgement) => judgement,
    close: async () => undefined,
  };
}

async function comparing(options: CheckOptions, bench: Workbench, base: Base, moves: Moves): Promise<Against> {
  const kinds = await comparedKinds(options, bench, base);
  const unusable = new Set<string>();
  for (const name of namesOf(bench, moves)) {
    if ((await bench.registry?.duplicates(name))?.length) unusable.add(name);
  }
  const gone = new Set(moves.gone.map(({ path }) => path));
  const remarks = await reports([...goneRemarks(moves, base), ...kinds.list.flatMap((kind) => kind.remarks)], bench);
  const sight = { bench, base, renamed: moves.renamed, editedOf: kinds.editedOf };
  let next = 0;
  return {
    bench,
    async *remarksBefore(path) {
      for (; next < remarks.length; next += 1) {
        const remark = remarks[next];
        if (remark === undefined || (path !== undefined && remark.report.path >= path)) return;
        yield remark;
      }
    },
    isPassedOver: ({ path, kindName }) => gone.has(path) || unusable.has(kindName),
    compared: (judgement) => compared(judgement, sight),
    close: () => base.close(),
  };
}

function namesOf(bench: Workbench, { gone }: Moves): ReadonlySet<string> {
  return new Set([...bench.whole, ...gone].map(({ kindName }) => kindName));
}

interface ComparedKinds {
  readonly list: readonly ComparedKind[];
  readonly editedOf: (kindName: string) => Promise<ReadonlyMap<string, VersionSchema>>;
}

/** A run over everything compares every kind of the user's; one over some files, or one kind, those at hand. */
async function comparedKinds(options: CheckOptions, bench: Workbench, base: Base): Promise<ComparedKinds> {
  const { registry, context } = bench;
  if (registry === undefined) return { list: [], editedOf: async () => new Map() };
  const isAll = options.paths.length === 0 && options.kind === undefined;
  const atHand = options.kind === undefined ? bench.whole.map(({ kindName }) => kindName) : [options.kind];
  const names = [...new Set(isAll ? [...registry.userKinds(), ...atHand] : atHand)];
  const { fs, cwd } = context;
  const tree = await base.files();
  const list: ComparedKind[] = [];
  const sight = { fs, cwd, registry, base, tree, editedShared: new Map() };
  for (const name of names) list.push(await compareKind(name, sight));
  const compiled = new Map<string, Promise<ReadonlyMap<string, VersionSchema>>>();
  return {
    list,
    editedOf(kindName) {
      const edited = list.find(({ name }) => name === kindName)?.edited ?? new Map<string, string>();
      const known = compiled.get(kindName) ?? schemasOf(kindName, edited, registry, base, context);
      compiled.set(kindName, known);
      return known;
    },
  };
}

async function schemasOf(
  kindName: string,
  edited: ReadonlyMap<string, string>,
  registry: Registry,
  base: Base,
  { cwd }: RunContext,
): Promise<ReadonlyMap<string, VersionSchema>> {
  const directory = registry.listing(kindName)?.schemas.directory;
  if (edited.size === 0 || directory === undefined) return new Map();
  // Other kinds' schemas may be meant by their `$id`.
  const root = directory.slice(0, -kindName.length - 1);
  const tree: FsOps = await base.files([root]);
  const library = createLibrary({ fs: tree, cwd, roots: [root], refs: [] });
  const compiler = createCompiler(library);
  return compiledSchemas(edited, async (version, path) => {
    const source = await library.load(path);
    return { version, path: source.path, schema: source.schema, validator: await compiler.compile(source) };
  });
}

function goneRemarks({ gone }: Moves, base: Base): readonly Remark[] {
  return gone.map(({ display, kindName }) => ({
    path: display,
    kindName,
    current: null,
    findings: [{ code: 'STATE_DELETED', pointer: '', args: { base: base.shown } }],
  }));
}

/** One report a path, in the order of paths; of several runs over parts of the files each tells some. */
async function reports(remarks: readonly Remark[], bench: Workbench): Promise<readonly JudgedFile[]> {
  const byPath = new Map<string, Remark>();
  for (const remark of remarks) {
    const known = byPath.get(remark.path);
    const both = known && { ...known, ...remark, findings: [...known.findings, ...remark.findings] };
    byPath.set(remark.path, both ?? remark);
  }
  const sorted = [...byPath.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
  const mine = new Set(
    (await bench.ofShard(sorted.map((remark) => asTarget(remark, bench)))).map(({ display }) => display),
  );
  const made: JudgedFile[] = [];
  for (const remark of sorted.filter(({ path }) => mine.has(path))) {
    const report = await remarkReport(remark, bench.severities);
    if (report !== undefined) made.push(report);
  }
  return made;
}

function asTarget({ path: display, kindName }: Remark, { context: { cwd } }: Workbench): SelectedFile {
  return { path: resolve(cwd, display), display, kindName, isNamed: false, root: cwd };
}
