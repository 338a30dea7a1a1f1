import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { applyPlan } from '../../src/store/apply.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { describeSelf } from '../../src/store/lock/holder.ts';
import { type LockRecord, renderLock } from '../../src/store/lock/record.ts';
import { claimPath, readersPath } from '../../src/store/names.ts';
import { runIn } from '../docs/shown-run.ts';
import { aDeadProcess, aFarProcess, aRecord, plantLock } from '../store/lock/records.ts';
import { bundleScript } from '../support/bundle-script.ts';
import { LIMITS, planFor, sessionOf } from '../support/plans.ts';
import { runNode } from '../support/spawn.ts';
import { makeTree } from '../support/tree.ts';

const scripts = { holdLock: '', readShared: '', stalledOwner: '' };
beforeAll(async () => {
  const script = (name: string) => bundleScript(resolve(import.meta.dirname, `../support/scripts/${name}.ts`));
  scripts.holdLock = await script('hold-lock');
  scripts.readShared = await script('read-shared');
  scripts.stalledOwner = await script('stalled-owner');
});

const textOf = (record: LockRecord) => new TextDecoder().decode(renderLock(record));
const isLinux = process.platform === 'linux';

function locked(record: LockRecord): string {
  return makeTree({ 'state.json': '{}', 'state.json.lock': textOf(record) });
}

