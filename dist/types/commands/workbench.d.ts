import type { SeverityOverrides } from '../checks/diagnose.js';
import type { PendingFacts } from '../checks/facts.js';
import type { Format } from '../formats/format.js';
import type { FormatName } from '../model/state-file.js';
import type { StepRunner } from '../plan/step-runner.js';
import type { FsOps } from '../store/fs-ops.js';
import type { Git } from '../store/git.js';
import type { RegisteredKind, Registry } from '../store/load-registry.js';
import type { LockWait } from '../store/lock/acquire.js';
import { type ProjectStore } from '../store/project-store.js';
import { type SelectedFile } from '../store/select-files.js';
import { type Neighbourhood } from '../store/siblings.js';
import { createIgnoreWatch } from './ignore-watch.js';
import { type Purpose } from './kinds-of-run.js';
import { type OtherBackups } from './other-backups.js';
import type { CheckOptions, RunContext, Selection } from './run.js';
import type { StagedFiles } from './selection/staged-files.js';
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
export declare function openWorkbench(selection: Selection | CheckOptions, context: RunContext, purpose?: Purpose): Promise<Workbench>;
export declare function repeatedOptions(selection: Selection): readonly string[];
