import type { Files } from '../../support/project.ts';
import { SCENARIOS } from '../scenarios.ts';

/** A command line on the state that it finds, as data. */
export interface CallScenario {
  readonly name: string;
  /** The files of `data/`; a trailing `:0644` sets the mode. */
  readonly before: Files;
  /** Commands that are run on them first, each with exit 0. */
  readonly prepare: readonly (readonly string[])[];
  /** The arguments of the command at whose system calls it is failed and killed. */
  readonly command: readonly string[];
  /** The arguments of the next command, which brings the new state, whether the last run ended old or new. */
  readonly next: (isNew: boolean) => readonly string[];
  /** The state files, by name in `data/`. */
  readonly targets: readonly string[];
}

/** What is not ours and must stay as it is. */
const FOREIGN: Files = { 'notes.txt:0640': 'not of statefix\n', '.tmp-theirs/app.json': '{"version": 7}\n' };

/** The files of a scenario of the other harnesses, under a command line. */
function onFilesOf(name: string, command: readonly string[]): CallScenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`there is no scenario "${name}"`);
  const { before, targets } = found;
  return { name, before: { ...before, ...FOREIGN }, prepare: [], command, next: () => command, targets };
}

export const CALL_SCENARIOS: readonly CallScenario[] = [
  onFilesOf('migrate, with a .bak there and a mode too open for one', ['migrate', 'data/app.json']),
  onFilesOf('migrate, with a checksum file', ['migrate', 'data/beside.json']),
  onFilesOf('repair from the .bak', ['repair', 'data/app.json']),
  onFilesOf('repair the mode', ['repair', 'data/app.json']),
  onFilesOf('seal', ['seal', 'data/within.yaml']),
];

/** What a control of `controls/` does: the path is its whole command line. */
export function aControlScenario(name: string): CallScenario {
  const before = { 'app.json:0600': '{"version": 1, "name": "x"}\n' };
  const command = ['data/app.json'];
  return { name, before, prepare: [], command, next: () => command, targets: ['app.json'] };
}
