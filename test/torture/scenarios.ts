import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { migrate } from '../../src/commands/migrate.ts';
import { repair } from '../../src/commands/repair.ts';
import type { Run, RunContext } from '../../src/commands/run.ts';
import { seal } from '../../src/commands/seal.ts';
import { newLockId, stagingPath } from '../../src/store/names.ts';
import { type Files, options } from '../support/project.ts';

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
  readonly run: (context: RunContext) => Run;
  /** The state files, by name in `data/`. */
  readonly targets: readonly string[];
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

function migrating(...names: readonly string[]): Pick<Scenario, 'run' | 'targets'> {
  const paths = names.map((name) => `data/${name}`);
  return { run: (context) => migrate(options(...paths), context), targets: names };
}

function repairing(name: string): Pick<Scenario, 'run' | 'targets'> {
  return { run: (context) => repair(options(`data/${name}`), context), targets: [name] };
}

function sealing(name: string): Pick<Scenario, 'run' | 'targets'> {
  return { run: (context) => seal(options(`data/${name}`), context), targets: [name] };
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'migrate', before: { 'app.json:0600': V1 }, ...migrating('app.json') },
  {
    name: 'migrate, with a .bak there and a mode too open for one',
    before: { 'app.json:0600': V1, 'app.json.bak:0600': '{"version": 1, "name": "older"}\n' },
    ...migrating('app.json'),
  },
  {
    name: 'migrate two files',
    before: { 'app-a.json:0600': V1, 'app-b.json:0600': V1.replace('"x"', '"y"') },
    ...migrating('app-a.json', 'app-b.json'),
  },
  {
    name: 'migrate, with a checksum file',
    before: { 'beside.json': V1, 'beside.json.sha256': `${sha256(V1)}  beside.json\n` },
    ...migrating('beside.json'),
  },
  {
    name: 'migrate, after a writer that was killed',
    before: { 'app.json:0600': V1, ...deadStaging({ 'app.json': '{"version": 2, "tit' }) },
    ...migrating('app.json'),
  },
  {
    name: 'migrate a YAML file to a version with a checksum',
    before: { 'within.yaml': '# mine\nversion: 1\nname: x\n' },
    ...migrating('within.yaml'),
  },
  { name: 'repair the mode', before: { 'app.json:0644': V2 }, ...repairing('app.json') },
  {
    name: 'repair from the .bak',
    before: { 'app.json:0600': '{"version": 2, "ti', 'app.json.bak:0600': V1 },
    ...repairing('app.json'),
  },
  { name: 'repair a file that is gone', before: { 'app.json.bak:0600': V2 }, ...repairing('app.json') },
  {
    name: 'repair: complete a checksum file',
    before: {
      'beside.json': V2,
      'beside.json.sha256': `${sha256(V1)}  beside.json\n`,
      ...deadStaging({ 'beside.json.sha256': `${sha256(V2)}  beside.json\n` }),
    },
    ...repairing('beside.json'),
  },
  {
    name: 'seal',
    before: { 'within.yaml': 'version: 2\ntitle: edited\nchecksum: sha256:0\n' },
    ...sealing('within.yaml'),
  },
  {
    name: 'seal a checksum file',
    before: { 'beside.json': V2, 'beside.json.sha256': `${sha256(V1)}  beside.json\n` },
    ...sealing('beside.json'),
  },
];
