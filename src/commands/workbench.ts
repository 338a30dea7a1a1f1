import type { SeverityOverrides } from '../checks/diagnose.ts';
import type { PendingFacts } from '../checks/facts.ts';
import type { Format } from '../formats/format.ts';
import { loadFormat } from '../formats/index.ts';
import type { FormatName } from '../model/state-file.ts';
import type { StepRunner } from '../plan/step-runner.ts';
import { type Config, resolveConfig } from '../registry/config.ts';
import { resolveFacts } from '../registry/kind.ts';
import { readManifest } from '../store/backups/manifest.ts';
import { directoryOfBackups } from '../store/backups/names.ts';
import { loadConfig } from '../store/find-config.ts';
import type { FsOps } from '../store/fs-ops.ts';
import type { Git } from '../store/git.ts';
import { type InterruptedChange, interruptedChanges } from '../store/journal/interrupted.ts';
import type { RegisteredKind, Registry } from '../store/load-registry.ts';
import type { LockWait } from '../store/lock/acquire.ts';
import { type ProjectStore, projectStoreOf } from '../store/project-store.ts';
import { type SelectedFile, selectFiles } from '../store/select-files.ts';
import { displayPath, isInside } from '../store/shown-path.ts';
import { createNeighbourhood, type Neighbourhood } from '../store/siblings.ts';
import { resolveTarget } from '../store/target.ts';
import { during } from '../store/write-error.ts';
import { createIgnoreWatch } from './ignore-watch.ts';
import { isAdHoc, kindsOf, type Purpose } from './kinds-of-run.ts';
import { createOtherBackups, type OtherBackups } from './other-backups.ts';
import { ensureInWorkspace } from './registry-in-workspace.ts';
import type { CheckOptions, RunContext, Selection } from './run.ts';
import { openPart, schemasNamed } from './selection/part.ts';
import type { StagedFiles } from './selection/staged-files.ts';

/** All that commands work with, opened once a run: what is needed by some runs alone is loaded when it is first needed. */
export interface Workbench {
  readonly context: RunContext;
  /** In the order of their paths. */
  readonly targets: readonly SelectedFile[];
  /** The same before they were parted among several runs. */
  readonly whole: readonly SelectedFile[];
  /** Of files those that are for this run. */
  ofShard(files: readonly SelectedFile[]): Promise<readonly SelectedFile[]>;
  /** Where files are read and staged again, in a run over staged files alone. */
  readonly staged: StagedFiles | undefined;
  readonly severities: SeverityOverrides;
  readonly purpose: Purpose;
  readonly errorOnUnmatched: boolean;
  /** The options of this run that tell kinds: commands that hints name must repeat them. */
  readonly repeated: readonly string[];
  readonly neighbourhood: Neighbourhood;
  readonly otherBackups: OtherBackups;
  /** Where the project keeps backups, journal and audit; `undefined` without a config, and where that lies outside of the workspace. */
  readonly store: ProjectStore | undefined;
  /** Where the project keeps backups of a file, as reports show it; `undefined` where it has none. */
  keptIn(path: string): string | undefined;
  /** The changes of a file, by its real path, that dead writers began and did not finish. */
  pendingOf(path: string): readonly PendingFacts[];
  /** How long the locks of an interrupted run are waited for. */
  readonly wait: LockWait;
  readonly runStep: StepRunner;
  git(): Promise<Git>;
  readonly watchIgnores: ReturnType<typeof createIgnoreWatch>;
  kind(name: string): Promise<RegisteredKind>;
  /** `undefined` where files are checked against one schema. */
  readonly registry: Registry | undefined;
  /** The files that this run would be about if these were the files at hand; those on standard input are none of them. */
  filesIn(fs: FsOps): Promise<readonly SelectedFile[]>;
  format(name: FormatName): Promise<Format>;
}

