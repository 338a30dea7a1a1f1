import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readManifest } from '../../src/store/backups/manifest.ts';
import { newestHealthy } from '../../src/store/backups/retention.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { newLockId, stagingPath } from '../../src/store/names.ts';
import type { Files } from '../support/project.ts';
import {
  type Act,
  backingUp,
  initialising,
  type MigrateActOptions,
  migrating,
  pruning,
  repairing,
  restoring,
  sealing,
  undoing,
} from './acts.ts';
import { stateOf, storeOf } from './books.ts';

/** The project around the state: registry and config. The state lies in `data/`, which each run finds as its scenario says. */
export const PROJECT: Files = {
  'statefix.config.yaml': [
    'version: 1',
    'kinds:',
    '  app: { files: [data/app*.json], mode: "0600" }',
    '  beside: { files: [data/beside.json], checksum: sidecar }',
    '  within: { files: [data/within.yaml], checksum: /checksum }',
    '',
  ].join('\n'),
  ...versions('app'),
  ...versions('beside'),
  ...versions('within'),
};

function versions(kind: string): Files {
  return {
    [`schemas/${kind}/1.schema.json`]:
      '{"type": "object", "required": ["name"], "properties": {"version": {"const": 1}}}',
    [`schemas/${kind}/2.schema.json`]:
      '{"type": "object", "required": ["title"], "properties": {"version": {"const": 2}, "checksum": {"type": "string"}}}',
    [`migrations/${kind}/2_title.mjs`]: 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
  };
}

/** One whole command on a directory as it finds it. */
export interface Scenario {
  readonly name: string;
  /** The files of `data/`; a trailing `:0644` sets the mode. */
  readonly before: Files;
  /** Commands that are run on them first, each with exit 0. */
  readonly prepare?: readonly Act[];
  readonly act: Act;
  /** The state files, by name in `data/`. */
  readonly targets: readonly string[];
  /** What it exits with where nothing fails; 0 where it is not said. */
  readonly exit?: 1;
  /** It changes a checksum file alone. */
  readonly isBesideAlone?: true;
  /** They change together or not at all. */
  readonly isSet?: true;
  /** Done again, it would bring the old state back: the next run is another command, where this one came to its end. */
  readonly isReversible?: true;
  /** It leaves a file broken or gone, around which traces of a dead writer stay until it is mended. */
  readonly mayKeepTraces?: true;
  /** It runs in `data/`, as a project of its own that has no config yet. */
  readonly isNewProject?: true;
  /** What must hold once it has succeeded, besides what lies in `data/`: everything that is wrong. */
  readonly goal?: (root: string) => readonly string[];
  /** What must hold at every moment. */
  readonly safety?: (root: string) => readonly string[];
}

