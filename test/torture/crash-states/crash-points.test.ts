import { constants } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FsOps, nodeFs, READ_FLAGS } from '../../../src/store/fs-ops.ts';
import { newDirectory } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';
import { type CrashState, crashStates } from './crash-points.ts';
import type { Recording } from './disk.ts';
import { arrange } from './real-tree.ts';
import { recordOn } from './record.ts';

const DEPTH = { exhaustive: 8, random: 0, contents: 100 };

/** What a few operations on a real directory, in which `a` holds "old", did to the disk. */
function recorded(act: (fs: FsOps, at: (name: string) => string) => void): Recording {
  const root = newDirectory();
  arrange(root, { a: 'old' });
  const recorder = recordOn(root, nodeFs);
  act(recorder.fs, (name) => join(root, 'data', name));
  return recorder.recording();
}

function restrict(fs: FsOps, path: string, mode: number): void {
  const fd = fs.open(path, READ_FLAGS);
  fs.fchmod(fd, mode);
  fs.close(fd);
}

function create(fs: FsOps, path: string, text: string, isSynced: boolean): void {
  const fd = fs.open(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
  const bytes = new TextEncoder().encode(text);
  fs.write(fd, bytes, 0, bytes.length, null);
  if (isSynced) fs.fsync(fd);
  fs.close(fd);
}

function sync(fs: FsOps, directory: string): void {
  const fd = fs.open(directory, constants.O_RDONLY);
  fs.fsync(fd);
  fs.close(fd);
}

/** What is in `data/` in a state, such as `a=old b=new`. */
function shown({ tree }: CrashState): string {
  const files = [...tree].filter(([, { isDirectory }]) => !isDirectory);
  return files.map(([path, { bytes }]) => `${path.slice('data/'.length)}=${Buffer.from(bytes)}`).join(' ');
}

function statesOf(recording: Recording, isWanted: (state: CrashState) => boolean = () => true): readonly string[] {
  return [...new Set([...crashStates(recording, DEPTH)].filter(isWanted).map(shown))].sort();
}

function endOf({ effects }: Recording): (state: CrashState) => boolean {
  return ({ point }) => point === effects.length;
}

// What a directory is synced by does not work there.
describe.skipIf(isWindows)('a power cut', () => {
  test('keeps, drops, halves or zeroes what was written and not synced', () => {
    const recording = recorded((fs, at) => create(fs, at('b'), 'new!', false));
    expect(statesOf(recording)).toEqual(
      ['a=old', 'a=old b=', 'a=old b=\0\0\0\0', 'a=old b=ne', 'a=old b=ne\0\0', 'a=old b=new!'].sort(),
    );
  });

  test('may take the name of a file that was synced, where its directory was not', () => {
    const recording = recorded((fs, at) => {
      create(fs, at('b'), 'new', true);
      fs.link(at('b'), at('c'));
    });
    expect(statesOf(recording, endOf(recording))).toEqual(['a=old c=new', 'a=old b=new c=new'].sort());
  });

  test('takes nothing that was synced, file and name', () => {
    const recording = recorded((fs, at) => {
      create(fs, at('b'), 'new', true);
      sync(fs, at(''));
      restrict(fs, at('a'), 0o640);
    });
    expect(statesOf(recording, endOf(recording))).toEqual(['a=old b=new']);
  });

  test('never leaves half of a rename', () => {
    const recording = recorded((fs, at) => fs.rename(at('a'), at('b')));
    expect(statesOf(recording)).toEqual(['a=old', 'b=old']);
  });

  test('keeps a later name without an earlier one only where names are kept in any order', () => {
    const recording = recorded((fs, at) => {
      fs.link(at('a'), at('b'));
      fs.link(at('a'), at('c'));
    });
    expect(statesOf(recording, ({ isOrdered }) => isOrdered)).toEqual(['a=old', 'a=old b=old', 'a=old b=old c=old']);
    expect(statesOf(recording)).toContain('a=old c=old');
  });

  test('may take a mode that was not synced', () => {
    const recording = recorded((fs, at) => {
      restrict(fs, at('a'), 0o600);
      restrict(fs, at('a'), 0o640);
    });
    const modes = [...crashStates(recording, DEPTH)].map(({ tree }) => tree.get('data/a')?.meta.mode);
    expect(new Set(modes)).toEqual(new Set([0o644, 0o600, 0o640]));
  });

  test('is told apart by what was acknowledged before it', () => {
    const root = newDirectory();
    arrange(root, { a: 'old' });
    const recorder = recordOn(root, nodeFs);
    recorder.acknowledge('data/a');
    const states = [...crashStates(recorder.recording(), DEPTH)];
    expect(states.map(({ acknowledged }) => [...acknowledged])).toEqual([[], ['data/a']]);
  });
});
