/** One option of the command line, as data: both readers of the arguments and the help are made from this table. */
export interface OptionSpec {
  /** What stands for the value in the help; an option without it takes none. */
  readonly value?: string;
  /** May be given several times, each adding to the others; of any other option the last counts. */
  readonly isRepeatable?: true;
  readonly group: 'Files and kinds' | 'Changes' | 'Result' | 'Output';
  readonly describe: string;
}

export const OPTIONS = {
  config: {
    value: 'FILE',
    group: 'Files and kinds',
    describe: 'The config file; by default the nearest statefix.config.yaml, .yml, .json or package.json upwards',
  },
  kind: { value: 'NAME', group: 'Files and kinds', describe: 'Take every file as one of this kind' },
  schemas: { value: 'DIR', group: 'Files and kinds', describe: 'Folder of the schemas (default: ./schemas)' },
  migrations: { value: 'DIR', group: 'Files and kinds', describe: 'Folder of the migrations (default: ./migrations)' },
  schema: {
    value: 'FILE',
    group: 'Files and kinds',
    describe: 'Check against this one JSON Schema, without a registry',
  },
  ref: {
    value: 'PATH',
    isRepeatable: true,
    group: 'Files and kinds',
    describe: 'A schema file, or a folder of them, that others may refer to by $id (repeatable)',
  },
  against: {
    value: 'REF',
    group: 'Files and kinds',
    describe: 'Compare files, schemas and migrations with what they were at this revision of git, such as origin/main',
  },
  secrets: {
    group: 'Files and kinds',
    describe: 'Look for secrets, too: tokens, keys and passwords in values and comments; none is ever printed',
  },
  'max-size': {
    value: 'SIZE',
    group: 'Files and kinds',
    describe: 'Take no file larger than this, such as 64MiB (default: 16MiB)',
  },
  'stdin-filename': {
    value: 'NAME',
    group: 'Files and kinds',
    describe: 'The name by which the document on standard input (path -) is known',
  },
  'no-error-on-unmatched': {
    group: 'Files and kinds',
    describe: 'Pass over named files that no kind claims, instead of failing',
  },
  staged: {
    group: 'Files and kinds',
    describe: 'Only files that are staged for commit, as the index of git holds them',
  },
  changed: {
    group: 'Files and kinds',
    describe: 'Only files that differ from the newest commit, and those that git does not know yet',
  },
  since: {
    value: 'REF',
    group: 'Files and kinds',
    describe: 'Only files that changed since this branch was left that way, such as origin/main',
  },
  shard: {
    value: 'I/N',
    group: 'Files and kinds',
    describe: 'Only the I-th of N parts of the files, about equally large',
  },
  path: {
    value: 'PATH',
    group: 'Files and kinds',
    describe: 'The path by which the merged file is known: it tells kind and format (in git: %P)',
  },
  'merge-driver': {
    group: 'Changes',
    describe: 'Let git merge the files of the config by structure: write .gitattributes, tell the command',
  },
  hook: {
    value: 'NAME',
    group: 'Changes',
    describe: 'Judge state files before each commit, by pre-commit, lefthook, husky, lint-staged or git',
  },
  to: {
    value: 'VERSION',
    group: 'Changes',
    describe: 'Bring files to this version instead of the newest, also downwards where the steps can',
  },
  list: { group: 'Changes', describe: 'Show every candidate of each file, and what each would lose; change nothing' },
  from: {
    value: 'NAME',
    group: 'Changes',
    describe: 'Take this candidate, by its name in --list, also one that recover of its kind does not name',
  },
  ours: { group: 'Changes', describe: 'In a file with conflict markers: our side of every hunk' },
  theirs: { group: 'Changes', describe: 'In a file with conflict markers: their side of every hunk' },
  interactive: { group: 'Changes', describe: 'Ask which candidate to take, or, with conflict markers, hunk by hunk' },
  salvage: {
    group: 'Changes',
    describe: 'Let what can be saved of the broken text itself serve, where it is healthy',
  },
  timeout: {
    value: 'DURATION',
    group: 'Changes',
    describe: 'Search so long for the candidates of a file, git included (default: 30s)',
  },
  atomic: { group: 'Changes', describe: 'Change all files or none' },
  force: { group: 'Changes', describe: 'Go on where the command would refuse, such as a file that was edited since' },
  'dry-run': { group: 'Changes', describe: 'Show what would change, as a unified diff; write nothing' },
  check: { group: 'Changes', describe: 'Write nothing, and exit 1 when something would change' },
  sandbox: {
    group: 'Changes',
    describe: 'Run migrations in a child process without files, environment or modules of Node (in CI always)',
  },
  'exit-non-zero-on-change': { group: 'Changes', describe: 'Exit 1 when something was changed (for hooks)' },
  id: {
    value: 'ID',
    isRepeatable: true,
    group: 'Changes',
    describe: 'The one that is meant, by its id (for backup prune repeatable)',
  },
  keep: { value: 'N', group: 'Changes', describe: 'How many rolling backups stay (default: as the kind says)' },
  'lock-timeout': {
    value: 'DURATION',
    group: 'Changes',
    describe: 'Wait this long for a file that another process holds, such as 30s (default: 5s)',
  },
  strict: { group: 'Result', describe: 'Exit 1 for warnings, too' },
  limit: { value: 'N', group: 'Result', describe: 'Show at most so many changes, the newest' },
  verify: { group: 'Result', describe: 'Prove that every recorded change stands as it was recorded' },
  format: {
    value: 'NAME[=FILE]',
    isRepeatable: true,
    group: 'Output',
    describe:
      'text, json, jsonl, github, sarif, junit or markdown; with =FILE it is written there, besides what goes to standard output (repeatable)',
  },
  quiet: { group: 'Output', describe: 'Print errors only' },
  verbose: { group: 'Output', describe: 'Print healthy files, resolved findings and lock activity, too' },
  'no-color': { group: 'Output', describe: 'Never colour (NO_COLOR and FORCE_COLOR are honoured)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof OPTIONS;

/** The same table, for looking a name up. */
export const OPTION_SPECS: ReadonlyMap<string, OptionSpec> = new Map(Object.entries(OPTIONS));

/** True for the name of an option, without its dashes. */
export function isOptionName(name: string): name is OptionName {
  return OPTION_SPECS.has(name);
}

export const OUTPUT_OPTIONS = ['quiet', 'verbose', 'no-color'] as const satisfies readonly OptionName[];

/** What every command that goes over files takes. */
export const COMMON_OPTIONS = [
  'config',
  'kind',
  'schemas',
  'migrations',
  'max-size',
  'stdin-filename',
  'no-error-on-unmatched',
  'lock-timeout',
  'strict',
  'format',
  ...OUTPUT_OPTIONS,
] as const satisfies readonly OptionName[];

/** What commands take that can be about a part of the files. */
export const PART_OPTIONS = ['staged', 'changed', 'since', 'shard'] as const satisfies readonly OptionName[];

/** What every command that changes files takes. */
export const CHANGE_OPTIONS = [
  ...COMMON_OPTIONS,
  'dry-run',
  'check',
  'exit-non-zero-on-change',
] as const satisfies readonly OptionName[];