const V1 = '{\n  "version": 1,\n  "name": "x"\n}\n';
const V2 = '{\n  "version": 2,\n  "title": "x"\n}\n';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A staging directory, as a writer leaves it that is killed; the names in it. */
function deadStaging(files: Files): Files {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  const directory = stagingPath('', newLockId(pid)).replace(/^\//, '');
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${directory}/${name}`, content]));
}

function migrateOf(names: readonly string[], how: MigrateActOptions = {}): Pick<Scenario, 'act' | 'targets'> {
  return { act: migrating(inData(names), how), targets: names };
}

function repairOf(names: readonly string[], how = {}): Pick<Scenario, 'act' | 'targets'> {
  return { act: repairing(inData(names), how), targets: names };
}

function sealOf(name: string): Pick<Scenario, 'act' | 'targets'> {
  return { act: sealing(inData([name])), targets: [name] };
}

function inData(names: readonly string[]): readonly string[] {
  return names.map((name) => `data/${name}`);
}

/** The newest healthy backup must be what the file is. */
function backedUp(name: string): (root: string) => readonly string[] {
  return (root) => {
    const newest = newestHealthy(backupsOf(root, name));
    return newest?.digest === stateOf(root, `data/${name}`).digest ? [] : [`${name} is not backed up as it is`];
  };
}

function backupsOf(root: string, name: string) {
  return readManifest(nodeFs, storeOf(root), join(root, 'data', name)).entries;
}

const SET_NAMES = ['app-a.json', 'app-b.json', 'beside.json'];
const SET: Files = {
  'app-a.json:0600': V1,
  'app-b.json:0600': V1.replace('"x"', '"y"'),
  'beside.json:0640': V1,
  'beside.json.sha256': `${sha256(V1)}  beside.json\n`,
};

export const SCENARIOS: readonly Scenario[] = [
  { name: 'migrate', before: { 'app.json:0600': V1 }, ...migrateOf(['app.json']) },
  {
    name: 'migrate, with a .bak there and a mode too open for one',
    before: { 'app.json:0600': V1, 'app.json.bak:0600': '{"version": 1, "name": "older"}\n' },
    ...migrateOf(['app.json']),
  },
  {
    name: 'migrate two files',
    before: { 'app-a.json:0600': V1, 'app-b.json:0600': V1.replace('"x"', '"y"') },
    ...migrateOf(['app-a.json', 'app-b.json']),
  },
  {
    name: 'migrate, with a checksum file',
    before: { 'beside.json': V1, 'beside.json.sha256': `${sha256(V1)}  beside.json\n` },
    ...migrateOf(['beside.json']),
  },
  {
    name: 'migrate, after a writer that was killed',
    before: { 'app.json:0600': V1, ...deadStaging({ 'app.json': '{"version": 2, "tit' }) },
    ...migrateOf(['app.json']),
  },
  {
    name: 'migrate a YAML file to a version with a checksum',
    before: { 'within.yaml': '# mine\nversion: 1\nname: x\n' },
    ...migrateOf(['within.yaml']),
  },
  { name: 'repair the mode', before: { 'app.json:0644': V2 }, ...repairOf(['app.json']) },
  {
    name: 'repair from the .bak',
    before: { 'app.json:0600': '{"version": 2, "ti', 'app.json.bak:0600': V1 },
    ...repairOf(['app.json']),
  },
  { name: 'repair a file that is gone', before: { 'app.json.bak:0600': V2 }, ...repairOf(['app.json']) },
  {
    name: 'repair: complete a checksum file',
    before: {
      'beside.json': V2,
      'beside.json.sha256': `${sha256(V1)}  beside.json\n`,
      ...deadStaging({ 'beside.json.sha256': `${sha256(V2)}  beside.json\n` }),
    },
    ...repairOf(['beside.json']),
  },
  {
    name: 'seal',
    before: { 'within.yaml': 'version: 2\ntitle: edited\nchecksum: sha256:0\n' },
    ...sealOf('within.yaml'),
  },
  {
    name: 'seal a checksum file',
    before: { 'beside.json': V2, 'beside.json.sha256': `${sha256(V1)}  beside.json\n` },
    ...sealOf('beside.json'),
    isBesideAlone: true,
  },
  {
    name: 'migrate --atomic, three files',
    before: SET,
    ...migrateOf(SET_NAMES, { isAtomic: true }),
    isSet: true,
  },
  {
    name: 'repair --atomic, two files and a checksum',
    before: {
      'app-a.json:0600': '{"version": 2, "ti',
      'app-a.json.bak:0600': V1,
      'app-b.json:0644': V2,
      'beside.json': V2,
      'beside.json.sha256': `${sha256(V1)}  beside.json\n`,
      ...deadStaging({ 'beside.json.sha256': `${sha256(V2)}  beside.json\n` }),
    },
    ...repairOf(['app-a.json', 'app-b.json', 'beside.json'], { isAtomic: true }),
    isSet: true,
  },
  {
    name: 'undo a migration',
    before: { 'beside.json:0640': V1, 'beside.json.sha256': `${sha256(V1)}  beside.json\n` },
    prepare: [migrating(['data/beside.json'])],
    act: undoing(['data/beside.json']),
    targets: ['beside.json'],
    isReversible: true,
  },
  {
    name: 'undo a repair',
    before: { 'app.json:0644': '{"version": 2, "ti', 'app.json.bak:0600': V1 },
    prepare: [repairing(['data/app.json'])],
    act: undoing(['data/app.json']),
    targets: ['app.json'],
    exit: 1,
    isReversible: true,
    mayKeepTraces: true,
  },
  {
    name: 'undo the repair of a file that was gone',
    before: { 'app.json.bak:0600': V2 },
    prepare: [repairing(['data/app.json'])],
    act: undoing(['data/app.json']),
    targets: ['app.json'],
    exit: 1,
    isReversible: true,
    mayKeepTraces: true,
  },
  {
    name: 'undo a set',
    before: SET,
    prepare: [migrating(inData(SET_NAMES), { isAtomic: true })],
    act: undoing([]),
    targets: SET_NAMES,
    isSet: true,
    isReversible: true,
  },
  {
    name: 'backup create',
    before: { 'app.json:0600': V2 },
    act: backingUp(['data/app.json']),
    targets: ['app.json'],
    goal: backedUp('app.json'),
  },
  {
    name: 'backup restore',
    before: { 'beside.json:0640': V1, 'beside.json.sha256': `${sha256(V1)}  beside.json\n` },
    prepare: [migrating(['data/beside.json'])],
    act: restoring(['data/beside.json']),
    targets: ['beside.json'],
    isReversible: true,
  },
  {
    name: 'backup prune',
    before: { 'app.json:0600': V2 },
    prepare: [backingUp(['data/app.json']), backingUp(['data/app.json']), backingUp(['data/app.json'])],
    act: pruning(['data/app.json'], 1),
    targets: ['app.json'],
    goal: (root) => (backupsOf(root, 'app.json').length === 1 ? [] : ['there are not as many backups as were to stay']),
    safety: backedUp('app.json'),
  },
  {
    name: 'init',
    before: {
      'schemas/app/1.schema.json': '{"type": "object", "required": ["name"], "properties": {"version": {"const": 1}}}',
      'app.json': V1,
    },
    act: initialising,
    targets: ['statefix.config.yaml'],
    isNewProject: true,
    mayKeepTraces: true,
  },
];
