import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createBackups } from '../../../src/commands/backup/create.ts';
import { backupExitCode } from '../../../src/commands/backup/exit-code.ts';
import { restoreBackup } from '../../../src/commands/backup/restore.ts';
import { check } from '../../../src/commands/check.ts';
import { migrate } from '../../../src/commands/migrate.ts';
import { repair } from '../../../src/commands/repair.ts';
import type { Run, RunContext } from '../../../src/commands/run.ts';
import { seal } from '../../../src/commands/seal.ts';
import { createTally, strongestExitCode } from '../../../src/commands/summary.ts';
import { undo } from '../../../src/commands/undo.ts';
import { EXIT_CODES, StatefixError } from '../../../src/model/errors.ts';
import { writeAtomic } from '../../../src/store/atomic-write.ts';
import type { FsOps } from '../../../src/store/fs-ops.ts';
import { aContext, type Files, options } from '../../support/project.ts';

/** The project that a scenario runs in. */
export interface Surroundings {
  readonly root: string;
  readonly fs: FsOps;
  readonly now: () => Date;
  /** To be called in the moment in which somebody is told that this file (by name in `data/`) is done. */
  readonly acknowledge: (name: string) => void;
}

/** Something that is recorded and cut off at every point. It gives an exit code. */
export type Act = (surroundings: Surroundings) => Promise<number | string>;

export interface CrashScenario {
  readonly name: string;
  /** The files of `data/`; a trailing `:0644` sets the mode. */
  readonly before: Files;
  /** What has happened in the project before, on a disk that kept all of it. */
  readonly prepare?: Act;
  readonly run: Act;
  /** The command that finds what the power cut left. */
  readonly next: Act;
  /** What `next` comes to: what `run` alone would have come to, where it is not said; else also what stood there before. */
  readonly end?: 'either';
  /** True where the files change together or not at all: then a command on another file comes first, and must leave no mixture. */
  readonly isTogether?: true;
  /** The state files, by name in `data/`. */
  readonly targets: readonly string[];
}