async function startedWith(script: string, ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('unlock of a file', () => {
  test('that nobody holds says so', async () => {
    const root = makeTree({ 'state.json': '{}' });
    expect(await runIn(root, ['unlock', 'state.json'])).toEqual({
      exitCode: 0,
      stdout: 'state.json is not locked.\n',
      stderr: '',
    });
    expect(await runIn(root, ['unlock', 'gone.json', '--id', 'abcdefgh', '--force'])).toMatchObject({ exitCode: 0 });
  });

  test('that a living process holds shows it and who waits, asks for its id, and leaves everything', async () => {
    const holder = aRecord(describeSelf(nodeFs));
    const waiter = aRecord(aFarProcess());
    const root = locked(holder);
    plantLock(join(root, `state.json.lock.wait.${waiter.lockId}`), waiter);
    const gone = aRecord(aDeadProcess());
    plantLock(join(root, `state.json.lock.wait.${gone.lockId}`), gone);
    const { user, hostname } = holder.metadata;
    expect(await runIn(root, ['unlock', 'state.json'])).toEqual({
      exitCode: 3,
      stdout: [
        `state.json is locked by pid ${process.pid} on ${hostname} (${user}) since 2026-11-21T10:00:00.000Z`,
        '  state: it is alive',
        '  does: test, by statefix test',
        '  renewed: 2026-11-21T10:00:00.000Z',
        `  lockId: ${holder.lockId}`,
        `  waiting: pid ${process.pid} on far (${user}) since 2026-11-21T10:00:00.000Z`,
        `  hint: If you are sure: statefix unlock state.json --id ${holder.lockId} --force`,
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(readdirSync(root)).toHaveLength(4);
  });

  test.each([
    ['alive', describeSelf(nodeFs), 'it is alive', true],
    ['dead', aDeadProcess(), 'it is gone; the next command that changes the file removes its lock', false],
    ['unknown', aFarProcess(), 'whether it still runs cannot be told from here', false],
  ])('says of its holder that it is %s', async (state, metadata, sentence, isForceNamed) => {
    const record = aRecord(metadata);
    const root = locked(record);
    const { stdout } = await runIn(root, ['unlock', 'state.json']);
    expect(stdout).toContain(`  state: ${sentence}\n`);
    expect(stdout.includes('--force')).toBe(isForceNamed);
    const json = await runIn(root, ['unlock', 'state.json', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toEqual({
      version: 1,
      command: 'unlock',
      path: 'state.json',
      lock: 'state.json.lock',
      outcome: 'shown',
      holder: {
        lockId: record.lockId,
        pid: metadata.pid,
        hostname: metadata.hostname,
        user: metadata.user,
        since: '2026-11-21T10:00:00.000Z',
        renewedAt: '2026-11-21T10:00:00.000Z',
        operation: 'test',
        tool: 'statefix test',
        state,
      },
      concurrency: { waitingProcesses: [], readingProcesses: [] },
    });
  });

  test('shows control characters as such', async () => {
    const root = locked(
      aRecord({ ...aFarProcess(), hostname: 'h\u001b[2J', user: 'u\n' }, { tool: '\u202e', lockId: 'abcd-efgh' }),
    );
    const { stdout } = await runIn(root, ['unlock', 'state.json']);
    expect(stdout).toContain('on h\\x1b[2J (u\\n) since');
    expect(stdout).toContain('by \\u202e\n');
  });

  test('prints nothing with --quiet', async () => {
    const root = locked(aRecord(aDeadProcess()));
    expect(await runIn(root, ['unlock', 'state.json', '--quiet'])).toEqual({ exitCode: 3, stdout: '', stderr: '' });
  });
});

describe('unlock with an id', () => {
  test.each([
    ['gone', aDeadProcess()],
    ['that cannot be asked', aFarProcess()],
  ])('takes away the lock of a process %s', async (_, metadata) => {
    const record = aRecord(metadata);
    const root = locked(record);
    expect(await runIn(root, ['unlock', 'state.json', '--id', record.lockId])).toEqual({
      exitCode: 0,
      stdout: 'state.json: the lock was removed.\n',
      stderr: '',
    });
    expect(readdirSync(root)).toEqual(['state.json']);
  });

  test('leaves the lock of a living process', async () => {
    const record = aRecord(describeSelf(nodeFs));
    const root = locked(record);
    const { exitCode, stderr } = await runIn(root, ['unlock', 'state.json', '--id', record.lockId]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`state.json is held by pid ${process.pid} on ${record.metadata.hostname} since `);
    expect(stderr).toContain(', which is alive\n');
    expect(stderr).toContain(`statefix unlock state.json --id ${record.lockId} --force`);
    expect(existsSync(join(root, 'state.json.lock'))).toBe(true);
    expect(await runIn(root, ['unlock', 'state.json', '--id', record.lockId, '--force'])).toMatchObject({
      exitCode: 0,
    });
    expect(readdirSync(root)).toEqual(['state.json']);
  });

  test.each([[], ['--force']])('that is another one is refused, and the right one not told %s', async (...more) => {
    const record = aRecord(aDeadProcess());
    const root = locked(record);
    const { exitCode, stdout, stderr } = await runIn(root, ['unlock', 'state.json', '--id', 'some-other', ...more]);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain('state.json is not locked by "some-other"\n');
    expect(stderr).toContain('To see who holds it now: statefix unlock state.json');
    expect(stderr).not.toContain(record.lockId);
    expect(existsSync(join(root, 'state.json.lock'))).toBe(true);
  });

  test('is left to another process that is removing the lock', async () => {
    const record = aRecord(aDeadProcess());
    const root = locked(record);
    plantLock(claimPath(join(root, 'state.json.lock'), record.lockId), aRecord(describeSelf(nodeFs)));
    const { exitCode, stderr } = await runIn(root, ['unlock', 'state.json', '--id', record.lockId]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('state.json: another process is removing this lock\n');
    expect(stderr).toContain('Look again: statefix unlock state.json');
  });

  test.each([
    ['--force without it', ['state.json', '--force'], '--force asks for the lock that it means', 'statefix unlock'],
    ['two of them', ['state.json', '--id', 'abcdefgh', '--id', 'abcdefgi'], 'unlock takes one --id', 'name that'],
    ['no file', [], 'unlock takes exactly one file', 'Write: statefix unlock state.json'],
    ['two files', ['a', 'b'], 'unlock takes exactly one file', 'Write: statefix unlock state.json'],
    ['standard input', ['-'], 'unlock takes exactly one file', 'Write: statefix unlock state.json'],
  ])('is asked for in vain by %s', async (_, words, message, hint) => {
    const { exitCode, stderr } = await runIn(locked(aRecord(aDeadProcess())), ['unlock', ...words]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

describe('unlock of a lock file that is not ours', () => {
  test.each([
    ['that says nothing', 'mine!', 'state.json is locked by somebody who is not named\n'],
    ['that names a process', '{"pid":7,"hostname":"h"}', 'state.json is locked by pid 7 on h\n'],
    ['whose id could lead elsewhere', '{"pid":7,"lockId":"../../../../etc"}', 'by pid 7 on an unknown host\n'],
  ])('%s explains, and leaves it to the hand', async (_, content, sentence) => {
    const root = makeTree({ 'state.json': '{}', 'state.json.lock': content });
    const { exitCode, stdout } = await runIn(root, ['unlock', 'state.json']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain(sentence);
    expect(stdout).toContain('  lockId: none: this is no lock file of statefix\n');
    expect(stdout).toContain('If you are sure that no program is writing the file, delete state.json.lock by hand.');
    const { exitCode: refused, stderr } = await runIn(root, ['unlock', 'state.json', '--id', '../../../../etc']);
    expect(refused).toBe(3);
    expect(stderr).toContain(`delete ${join(root, 'state.json.lock')} by hand`);
    expect(readFileSync(join(root, 'state.json.lock'), 'utf8')).toBe(content);
  });

  test('removes it by the id that it has', async () => {
    const root = makeTree({ 'state.json': '{}', 'state.json.lock': '{"lockId":"abcd-1234"}' });
    expect((await runIn(root, ['unlock', 'state.json'])).stdout).toContain('--id abcd-1234\n');
    expect(await runIn(root, ['unlock', 'state.json', '--id', 'abcd-1234'])).toMatchObject({ exitCode: 0 });
    expect(readdirSync(root)).toEqual(['state.json']);
  });
});

describe('unlock of a file that is read', () => {
  test('shows the readers, and takes one away by its id', async () => {
    const root = makeTree({ 'state.json': '{}' });
    const path = join(root, 'state.json');
    const child = await startedWith(scripts.readShared, path);
    try {
      const { stdout, exitCode } = await runIn(root, ['unlock', 'state.json']);
      expect(exitCode).toBe(3);
      expect(stdout).toContain(`state.json is being read by pid ${child.pid} on `);
      const [id = ''] = readdirSync(readersPath(path));
      expect(await runIn(root, ['unlock', 'state.json', '--id', id])).toMatchObject({ exitCode: isLinux ? 3 : 0 });
      await runIn(root, ['unlock', 'state.json', '--id', id, '--force']);
      expect(existsSync(readersPath(path))).toBe(false);
    } finally {
      await end(child);
    }
  });
});

describe('unlock as a process', () => {
  test('takes away what a killed one left, without a config', async () => {
    const root = makeTree({ 'state.json': '{}' });
    const child = await startedWith(scripts.holdLock, join(root, 'state.json'));
    const cli = (...words: readonly string[]) => runNode(join(inject('dist'), 'cli.js'), words, { cwd: root });
    const shown = JSON.parse((await cli('unlock', 'state.json', '--format', 'json')).stdout);
    expect(shown).toMatchObject({ outcome: 'shown', holder: { pid: child.pid } });
    await end(child);
    expect(await cli('unlock', 'state.json', '--id', shown.holder.lockId)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(root, 'state.json.lock'))).toBe(false);
  });
});

// The owner stops itself right before its commit; see the script.
describe.runIf(isLinux)('an owner that was stopped, and whose lock was taken away by force', () => {
  test('cannot commit when it goes on: what its successor wrote stands', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const path = join(root, 'state.json');
    const child = spawn(process.execPath, [scripts.stalledOwner, path, 'owner', 'commit'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const closed = once(child, 'close');
    while (!/\) T /.test(readFileSync(`/proc/${child.pid}/stat`, 'utf8'))) await delay(5);
    const { holder } = JSON.parse((await runIn(root, ['unlock', 'state.json', '--format', 'json'])).stdout);
    expect(holder).toMatchObject({ pid: child.pid, state: 'alive' });
    expect(await runIn(root, ['unlock', 'state.json', '--id', holder.lockId])).toMatchObject({ exitCode: 3 });
    await expect(applyPlan(planFor(path, 'early'), sessionOf(), LIMITS)).rejects.toMatchObject({
      code: 'STATE_LOCKED',
    });
    expect(await runIn(root, ['unlock', 'state.json', '--id', holder.lockId, '--force'])).toMatchObject({
      exitCode: 0,
    });
    const session = sessionOf();
    await applyPlan(planFor(path, 'successor'), session, LIMITS);
    child.kill('SIGCONT');
    await closed;
    session.close();
    expect(said).not.toContain('applied');
    expect(readFileSync(path, 'utf8')).toBe('successor');
    expect(readFileSync(`${path}.bak`, 'utf8')).toBe('old');
  });

  test('control: without the successor and the force, it commits', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const path = join(root, 'state.json');
    const child = spawn(process.execPath, [scripts.stalledOwner, path, 'owner', 'commit'], { stdio: 'ignore' });
    const closed = once(child, 'close');
    while (!/\) T /.test(readFileSync(`/proc/${child.pid}/stat`, 'utf8'))) await delay(5);
    child.kill('SIGCONT');
    await closed;
    expect(readFileSync(path, 'utf8')).toBe('owner');
  });
});
