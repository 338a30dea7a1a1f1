import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { TOOL_VERSION } from '../../src/model/tool.ts';
import { runNode, type Spawned, type SpawnSettings } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';

const CLI = join(inject('dist'), 'cli.js');
const OLD =
  '{\n    "daemon_state": "stopped",\n    "current_session": null,\n    "stats": { "saves_count": 18446744073709551615, "total_resumes": 0 }\n}\n';
const NEW = OLD.replace('{\n', '{\n    "version": 1,\n');

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'statefix-cli-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function run(args: readonly string[], settings: Partial<SpawnSettings> = {}): Promise<Spawned> {
  return runNode(CLI, args, { cwd, ...settings });
}

function put(name: string, text: string): void {
  writeFileSync(join(cwd, name), text, { mode: 0o600 });
}

describe('the shortest answers', () => {
  test.each([['--version'], ['-V']])('%s is the version of the package', async (option) => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(TOOL_VERSION).toBe(manifest.version);
    expect(await run([option])).toEqual({ code: 0, stdout: `statefix ${TOOL_VERSION}\n`, stderr: '' });
  });

  test('no command at all: the help on standard error, exit 2', async () => {
    const { code, stdout, stderr } = await run([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('EXAMPLES');
  });

  test('--help: the help on standard output, exit 0', async () => {
    const { code, stdout, stderr } = await run(['check', '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('EXIT STATUS');
  });

  test('a misspelt command: a suggestion, exit 2', async () => {
    expect(await run(['chekc'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'statefix: error USAGE Unknown command "chekc"\n  hint: Did you mean check? The commands: init, check, migrate, repair, seal, status, log, backup, undo, unlock, merge, merge-reports, explain, completion, help.\n',
    });
  });

  test('a misspelt kind: a suggestion, exit 2', async () => {
    put('state.json', NEW);
    const { code, stderr } = await run(['check', '--kind', 'deamon', 'state.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean daemon?');
  });
});

describe('a daemon state without a version', () => {
  beforeEach(() => put('state.json', OLD));

  test('is a warning to check, and an error with --strict', async () => {
    const { code, stdout } = await run(['check', '--kind', 'daemon', 'state.json']);
    expect(stdout).toContain('state.json:1:1: warning VERSION_OUTDATED');
    expect(stdout).toMatch(/Checked 1 file: 1 warning\.\n$/);
    expect(code).toBe(0);
    expect((await run(['check', '--kind', 'daemon', '--strict', 'state.json'])).code).toBe(1);
  });

  test('is migrated, the old content kept, and a second run writes nothing', async () => {
    const first = await run(['migrate', '--kind', 'daemon', 'state.json']);
    expect(first.stdout).toBe('state.json: migrated 0 → 1 (1_add-version)\n1 file, 1 changed: no problems.\n');
    expect(readFileSync(join(cwd, 'state.json'), 'utf8')).toBe(NEW);
    expect(readFileSync(join(cwd, 'state.json.bak'), 'utf8')).toBe(OLD);
    expect(readdirSync(cwd).sort()).toEqual(['state.json', 'state.json.bak']);
    const { mtimeMs } = statSync(join(cwd, 'state.json'));
    const second = await run(['migrate', '--kind', 'daemon', 'state.json', '--exit-non-zero-on-change']);
    expect([second.code, statSync(join(cwd, 'state.json')).mtimeMs]).toEqual([0, mtimeMs]);
  });

  test('under --dry-run shows the one added line, and writes nothing', async () => {
    const { code, stdout } = await run(['migrate', '--kind', 'daemon', '--dry-run', 'state.json']);
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => /^[+-](?![+-])/.test(line))).toEqual(['+    "version": 1,']);
    expect(readdirSync(cwd)).toEqual(['state.json']);
  });

  test('under --check exits 1 and writes nothing', async () => {
    expect((await run(['migrate', '--kind', 'daemon', '--check', 'state.json'])).code).toBe(1);
    expect(readFileSync(join(cwd, 'state.json'), 'utf8')).toBe(OLD);
  });

  test('under --exit-non-zero-on-change is changed, and exits 1', async () => {
    expect((await run(['migrate', '--kind', 'daemon', '--exit-non-zero-on-change', 'state.json'])).code).toBe(1);
    expect(readFileSync(join(cwd, 'state.json'), 'utf8')).toBe(NEW);
  });

  test('on standard input goes to standard output, with the report on standard error', async () => {
    const { code, stdout, stderr } = await run(['migrate', '--kind', 'daemon', '--stdin-filename', 'x.json', '-'], {
      input: OLD,
    });
    expect([code, stdout]).toEqual([0, NEW]);
    expect(stderr).toContain('migrated 0 → 1');
  });

  test('shows in status what is pending', async () => {
    const { code, stdout } = await run(['status', '--kind', 'daemon', 'state.json']);
    expect(stdout).toMatch(/^state\.json {2}daemon {2}0 +1 +pending: 1_add-version$/m);
    expect(code).toBe(0);
  });
});

describe('reports', () => {
  beforeEach(() => put('state.json', NEW));
  const args = ['check', '--kind', 'daemon', 'state.json'];

  test('in JSON are the report, and nothing else', async () => {
    const { code, stdout, stderr } = await run([...args, '--format', 'json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, command: 'check', files: [{ path: 'state.json' }] });
  });

  test('go to files besides', async () => {
    const { stdout } = await run([...args, '--format', 'json=out/report.json', '--format', 'text=report.txt']);
    expect(stdout).toBe('Checked 1 file: no problems.\n');
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toBe(stdout);
    expect(JSON.parse(readFileSync(join(cwd, 'out/report.json'), 'utf8'))).toMatchObject({ summary: { files: 1 } });
  });

  // It has no /dev.
  test.skipIf(isWindows)('go straight into what is no regular file', async () => {
    symlinkSync('/dev/null', join(cwd, 'nowhere'));
    expect((await run([...args, '--format', 'json=nowhere'])).code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('that cannot be written are told, exit 3', async () => {
    put('file', '');
    const { code, stderr } = await run([...args, '--format', 'json=file/report.json']);
    expect(code).toBe(3);
    expect(stderr).toContain('error WRITE_FAILED');
  });

  test('of a run that stopped have the error at the top', async () => {
    const { code, stdout, stderr } = await run(['check', '--format', 'json', '--kind', 'daemon', 'absent.json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NO_FILE_MATCHED' } });
    expect(stderr).toContain('error NO_FILE_MATCHED');
  });

  test('are coloured by force alone where there is no terminal', async () => {
    put('state.json', OLD);
    expect((await run(args)).stdout).not.toContain('\u001b');
    expect((await run(args, { env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[33mwarning');
    expect((await run([...args, '--no-color'], { env: { FORCE_COLOR: '1' } })).stdout).not.toContain('\u001b');
  });
});

/** Waits until a process listens for signals. Linux says so of SIGHUP, which Node leaves alone by itself; elsewhere time must do. */
async function untilListening(pid: number): Promise<void> {
  const bit = 1n << BigInt(constants.signals.SIGHUP - 1);
  for (let waited = 0; waited < 20_000; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, process.platform === 'linux' ? 50 : 2000));
    if (process.platform !== 'linux') return;
    const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    if ((BigInt(`0x${caught}`) & bit) !== 0n) return;
  }
  throw new Error('the process does not listen for signals');
}

/**
 * The exit code as a shell sees it, once all output is read. While Node takes itself down, after the last of our code, it has given its signals back
 * already, and a second one that comes just then ends the process by that signal: 128 and its number to a shell, as the code that we set.
 */
function seenByShell(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve) =>
    child.on('close', (code, signal) => {
      resolve(signal === null ? (code ?? undefined) : 128 + constants.signals[signal]);
    }),
  );
}

describe('the process', () => {
  // On Windows `kill` ends a process at once, whatever it listens for.
  test.skipIf(isWindows).each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('interrupted by %s while it waits exits %d and leaves nothing', async (signal, exitCode) => {
    const child = spawn(process.execPath, [CLI, 'migrate', '--kind', 'daemon', '-'], {
      cwd,
      env: { PATH: process.env['PATH'] },
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    await untilListening(child.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill(signal);
    child.kill(signal);
    expect(await seenByShell(child)).toBe(exitCode);
    expect(stderr).toContain(`interrupted by ${signal}`);
    expect(readdirSync(cwd)).toEqual([]);
  });

  // It takes a shell.
  test.skipIf(isWindows)('whose reader goes away ends quietly', async () => {
    for (let index = 0; index < 300; index += 1) put(`f${index}.json`, '{');
    const child = spawn('/bin/sh', ['-c', '"$0" "$1" check --kind daemon . | head -n 1', process.execPath, CLI], {
      cwd,
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
  });

  test('writes all of a report that is larger than a pipe', async () => {
    for (let index = 0; index < 300; index += 1) put(`f${index}.json`, '{');
    const { code, stdout } = await run(['check', '--kind', 'daemon', '--format', 'json', '.']);
    expect(code).toBe(1);
    expect(stdout.length).toBeGreaterThan(100_000);
    expect(JSON.parse(stdout).files).toHaveLength(300);
  });

  test('has the bits of a program, and no path of this machine in its bundles', () => {
    const dist = inject('dist');
    // Windows has no such bits.
    if (!isWindows) expect(statSync(CLI).mode & 0o111).toBe(0o111);
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    const root = join(import.meta.dirname, '../..');
    expect(files.length).toBeGreaterThan(10);
    for (const name of files) expect(readFileSync(join(dist, name), 'utf8')).not.toContain(root);
    expect(existsSync(join(dist, '../node_modules'))).toBe(false);
  });
});
