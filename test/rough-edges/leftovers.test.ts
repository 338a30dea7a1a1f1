import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { describeSelf, type ProcessFacts } from '../../src/store/lock/holder.ts';
import { realmOf } from '../../src/store/lock/realm.ts';
import { renderLock } from '../../src/store/lock/record.ts';
import {
  claimPath,
  fencedPath,
  lockPath,
  newLockId,
  newTempPath,
  readerPath,
  stagingPath,
  waiterPath,
} from '../../src/store/names.ts';
import { bundleScript } from '../support/bundle-script.ts';
import { aProject } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { auditOf, faultsOf, pathsBelow, projectFiles, V1, V2 } from './project.ts';

// What writers leave of every kind, in every place, dead ones and living ones.

const CLI = join(inject('dist'), 'cli.js');
let holdLock = '';
beforeAll(async () => {
  holdLock = await bundleScript(resolve(import.meta.dirname, '../support/scripts/hold-lock.ts'));
});

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function deadWriter(): ProcessFacts {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  return { ...describeSelf(nodeFs), pid, startTime: '1' };
}

/** A process that lives, by the facts that it tells of itself. */
async function livingWriter(): Promise<ProcessFacts> {
  const aside = join(aProject({ file: '' }), 'file');
  const child = spawn(process.execPath, [holdLock, aside], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await new Promise((done) => child.stdout.once('data', done));
  return JSON.parse(new TextDecoder().decode(nodeFsRead(`${aside}.lock`))).metadata;
}

function nodeFsRead(path: string): Uint8Array {
  const fd = nodeFs.open(path, 0);
  const bytes = new Uint8Array(65_536);
  const length = nodeFs.read(fd, bytes, 0, bytes.length, 0);
  nodeFs.close(fd);
  return bytes.subarray(0, length);
}

/** Leaves one of each kind around that file; gives their paths. */
function leaveAll(path: string, writer: ProcessFacts, { hasLock }: { readonly hasLock: boolean }): readonly string[] {
  const directory = join(path, '..');
  const lockId = newLockId(writer.pid);
  const time = new Date().toISOString();
  const record = renderLock({
    version: '1.0.0',
    lockId,
    metadata: writer,
    timing: { acquiredAt: time, renewedAt: time, expiresAt: time },
    operation: { type: 'write', name: 'migrate' },
    tool: 'statefix test',
  });
  const files = [
    join(stagingPath(directory, lockId), 'lock'),
    join(stagingPath(directory, lockId), basename(path)),
    join(fencedPath(directory, newLockId(writer.pid), lockId), basename(path)),
    claimPath(lockPath(path), newLockId(writer.pid)),
    claimPath(claimPath(lockPath(path), newLockId(writer.pid)), newLockId(writer.pid)),
    waiterPath(path, lockId),
    newTempPath(path, realmOf(writer), writer.pid),
    ...(hasLock ? [lockPath(path), readerPath(path, lockId)] : []),
  ];
  for (const file of files) {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, record);
  }
  return files;
}

describe('of a dead writer', () => {
  test('everything beside the file, in .statefix and in the journal goes with the next change', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V1 });
    const dead = deadWriter();
    const left = [
      ...leaveAll(join(root, 'a.json'), dead, { hasLock: true }),
      ...leaveAll(join(root, '.statefix/audit.jsonl'), dead, { hasLock: true }),
      newTempPath(join(root, '.statefix/journal/x.json'), realmOf(dead), dead.pid),
    ];
    mkdirSync(join(root, '.statefix/journal'), { recursive: true });
    writeFileSync(left.at(-1) ?? '', '{');
    const { code, stderr } = await runNode(CLI, ['migrate', '--lock-timeout', '2s', 'a.json'], { cwd: root });
    expect([code, stderr]).toEqual([0, expect.stringContaining('lock')]);
    expect(left.filter((path) => existsSync(path))).toEqual([]);
    expect(faultsOf(root)).toEqual([]);
    expect(auditOf(root)).toHaveLength(1);
  });

  test('it goes also where the file needs no change', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V2 });
    const left = leaveAll(join(root, 'a.json'), deadWriter(), { hasLock: true });
    expect((await runNode(CLI, ['migrate', 'a.json'], { cwd: root })).code).toBe(0);
    expect(left.filter((path) => existsSync(path))).toEqual([]);
    expect(faultsOf(root)).toEqual([]);
  });

  test('what check finds of it, it leaves where it is', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V2 });
    leaveAll(join(root, 'a.json'), deadWriter(), { hasLock: true });
    const before = pathsBelow(root);
    const { stdout } = await runNode(CLI, ['check', 'a.json'], { cwd: root });
    expect(stdout).toContain('warning LEFTOVER_TEMP');
    expect(stdout).toContain('warning LOCK_STALE');
    expect(pathsBelow(root)).toEqual(before);
  });
});

test('of a living writer everything stays, and the change is made beside it', async () => {
  const root = aProject({ ...projectFiles(), 'a.json': V1 });
  const living = await livingWriter();
  const left = [
    ...leaveAll(join(root, 'a.json'), living, { hasLock: false }),
    ...leaveAll(join(root, '.statefix/audit.jsonl'), living, { hasLock: false }),
  ];
  expect((await runNode(CLI, ['migrate', 'a.json'], { cwd: root })).code).toBe(0);
  expect(left.filter((path) => !existsSync(path))).toEqual([]);
  expect(auditOf(root)).toHaveLength(1);
});