/** Finds config, registry and files. Reads no state file and loads no migration. Throws `StatefixError` of exit code 2 for what is wrong with them. */
export async function openWorkbench(
  selection: Selection | CheckOptions,
  context: RunContext,
  purpose: Purpose = 'change',
): Promise<Workbench> {
  const { fs, cwd, now, environment } = context;
  const { schemas, migrations, lockTimeout, maxSize, paths, stdinFilename, errorOnUnmatched } = selection;
  const flags = { schemas, migrations, lockTimeout, maxSize };
  // What a check reads of config and registry is data, whoever wrote it; what changes files would run its code.
  const isOfBase = purpose === 'change' && context.trust.event === 'privileged';
  const files = isOfBase ? await (await import('./registry-of-base.ts')).filesOfBase(selection, context) : fs;
  // Against one schema neither registry nor config is asked, not even a broken one.
  const config = isAdHoc(selection)
    ? resolveConfig(undefined, flags, cwd)
    : await loadConfig({ fs: files, cwd, named: selection.config }, flags);
  if (!isAdHoc(selection)) ensureInWorkspace(config, { ...context, fs: files });
  const { kind, named, ensureSound, registry, ...kinds } = kindsOf(
    selection,
    config,
    { ...context, fs: files },
    purpose,
  );
  const store = storeOf(config, context);
  const git = once(async () => (await import('../store/git.ts')).createGit(fs, environment));
  await ensureSound();
  const { knownKinds = new Map() } = selection;
  const asked = { paths, kind: named, stdinFilename, errorOnUnmatched, knownKinds };
  const neighbourhood = createNeighbourhood(fs, now);
  const { userKinds } = kinds;
  const { followed } = neighbourhood;
  const yardsticks = { config, userKinds, ofAll: schemasNamed(selection, cwd), followed };
  const part = await openPart(selection, yardsticks, context, purpose);
  const source = { cwd, config, ...kinds, ...asked, listed: part.listed, mayBeNone: part.mayBeNone };
  const whole = part.narrow(await selectFiles({ fs, ...source }));
  return {
    context,
    targets: await part.ofShard(whole),
    whole,
    ofShard: part.ofShard,
    staged: part.staged,
    severities: config.severities,
    purpose,
    errorOnUnmatched,
    repeated: repeatedOptions(selection),
    neighbourhood,
    otherBackups: createOtherBackups(context, store, config.severities),
    store,
    pendingOf: pendingIn(store, context),
    keptIn: (path) => store && backupsKept(store, path, context),
    wait: resolveFacts([config.flagFacts]).lock,
    runStep: lazyStepRunner(files, context),
    git,
    watchIgnores: createIgnoreWatch(git, context.log),
    kind: fs.platform === 'win32' ? async (name) => withoutMode(await kind(name)) : kind,
    registry,
    async filesIn(others) {
      const found = await selectFiles({
        ...source,
        fs: others,
        errorOnUnmatched: false,
        listed: undefined,
        mayBeNone: true,
      });
      return part.narrowGone(found).filter(({ path }) => path !== '-');
    },
    format: loadFormat,
  };
}

function storeOf(config: Config, { fs, workspace }: RunContext): ProjectStore | undefined {
  const store = projectStoreOf(config, fs);
  return store === undefined ||
    workspace === undefined ||
    isInside(
      store.root,
      during('read', workspace, () => fs.realpath(workspace)),
    )
    ? store
    : undefined;
}

/** By its name alone, links in its folder followed: asked only of a file that is gone or broken. */
function backupsKept(store: ProjectStore, path: string, { fs, cwd }: RunContext): string | undefined {
  const real = resolveTarget(fs, path, undefined);
  const { entries } = readManifest(fs, store, real);
  return entries.length === 0 ? undefined : displayPath(directoryOfBackups(store, real), cwd);
}

/** The journal is looked at once a run, with the first file. */
function pendingIn(store: ProjectStore | undefined, { fs, cwd }: RunContext): Workbench['pendingOf'] {
  let interrupted: readonly InterruptedChange[] | undefined;
  return (path) => {
    if (store === undefined) return [];
    interrupted ??= interruptedChanges(fs, store);
    return interrupted
      .filter(({ paths }) => paths.includes(path))
      .map(({ record, command, since, files }) => ({ path: displayPath(record, cwd), command, since, files }));
  };
}

/** Windows has no permission bits: what Node shows in their place says nothing of who may read. */
function withoutMode({ kind, schemaOf }: RegisteredKind): RegisteredKind {
  return { kind: { ...kind, mode: undefined }, schemaOf };
}

export function repeatedOptions(selection: Selection): readonly string[] {
  const names = ['config', 'kind', 'schemas', 'migrations'] as const;
  return names.flatMap((name) => (selection[name] === undefined ? [] : [`--${name}`, selection[name]]));
}

/** The runner of migrations, loaded with the first step: `check` and `status` never get there. `files` are those that hold the migrations. */
function lazyStepRunner(files: FsOps, { trust, builtinRoot, environment, signal }: RunContext): StepRunner {
  const isSandboxed = trust.isSandboxed || trust.event === 'privileged';
  const runner = once(async () => {
    if (!isSandboxed) return (await import('../store/run-steps.ts')).createStepRunner();
    const { createSandboxedRunner } = await import('../store/sandbox/run-sandboxed.ts');
    const mayBorrow = trust.event !== 'privileged';
    return createSandboxedRunner({ fs: files, programs: builtinRoot, environment, signal, mayBorrow });
  });
  return async (step, direction, value) => (await runner())(step, direction, value);
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
