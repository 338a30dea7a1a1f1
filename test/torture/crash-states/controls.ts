import { constants } from 'node:fs';
import { join } from 'node:path';
import type { FsOps } from '../../../src/store/fs-ops.ts';
import type { Act, CrashScenario } from './scenarios.ts';

const OLD = '{"version": 1, "name": "the old content"}\n';
const NEW = new TextEncoder().encode('{"version": 2, "title": "the new content"}\n');

export interface Control {
  readonly scenario: CrashScenario;
  /** What is wrong in one of its states at least. */
  readonly fault: RegExp;
}

interface Paths {
  readonly directory: string;
  readonly target: string;
  readonly temp: string;
  readonly bak: string;
}

function write(fs: FsOps, path: string, flags: number, isSynced: boolean): void {
  const fd = fs.open(path, constants.O_WRONLY | constants.O_CREAT | flags, 0o600);
  fs.write(fd, NEW, 0, NEW.length, null);
  if (isSynced) fs.fsync(fd);
  fs.close(fd);
}

function syncDirectory(fs: FsOps, path: string): void {
  const fd = fs.open(path, constants.O_RDONLY);
  fs.fsync(fd);
  fs.close(fd);
}

function scenarioOf(name: string, writer: (fs: FsOps, paths: Paths) => void): CrashScenario {
  const run: Act = async ({ root, fs, acknowledge }) => {
    const directory = join(root, 'data');
    const target = join(directory, 'app.json');
    writer(fs, { directory, target, temp: `${target}.temp`, bak: `${target}.bak` });
    acknowledge('app.json');
    return 0;
  };
  return { name, before: { 'app.json:0600': OLD }, run, next: run, targets: ['app.json'] };
}

/** What the others leave out one thing of. */
export const WITH_NOTHING_WRONG = scenarioOf('nothing wrong', (fs, { directory, target, temp, bak }) => {
  write(fs, temp, constants.O_EXCL, true);
  fs.link(target, bak);
  fs.rename(temp, target);
  syncDirectory(fs, directory);
});

/** Writers with one thing wrong each, which the harness must find. */
export const CONTROLS: readonly Control[] = [
  {
    scenario: scenarioOf('writes in place', (fs, { directory, target }) => {
      write(fs, target, constants.O_TRUNC, true);
      syncDirectory(fs, directory);
    }),
    fault: /app\.json is 600 "", and should be old or new/,
  },
  {
    scenario: scenarioOf('renames without a sync of the file', (fs, { directory, target, temp }) => {
      write(fs, temp, constants.O_EXCL, false);
      fs.rename(temp, target);
      syncDirectory(fs, directory);
    }),
    fault: /app\.json is 600 "(?:\\u0000)+", and/,
  },
  {
    scenario: scenarioOf('does not sync the directory', (fs, { target, temp }) => {
      write(fs, temp, constants.O_EXCL, true);
      fs.rename(temp, target);
    }),
    fault: /"the old content.* should be new, as acknowledged/,
  },
  {
    scenario: scenarioOf('the .bak hole', (fs, { directory, target, temp, bak }) => {
      write(fs, temp, constants.O_EXCL, true);
      fs.rename(target, bak);
      fs.rename(temp, target);
      syncDirectory(fs, directory);
    }),
    fault: /app\.json is not there, and should be old or new/,
  },
];
