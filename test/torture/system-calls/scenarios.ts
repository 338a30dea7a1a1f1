import type { Files } from '../../support/project.ts';
import { SCENARIOS } from '../scenarios.ts';

/** A command line on the state that it finds, as data. */
export interface CallScenario {
  readonly name: string;
  /** The files of `data/`; a trailing `:0644` sets the mode. */
  readonly before: Files;
  /** What happened to them before the command. */
  readonly prepare: readonly Event[];
  /** The arguments of the command at whose system calls it is failed and killed. */
  readonly command: readonly string[];
  /** The arguments of a command that writes, but has nothing to do with the state files: it finishes what was begun. None where the program has none. */
  readonly settle: readonly string[] | undefined;
  /** The arguments of the last command, which brings the new state, whether the state is old or new by then. */
  readonly next: (isNew: boolean) => readonly string[];
  /** The state files, by name in `data/`. */
  readonly targets: readonly string[];
  /** True where the files change all or none. */
  readonly isAtomic: boolean;
  /** True where the command finishes what another has begun: then the old state is that of `before`, and the new one what `next` brings. */
  readonly isRecovery: boolean;
}

export interface Event {
  /** A command that ends with 0. */
  readonly args: readonly string[];
  /** The call in front of which it is killed, as `Point` names it. */
  readonly killedAt?: string;
  /** The end of the path of a file below `data/` that is lost thereafter. */
  readonly loses?: string;
}

const V1 = '{\n  "version": 1,\n  "name": "x"\n}\n';
const V2 = '{\n  "version": 2,\n  "title": "x"\n}\n';

/** A healthy file, and what is not ours and must stay as it is. */
const BESIDE: Files = {
  'app-settled.json:0600': V2,
  'notes.txt:0640': 'not of statefix\n',
  '.tmp-theirs/app.json': '{"version": 7}\n',
};
const SETTLE = ['migrate', 'data/app-settled.json'];

function scenario(
  given: Pick<CallScenario, 'name' | 'before' | 'command' | 'targets'> & Partial<CallScenario>,
): CallScenario {
  const { before, command } = given;
  return {
    prepare: [],
    settle: SETTLE,
    next: () => command,
    isAtomic: false,
    isRecovery: false,
    ...given,
    before: { ...before, ...BESIDE },
  };
}

/** The files of a scenario of the other harnesses, under a command line. */
function onFilesOf(name: string, command: readonly string[]): CallScenario {
  const found = SCENARIOS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no scenario "${name}"`);
  const { before, targets } = found;
  return scenario({ name, before, targets, command });
}

/** A command after a migration that brings the old content back. */
function backAgain(name: string, command: readonly string[]): CallScenario {
  return scenario({
    name,
    before: { 'app.json:0600': V1 },
    prepare: [{ args: ['migrate', 'data/app.json'] }],
    command,
    // Where the old content is back already, a migration to its own version has nothing to change and clears.
    next: (isNew) => (isNew ? ['migrate', '--to', '1', 'data/app.json'] : command),
    targets: ['app.json'],
  });
}

const THREE = ['app-a.json', 'app-b.json', 'app-c.json'];
const ALL_OR_NONE = ['migrate', '--atomic', ...THREE.map((name) => `data/${name}`)];
const SET = {
  before: Object.fromEntries(THREE.map((name) => [`${name}:0600`, V1.replace('"x"', `"${name}"`)])),
  targets: THREE,
  isAtomic: true,
};
/** One of three files is new when it is killed. */
const KILLED = { args: ALL_OR_NONE, killedAt: 'rename data/.tmp-*/app-b.json data/app-b.json' };

/** The next command after a set that was killed in the middle of its renames. */
function recovering(name: string, killed: Event): CallScenario {
  return scenario({ ...SET, name, prepare: [killed], command: SETTLE, next: () => ALL_OR_NONE, isRecovery: true });
}

export const CALL_SCENARIOS: readonly CallScenario[] = [
  onFilesOf('migrate, with a .bak there and a mode too open for one', ['migrate', 'data/app.json']),
  onFilesOf('migrate, with a checksum file', ['migrate', 'data/beside.json']),
  onFilesOf('repair from the .bak', ['repair', 'data/app.json']),
  onFilesOf('repair the mode', ['repair', 'data/app.json']),
  onFilesOf('seal', ['seal', 'data/within.yaml']),
  backAgain('undo', ['undo', 'data/app.json']),
  backAgain('backup restore', ['backup', 'restore', 'data/app.json']),
  scenario({ ...SET, name: 'migrate --atomic', command: ALL_OR_NONE }),
  recovering('roll forward', KILLED),
  recovering('roll back', { ...KILLED, loses: '/app-c.json' }),
];

/** What a control of `controls/` does: the path is its whole command line. */
export function aControlScenario(name: string): CallScenario {
  const command = ['data/app.json'];
  return { ...scenario({ name, before: { 'app.json:0600': V1 }, command, targets: ['app.json'] }), settle: undefined };
}