/** A whole command; each file is acknowledged when its report is given. Warnings count where it is strict. */
function command(run: (context: RunContext) => Run, strict = false): Act {
  return async ({ root, fs, now, acknowledge }) => {
    const tally = createTally({ strict, failOnPending: false, failOnChange: false });
    const failures: string[] = [];
    try {
      for await (const { report } of run(aContext(root, { fs, now }))) {
        tally.add(report);
        if (report.outcome.kind === 'failed') failures.push(report.outcome.error.message);
        else acknowledge(report.path.replace(/^data\//, ''));
        failures.push(...report.remaining.map(({ code, message }) => `${code} ${message}`));
      }
      const exit = tally.exitCode();
      return exit === 0 ? 0 : `${exit}: ${failures.join('; ')}`;
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
      return `${strongestExitCode([EXIT_CODES[error.code]])}: ${error.message}`;
    }
  };
}

/** Looks at all files. Where it is strict, whatever it finds counts; else that a file is of an old version does not. */
export const CHECK = command((context) => check(options(), context));
export const CHECK_STRICTLY = command((context) => check(options(), context), true);

/** The project around the state: registry and config. The state lies in `data/`. */
export const PROJECT: Files = {
  'statefix.config.yaml': [
    'version: 1',
    'kinds:',
    '  app: { files: [data/app*.json], mode: "0600" }',
    '  beside: { files: [data/beside.json], checksum: sidecar }',
    '  within: { files: [data/within.yaml], checksum: /checksum }',
    '',
  ].join('\n'),
  ...registered('app'),
  ...registered('beside'),
  ...registered('within'),
};

function registered(kind: string): Files {
  const checksum = '"checksum": {"type": "string"}';
  return {
    [`schemas/${kind}/1.schema.json`]:
      '{"type": "object", "required": ["name"], "properties": {"version": {"const": 1}}}',
    [`schemas/${kind}/2.schema.json`]: `{"type": "object", "required": ["title"], "properties": {"version": {"const": 2}, ${checksum}}}`,
    [`migrations/${kind}/2_title.mjs`]: 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
  };
}

const V1 = '{\n  "version": 1,\n  "name": "x"\n}\n';
const V2 = '{\n  "version": 2,\n  "title": "x"\n}\n';
const BROKEN = '{"version": 2, "ti';
const NAMES = ['app-a.json', 'app-b.json', 'app-c.json'];
const THREE: Files = Object.fromEntries(NAMES.map((name) => [`${name}:0600`, V1.replace('"x"', `"${name}"`)]));
/** A file that nobody changes. */
const IDLE: Files = { 'app-idle.json:0600': V2 };

function checksumOf(text: string): string {
  return `${createHash('sha256').update(text).digest('hex')}  beside.json\n`;
}

function paths(names: readonly string[]) {
  return options(...names.map((name) => `data/${name}`));
}

function migrating(names: readonly string[], isAtomic = false): Act {
  return command((context) => migrate({ ...paths(names), isAtomic }, context));
}

function repairing(names: readonly string[], isAtomic = false): Act {
  return command((context) => repair({ ...paths(names), isAtomic }, context));
}

function sealing(name: string): Act {
  return command((context) => seal(paths([name]), context));
}

const UNDOING = command((context) => undo({ ...paths([]), isForced: false }, context));
const RESTORING = command((context) => restoreBackup({ ...paths(['app.json']), id: undefined }, context));
/** A writing command that has nothing to do with what was cut off. */
export const ELSEWHERE = migrating(['app-idle.json']);

const BACKING_UP: Act = async ({ root, fs, now, acknowledge }) => {
  const exit = backupExitCode(await createBackups(paths(['app.json']), aContext(root, { fs, now })));
  if (exit === 0) acknowledge('app.json');
  return exit;
};

const WRITING: Act = async ({ root, fs, acknowledge }) => {
  await writeAtomic(join(root, 'data/app.json'), V2, { fs, log: () => {}, mode: 0o600 });
  acknowledge('app.json');
  return 0;
};

/** A command that the next run does again, and so comes to its end. */
function again(run: Act): Pick<CrashScenario, 'run' | 'next'> {
  return { run, next: run };
}

/** A command that, done again, would not come to the same end: the next run finds healthy files, and only clears what the cut has left. */
function once(run: Act, targets: readonly string[]): Pick<CrashScenario, 'run' | 'next' | 'end'> {
  return { run, next: repairing(targets), end: 'either' };
}

/** Each one is data: files, what is run and cut off, what is run next, and the files that it is about. */
export const CRASH_SCENARIOS: readonly CrashScenario[] = [
  { name: 'migrate', before: { 'app.json:0600': V1 }, ...again(migrating(['app.json'])), targets: ['app.json'] },
  {
    name: 'migrate, with a .bak there',
    before: { 'app.json:0600': V1, 'app.json.bak:0600': '{"version": 1, "name": "older"}\n' },
    ...again(migrating(['app.json'])),
    targets: ['app.json'],
  },
  {
    name: 'migrate to a version with a checksum in it',
    before: { 'within.yaml': '# mine\nversion: 1\nname: x\n' },
    ...again(migrating(['within.yaml'])),
    targets: ['within.yaml'],
  },
  {
    name: 'migrate, with a checksum file',
    before: { 'beside.json': V1, 'beside.json.sha256': checksumOf(V1) },
    ...again(migrating(['beside.json'])),
    targets: ['beside.json'],
  },
  {
    name: 'migrate two files',
    before: { 'app-a.json:0600': V1, 'app-b.json:0600': V1.replace('"x"', '"y"') },
    ...again(migrating(['app-a.json', 'app-b.json'])),
    targets: ['app-a.json', 'app-b.json'],
  },
  {
    name: 'migrate, in a project with a history',
    before: { ...THREE, 'app.json:0600': V1 },
    prepare: migrating(NAMES, true),
    ...again(migrating(['app.json'])),
    targets: ['app.json'],
  },
  {
    name: 'repair the mode',
    before: { 'app.json:0644': V2 },
    ...again(repairing(['app.json'])),
    targets: ['app.json'],
  },
  {
    name: 'repair from the .bak',
    before: { 'app.json:0600': BROKEN, 'app.json.bak:0600': V1 },
    ...again(repairing(['app.json'])),
    targets: ['app.json'],
  },
  {
    name: 'repair a file that is gone',
    before: { 'app.json.bak:0600': V2 },
    ...again(repairing(['app.json'])),
    targets: ['app.json'],
  },
  {
    name: 'seal',
    before: { 'within.yaml': 'version: 2\ntitle: edited\nchecksum: sha256:0\n' },
    ...again(sealing('within.yaml')),
    targets: ['within.yaml'],
  },
  {
    name: 'seal a checksum file',
    before: { 'beside.json': V2, 'beside.json.sha256': checksumOf(V1) },
    ...again(sealing('beside.json')),
    targets: ['beside.json'],
  },
  {
    name: 'migrate --atomic, three files',
    before: { ...IDLE, ...THREE },
    ...again(migrating(NAMES, true)),
    isTogether: true,
    targets: NAMES,
  },
  {
    name: 'repair --atomic, three files',
    before: {
      ...IDLE,
      ...Object.fromEntries(
        NAMES.flatMap((name) => [
          [`${name}:0600`, BROKEN],
          [`${name}.bak:0600`, V1],
        ]),
      ),
    },
    ...again(repairing(NAMES, true)),
    isTogether: true,
    targets: NAMES,
  },
  {
    name: 'undo',
    before: { 'app.json:0600': V1 },
    prepare: migrating(['app.json']),
    ...once(UNDOING, ['app.json']),
    targets: ['app.json'],
  },
  {
    name: 'undo three files together',
    before: { ...IDLE, ...THREE },
    prepare: migrating(NAMES, true),
    ...once(UNDOING, NAMES),
    isTogether: true,
    targets: NAMES,
  },
  {
    name: 'backup restore',
    before: { 'app.json:0600': V1 },
    prepare: migrating(['app.json']),
    ...once(RESTORING, ['app.json']),
    targets: ['app.json'],
  },
  {
    name: 'backup create',
    before: { 'app.json:0600': V2 },
    ...once(BACKING_UP, ['app.json']),
    targets: ['app.json'],
  },
  {
    name: 'writeAtomic',
    before: { 'app.json:0600': V1 },
    run: WRITING,
    next: async (surroundings) => {
      await WRITING(surroundings);
      // It clears nothing itself.
      return migrating(['app.json'])(surroundings);
    },
    targets: ['app.json'],
  },
  {
    name: 'repair a broken file of too open a mode',
    before: { 'app.json:0644': BROKEN, 'app.json.bak:0600': V1 },
    ...again(repairing(['app.json'])),
    targets: ['app.json'],
  },
];
