import { appendFileSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createBackups } from '../../src/commands/backup/create.ts';
import { listBackups } from '../../src/commands/backup/list.ts';
import { pruneBackups } from '../../src/commands/backup/prune.ts';
import { restoreBackup } from '../../src/commands/backup/restore.ts';
import { verifyBackups } from '../../src/commands/backup/verify.ts';
import { createCompiler, NO_SCHEMAS } from '../../src/registry/validator.ts';
import { acquireLock } from '../../src/store/lock/acquire.ts';
import { openWriterSession } from '../../src/store/session.ts';
import { runIn } from '../docs/shown-run.ts';
import { failAlways } from '../support/faults.ts';
import {
  APP_REGISTRY,
  aContext,
  addFiles,
  aProject,
  expectMode,
  type Files,
  namesIn,
  only,
  options,
  textOf,
} from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';
import { isWindows } from '../support/system.ts';

const CONFIG = 'version: 1\nkinds:\n  app:\n    files: [state.json, "saves/*.json"]\n';
const OLD = '{\n  "version": 1,\n  "name": "x"\n}\n';
const OTHER = '{\n  "version": 1,\n  "name": "y"\n}\n';
const BROKEN = '{"version": 1, "na';

function aBackedUpProject(files: Files = {}, config = CONFIG) {
  const root = aProject({ ...APP_REGISTRY, 'statefix.config.yaml': config, 'state.json': OLD, ...files });
  const directory = join(root, '.statefix', 'backups', 'state.json');
  const backup = (...words: readonly string[]) => runIn(root, ['backup', ...words]);
  return {
    root,
    directory,
    backup,
    /** Makes a backup of that content, which stays in the file; gives its id. */
    async take(text: string): Promise<string> {
      writeFileSync(join(root, 'state.json'), text);
      const { stdout } = await backup('create', 'state.json', '--format', 'json');
      return JSON.parse(stdout).files[0].backup.id;
    },
    async listed(): Promise<readonly { readonly id: string; readonly health: string; readonly milestone: boolean }[]> {
      return JSON.parse((await backup('list', 'state.json', '--format', 'json')).stdout).files[0].backups;
    },
  };
}

describe('without a config', () => {
  test.each(['list', 'create', 'restore', 'verify', 'prune'])('backup %s asks for one', async (action) => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD });
    const before = snapshot(root);
    expect(await runIn(root, ['backup', action, 'state.json'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'statefix: error USAGE there is no config here, and backups are kept beside one\n  hint: To make one: statefix init. Without it a changed file leaves its old content as .bak alone.\n',
    });
    expect(snapshot(root)).toEqual(before);
  });
});

describe('backup create', () => {
  test('keeps the file as it is, on its own, and says under which id', async () => {
    const { root, directory, backup, take } = aBackedUpProject({ 'state.json:0640': OLD });
    const id = await take(OLD);
    expect(textOf(directory, id)).toBe(OLD);
    expectMode(directory, id, '0640');
    expect(statSync(join(root, 'state.json')).nlink).toBe(1);
    expect((await backup('create')).stdout).toMatch(/^state\.json: backed up as \S+-create-[0-9a-f]{8}\n$/);
    expect(namesIn(root)).not.toContain('state.json.lock');
  });

  test('refuses no broken file, but says that it is one', async () => {
    const { backup, listed } = aBackedUpProject({ 'state.json': BROKEN });
    const { exitCode, stdout } = await backup('create');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^state\.json: backed up as \S+, unhealthy: the file is broken, see statefix check\n$/);
    expect(await listed()).toMatchObject([{ health: 'unhealthy', milestone: false }]);
  });

  test('a mode that is too open makes no content unhealthy, and is not kept', async () => {
    if (isWindows) return;
    const config = `${CONFIG}    mode: '0600'\n`;
    const { directory, take, listed } = aBackedUpProject({ 'state.json:0666': OLD }, config);
    const id = await take(OLD);
    expect(await listed()).toMatchObject([{ health: 'healthy' }]);
    expectMode(directory, id, '0600');
  });

  test('is durable: the file, its name and those of the new directories are synced', async () => {
    const { root } = aBackedUpProject();
    const synced: string[] = [];
    const open = new Map<unknown, string>();
    const { fs } = aContext(root);
    const watched = {
      ...fs,
      open: (path: string, flags: number, mode?: number) => {
        const fd = fs.open(path, flags, mode);
        open.set(fd, path);
        return fd;
      },
      fsync: (fd: number) => {
        synced.push(open.get(fd) ?? '');
        fs.fsync(fd);
      },
    };
    await createBackups(options(), aContext(root, { fs: watched }));
    const store = join(root, '.statefix');
    const wanted = [join(store, 'backups', 'state.json', 'backup.tmp'), root, store, join(store, 'backups')];
    expect(synced).toEqual(
      expect.arrayContaining(isWindows ? wanted.slice(0, 1) : [...wanted, join(store, 'backups', 'state.json')]),
    );
  });

  test('a file that cannot be read fails with the reason, and the others are backed up', async () => {
    const { root, backup } = aBackedUpProject({ 'saves/a.json': OLD });
    rmSync(join(root, 'state.json'));
    mkdirSync(join(root, 'state.json'));
    writeFileSync(join(root, 'state.json.bak'), OLD);
    const { exitCode, stdout } = await backup('create', 'saves/a.json', 'state.json');
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('saves/a.json: backed up as')]);
    expect(stdout).toContain('state.json: error WRITE_FAILED state.json: cannot read');
  });

  test('a file that is gone has nothing to copy', async () => {
    const { root, backup } = aBackedUpProject({ 'state.json.bak': OLD });
    rmSync(join(root, 'state.json'));
    const { exitCode, stdout } = await backup('create', 'state.json');
    expect(exitCode).toBe(3);
    expect(stdout).toContain('WRITE_FAILED state.json: cannot read: there is nothing to copy');
    expect(stdout).toContain('hint: To see why: statefix check state.json');
  });

  test('a full disk leaves the backups as they were', async () => {
    const { root, directory, take } = aBackedUpProject();
    await take(OLD);
    const before = snapshot(directory);
    const fs = failAlways('ENOSPC', (operation, [fd]) => operation === 'write' && typeof fd === 'number');
    const { files } = await createBackups(options('state.json'), aContext(root, { fs }));
    expect(files[0]).toMatchObject({ error: { code: 'WRITE_FAILED', errno: 'ENOSPC' } });
    expect(snapshot(directory)).toEqual(before);
  });

  test('keeps as many as the kind says', async () => {
    const { take, listed } = aBackedUpProject({}, `${CONFIG}    backups: { keep: 2 }\n`);
    const ids: string[] = [];
    for (const text of [OLD, OTHER, OLD]) ids.push(await take(text));
    expect((await listed()).map(({ id }) => id)).toEqual(ids.slice(1).reverse());
  });
});

describe('backup list', () => {
  test('says of each file that it has none', async () => {
    const { backup } = aBackedUpProject({ 'saves/a.json': OLD });
    expect((await backup('list')).stdout).toBe('saves/a.json: no backups\nstate.json: no backups\n');
  });

  test('is a table, the newest first', async () => {
    const { root, backup, take } = aBackedUpProject();
    const first = await take(BROKEN);
    writeFileSync(join(root, 'state.json'), OLD);
    await runIn(root, ['migrate']);
    const { exitCode, stdout } = await backup('list');
    const [head, columns, ...rows] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/));
    expect([exitCode, head]).toEqual([0, ['state.json: 2 backups']]);
    expect(columns).toEqual(['ID', 'TIME', 'WHY', 'VERSION', 'SIZE', 'HEALTH', 'MILESTONE']);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(rows).toEqual([
      [expect.stringMatching(/-migrate-/), time, 'migrate', '1', '34', 'healthy', 'yes'],
      [first, time, 'create', '-', '18', 'unhealthy', '-'],
    ]);
  });

  test('is data for programs', async () => {
    const { root, backup } = aBackedUpProject();
    await runIn(root, ['migrate']);
    const report = JSON.parse((await backup('list', '--format', 'json')).stdout);
    expect(report).toEqual({
      version: 1,
      command: 'backup list',
      files: [
        {
          path: 'state.json',
          kind: 'app',
          backups: [
            {
              id: expect.stringMatching(/^\d{8}T\d{9}Z-migrate-[0-9a-f]{8}$/),
              at: expect.stringMatching(/Z$/),
              why: 'migrate',
              version: '1',
              size: OLD.length,
              digest: expect.stringMatching(/^sha256:/),
              health: 'healthy',
              milestone: true,
              change: expect.any(String),
            },
          ],
        },
      ],
    });
  });

  test('judges what nobody judged, and changes nothing', async () => {
    const { root, directory, take, listed } = aBackedUpProject();
    await take(BROKEN);
    await take(OLD);
    rmSync(join(directory, 'manifest.json'));
    const before = snapshot(root);
    expect((await listed()).map(({ health }) => health)).toEqual(['healthy', 'unhealthy']);
    expect(snapshot(root)).toEqual(before);
  });

  test('shows the backups of a file that is gone, too, also where no other is left', async () => {
    const { root, backup, take } = aBackedUpProject();
    const id = await take(OLD);
    rmSync(join(root, 'state.json'));
    for (const words of [['list'], ['list', 'state.json']]) {
      const { exitCode, stdout } = await backup(...words);
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining(id)]);
    }
    writeFileSync(join(root, 'other.json'), OLD);
    addFiles(root, { 'saves/a.json': OLD });
    expect((await backup('list')).stdout).toMatch(/^saves\/a\.json: no backups\nstate\.json: 1 backup\n/);
    expect((await backup('verify')).stdout).toContain('state.json: 1 backup, as stored\n');
  });

  test('with nothing at all says what a command without files says', async () => {
    const { root, backup } = aBackedUpProject();
    rmSync(join(root, 'state.json'));
    const { exitCode, stderr } = await backup('list');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('NO_FILE_MATCHED')]);
  });

  test('a directory that cannot be read is told of its file, and the others are shown', async () => {
    const { root } = aBackedUpProject({ 'saves/a.json': OLD });
    const fs = failAlways('EIO', (operation, [path]) => operation === 'readdir' && String(path).endsWith('%2Fa.json'));
    for (const look of [listBackups, verifyBackups]) {
      const { files } = await look(options(), aContext(root, { fs }));
      expect(files[0]).toMatchObject({
        path: 'saves/a.json',
        error: { code: 'WRITE_FAILED', step: 'read', errno: 'EIO' },
      });
      expect(files[1]).not.toHaveProperty('error');
    }
  });
});

describe('backup restore', () => {
  test('puts the newest healthy backup that differs in the place of the file, byte for byte', async () => {
    const { root, backup, take } = aBackedUpProject();
    const wanted = await take(OLD);
    await take(BROKEN);
    await take(OTHER);
    const { exitCode, stdout } = await backup('restore', 'state.json');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`state.json: restored from .statefix/backups/state.json/${wanted} (version 1)\n`);
    expect(textOf(root, 'state.json')).toBe(OLD);
    expect(textOf(root, 'state.json.bak')).toBe(OTHER);
  });

  test('takes the one that --id names', async () => {
    const { root, backup, take } = aBackedUpProject();
    const id = await take(OLD);
    await take(OTHER);
    await take('{"version": 1, "name": "z"}');
    expect((await backup('restore', 'state.json', '--id', id)).exitCode).toBe(0);
    expect(textOf(root, 'state.json')).toBe(OLD);
  });

  test('what it replaced can be restored in turn', async () => {
    const { root, backup, take } = aBackedUpProject();
    await take(OLD);
    writeFileSync(join(root, 'state.json'), OTHER);
    await backup('restore', 'state.json');
    await backup('restore', 'state.json');
    expect(textOf(root, 'state.json')).toBe(OTHER);
  });

  test('brings back a file that is gone, with the mode that it had', async () => {
    const { root, backup, take } = aBackedUpProject({ 'state.json:0640': OLD, 'state.json.bak': OTHER });
    await take(OLD);
    rmSync(join(root, 'state.json'));
    expect((await backup('restore', 'state.json')).exitCode).toBe(0);
    expect(textOf(root, 'state.json')).toBe(OLD);
    expectMode(root, 'state.json', '0640');
  });

  test('keeps the broken bytes that it replaces', async () => {
    const { root, backup, take } = aBackedUpProject();
    await take(OLD);
    writeFileSync(join(root, 'state.json'), BROKEN);
    await backup('restore', 'state.json');
    const corrupt = namesIn(root).find((name) => name.startsWith('state.json.corrupt-')) ?? '';
    expect(textOf(root, corrupt)).toBe(BROKEN);
  });

  test('writes the checksum file of a kind that keeps one', async () => {
    const { root, backup, take } = aBackedUpProject({ 'schemas/app/kind.yaml': '{"checksum": "sidecar"}' });
    await take(OLD);
    writeFileSync(join(root, 'state.json'), OTHER);
    expect((await backup('restore', 'state.json')).exitCode).toBe(0);
    expect((await runIn(root, ['check'])).stdout).not.toContain('CHECKSUM');
  });

  test.each(['--dry-run', '--check'])('%s shows the change and makes none', async (option) => {
    const { root, backup, take } = aBackedUpProject();
    await take(OLD);
    await take(OTHER);
    const before = snapshot(root);
    const { exitCode, stdout } = await backup('restore', 'state.json', option);
    expect([exitCode, stdout]).toEqual([option === '--check' ? 1 : 0, expect.stringContaining('+  "name": "x"')]);
    expect(snapshot(root)).toEqual(before);
  });

  test('with the content that stands there it does nothing', async () => {
    const { root, backup, take } = aBackedUpProject();
    const id = await take(OLD);
    const before = snapshot(root);
    const { exitCode, stdout } = await backup('restore', 'state.json', '--id', id);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('1 file, 0 changed')]);
    expect(snapshot(root)).toEqual(before);
  });

  test.each([
    ['that is broken', BROKEN, 'The text is truncated'],
    ['of another shape', '{"version": 1}', 'The member "name" is missing'],
    ['of a newer version', '{"version": 9, "name": "x"}', '9'],
  ])('refuses content %s, also by its id', async (_what, text, reason) => {
    const { root, backup, take } = aBackedUpProject();
    const id = await take(text);
    writeFileSync(join(root, 'state.json'), OLD);
    const { exitCode, stdout } = await backup('restore', 'state.json', '--id', id);
    expect(exitCode).toBe(4);
    expect(stdout).toContain(`error STATE_CORRUPTED state.json cannot be restored from ${id}: `);
    expect(stdout).toContain(reason);
    expect(stdout).toContain(
      'hint: The file is as it was. Leave --id out for the newest healthy backup, or see: statefix backup list state.json',
    );
    expect(textOf(root, 'state.json')).toBe(OLD);
  });

  test('refuses bytes that are not those that were stored, although they are healthy', async () => {
    const { root, backup, directory, take } = aBackedUpProject();
    const id = await take(OLD);
    writeFileSync(join(directory, id), OTHER);
    writeFileSync(join(root, 'state.json'), '{"version": 1, "name": "z"}');
    const { exitCode, stdout } = await backup('restore', 'state.json', '--id', id);
    expect([exitCode, stdout]).toEqual([4, expect.stringContaining('its bytes are not those that were stored')]);
  });

  test.each([
    ['without a backup', [], 'it has none'],
    ['with none of another content', [OLD], 'they are all as it is'],
    ['with broken ones alone', [BROKEN], 'The text is truncated'],
  ])('%s it says so', async (_what, texts, reason) => {
    const { root, backup, take } = aBackedUpProject();
    for (const text of texts) await take(text);
    writeFileSync(join(root, 'state.json'), OLD);
    const { exitCode, stdout } = await backup('restore', 'state.json');
    expect(exitCode).toBe(4);
    expect(stdout).toContain('STATE_CORRUPTED state.json has no healthy backup of another content: ');
    expect(stdout).toContain(reason);
    expect(stdout).toContain('hint: The file is as it was. To see its backups: statefix backup list state.json');
  });

  test('a backup that the system does not let be read is not passed over for an older one', async () => {
    const { root, take } = aBackedUpProject();
    await take(OTHER);
    const newest = await take(OLD);
    writeFileSync(join(root, 'state.json'), BROKEN);
    const fs = failAlways('EIO', (operation, [path]) => operation === 'open' && String(path).endsWith(newest));
    const { report } = await only(restoreBackup({ ...options('state.json'), id: undefined }, aContext(root, { fs })));
    expect(report.outcome).toMatchObject({
      kind: 'failed',
      error: {
        code: 'WRITE_FAILED',
        step: 'read',
        message: expect.stringContaining(`the backup ${newest} of state.json cannot be read: `),
      },
    });
    expect(textOf(root, 'state.json')).toBe(BROKEN);
  });

  test('of an id only its beginning is completed: every other one is another backup', async () => {
    const { backup, take } = aBackedUpProject();
    const id = await take(OLD);
    const { exitCode, stderr } = await backup('restore', 'state.json', '--id', id.slice(0, -3));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('USAGE there is no backup "');
    expect(stderr).toContain(`hint: Did you mean ${id}? To see them: statefix backup list`);
    const other = await backup('restore', 'state.json', '--id', id.replace('create', 'craete'));
    expect(other.stderr).toContain('hint: To see them: statefix backup list');
  });

  test('an id that is a path leads nowhere', async () => {
    const { root, backup, take } = aBackedUpProject({ 'secret.json': OTHER });
    await take(OLD);
    const before = snapshot(root);
    const { exitCode, stderr } = await backup('restore', 'state.json', '--id', '../../../secret.json');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('there is no backup "../../../secret.json"')]);
    expect(snapshot(root)).toEqual(before);
  });
});

describe('backup verify', () => {
  test('proves that each backup is what was stored and can serve', async () => {
    const { root, backup, take } = aBackedUpProject({ 'saves/a.json': OLD });
    await take(OLD);
    await take(BROKEN);
    const before = snapshot(root);
    expect(await backup('verify')).toEqual({
      exitCode: 0,
      stdout: 'saves/a.json: 0 backups, nothing to verify\nstate.json: 2 backups, as stored\n',
      stderr: '',
    });
    expect(snapshot(root)).toEqual(before);
  });

  const DAMAGES: readonly (readonly [string, (path: string, root: string) => void, RegExp])[] = [
    [
      'one byte changed',
      (path) => writeFileSync(path, OLD.replace('x', 'z')),
      /its bytes are not those that were stored \(sha256:[0-9a-f]{64}\): it is damaged/,
    ],
    ['a byte more', (path) => appendFileSync(path, ' '), /it has 35 bytes, but 34 were stored: it is damaged/],
    ['its file gone', (path) => rmSync(path), /the manifest lists it, but its file is gone/],
    [
      'no entry',
      (path) => writeFileSync(join(path, '..', '20261121T134512345Z-create-4f3c2a1b'), OLD),
      /20261121T134512345Z-create-4f3c2a1b: the manifest does not list it; statefix backup prune takes note of it/,
    ],
    [
      'a foreign file',
      (path) => writeFileSync(join(path, '..', 'notes.txt'), ''),
      /notes\.txt: it is no backup of statefix/,
    ],
    [
      'no manifest',
      (path) => rmSync(join(path, '..', 'manifest.json')),
      /manifest\.json: it is lost or broken; statefix backup prune writes it anew/,
    ],
    [
      'the file itself',
      (path, root) => linkSync(join(root, 'state.json'), join(path, '..', '20261121T134512345Z-create-4f3c2a1b')),
      /it is the file itself under another name, which a crash left; the next change removes it/,
    ],
    [
      'a schema that it no longer fits',
      (_path, root) =>
        writeFileSync(
          join(root, 'schemas/app/1.schema.json'),
          '{"properties":{"version":{"const":1},"name":{"const":"q"}}}',
        ),
      /it was healthy, but could not serve now: /,
    ],
  ];

  test.each(DAMAGES)('%s: is told, exit 1', async (_what, damage, sentence) => {
    const { root, backup, directory, take } = aBackedUpProject();
    damage(join(directory, await take(OLD)), root);
    const { exitCode, stdout } = await backup('verify');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^state\.json: error /);
    expect(stdout).toMatch(sentence);
  });

  test('what is wrong is data, too', async () => {
    const { backup, directory, take } = aBackedUpProject();
    const id = await take(OLD);
    rmSync(join(directory, id));
    expect(JSON.parse((await backup('verify', '--format', 'json')).stdout)).toEqual({
      version: 1,
      command: 'backup verify',
      files: [
        {
          path: 'state.json',
          kind: 'app',
          backups: 0,
          problems: [{ name: id, message: 'the manifest lists it, but its file is gone' }],
        },
      ],
    });
  });

  test('what cannot be read is told, with an entry and without', async () => {
    const { root, directory, take } = aBackedUpProject();
    const id = await take(OLD);
    const orphan = '20261121T134512345Z-create-4f3c2a1b';
    addFiles(directory, { [orphan]: OLD });
    const fs = failAlways('EACCES', (operation, [path]) => operation === 'open' && String(path).includes('Z-create-'));
    const { files } = await verifyBackups(options('state.json'), aContext(root, { fs }));
    expect(files).toMatchObject([
      {
        problems: [
          { name: id, message: 'it cannot be read (EACCES)' },
          { name: orphan, message: 'the manifest does not list it, and it cannot be read' },
        ],
      },
    ]);
  });

  test('after a prune a lost manifest is whole again', async () => {
    const { backup, directory, take, listed } = aBackedUpProject();
    await take(OLD);
    rmSync(join(directory, 'manifest.json'));
    await backup('prune');
    expect((await backup('verify')).exitCode).toBe(0);
    expect(await listed()).toMatchObject([{ health: 'healthy' }]);
  });
});

describe('backup prune', () => {
  async function withThree() {
    const project = aBackedUpProject();
    const ids: string[] = [];
    for (const text of [OLD, OTHER, OLD]) ids.push(await project.take(text));
    return { ...project, ids };
  }

  test('removes what is beyond --keep', async () => {
    const { backup, directory, ids } = await withThree();
    const { exitCode, stdout } = await backup('prune', '--keep', '1');
    expect([exitCode, stdout]).toEqual([0, `state.json: removed 2 backups: ${ids.slice(0, 2).join(', ')}\n`]);
    expect(namesIn(directory)).toEqual([ids[2], 'manifest.json']);
  });

  test('without --keep it goes by what the kind says', async () => {
    const { backup, ids, listed } = await withThree();
    expect((await backup('prune')).stdout).toBe('state.json: nothing to prune\n');
    expect(await listed()).toHaveLength(ids.length);
  });

  test('--dry-run says what would go, and removes nothing', async () => {
    const { root, backup, ids } = await withThree();
    const before = snapshot(root);
    const { stdout } = await backup('prune', '--keep', '2', '--dry-run');
    expect(stdout).toBe(`state.json: would remove 1 backup: ${ids[0]}\n`);
    expect(snapshot(root)).toEqual(before);
  });

  test('--id removes what it names, and nothing else', async () => {
    const { backup, ids, listed } = await withThree();
    expect((await backup('prune', '--id', ids[0] ?? '', '--id', ids[1] ?? '')).exitCode).toBe(0);
    expect((await listed()).map(({ id }) => id)).toEqual(ids.slice(2));
  });

  test('a milestone goes by its id alone', async () => {
    const { root, backup, listed } = aBackedUpProject();
    await runIn(root, ['migrate']);
    await backup('create');
    const milestone = (await listed()).find((each) => each.milestone)?.id ?? '';
    await backup('prune', '--keep', '0');
    expect((await listed()).map(({ id }) => id)).toContain(milestone);
    await backup('prune', '--id', milestone);
    expect((await listed()).map(({ id }) => id)).not.toContain(milestone);
  });

  test('the newest healthy one stays, whatever is asked for, and that is said', async () => {
    const { backup, take, ids, listed } = await withThree();
    await take(BROKEN);
    const newest = ids[2] ?? '';
    const { exitCode, stdout } = await backup('prune', '--keep', '0', '--id', newest);
    expect(exitCode).toBe(3);
    expect(stdout).toContain(`state.json: error ${newest}: it is the newest healthy backup, which is never removed\n`);
    expect((await listed()).map(({ id }) => id)).toContain(newest);
  });

  test('an unknown id is refused before anything is removed', async () => {
    const { root, backup, ids } = await withThree();
    const before = snapshot(root);
    const { exitCode, stderr } = await backup('prune', '--id', ids[0] ?? '', '--id', 'nonsense');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('there is no backup "nonsense"')]);
    expect(snapshot(root)).toEqual(before);
  });

  test('of a file without backups it makes nothing', async () => {
    const { root, backup } = aBackedUpProject();
    const before = snapshot(root);
    expect((await backup('prune')).stdout).toBe('state.json: nothing to prune\n');
    expect(snapshot(root)).toEqual(before);
  });

  test('where the lock cannot be taken nothing goes, and the reason is told', async () => {
    const { root, ids } = await withThree();
    const fs = failAlways(
      'EACCES',
      (operation, [path]) => operation === 'mkdir' && basename(String(path)).startsWith('.tmp-'),
    );
    const report = await pruneBackups({ ...options('state.json'), keep: 1, ids: [] }, aContext(root, { fs }));
    expect(report.files[0]).toMatchObject({ error: { code: 'WRITE_FAILED', errno: 'EACCES' } });
    expect(namesIn(join(root, '.statefix', 'backups', 'state.json'))).toEqual([...ids, 'manifest.json']);
  });
});

describe('a file that somebody holds', () => {
  test.each([['create'], ['prune', '--keep', '0'], ['restore']])(
    'is waited for, and then told: backup %s',
    async (...words) => {
      const { root, backup, take } = aBackedUpProject();
      await take(OLD);
      await take(OTHER);
      const context = aContext(root);
      const session = openWriterSession({ ...context, tool: 'test', operation: 'test' });
      const lock = await acquireLock(session, join(root, 'state.json'), { timeout: 0, stale: 300_000 });
      const { exitCode, stdout } = await backup(...words, 'state.json', '--lock-timeout', '50ms');
      lock.release();
      session.close();
      expect([exitCode, stdout]).toEqual([3, expect.stringContaining('STATE_LOCKED')]);
      expect((await backup(...words, 'state.json')).exitCode).toBe(0);
    },
  );
});

describe('the words of backup', () => {
  test.each([
    [[], 'backup needs a word that says what to do: list, create, restore, verify, prune', 'statefix backup list'],
    [['lst'], 'Unknown command "backup lst"', 'Did you mean backup list? What backup can do: list, create'],
    [['restroe', 'a'], 'Unknown command "backup restroe"', 'Did you mean backup restore?'],
    [['xyzzy'], 'Unknown command "backup xyzzy"', 'hint: What backup can do:'],
    [
      ['state.json'],
      'Unknown command "backup state.json"',
      'To see the backups of a file: statefix backup list state.json.',
    ],
    [['list', '--keep', '1'], '--keep is no option of backup list, but of backup prune', 'See: statefix backup --help'],
    [['create', '--dry-run'], '--dry-run is no option of backup create, but of backup restore, backup prune', 'See:'],
    [['verify', '--id', 'x'], '--id is no option of backup verify, but of backup restore, backup prune', 'See:'],
    [['prune', '--check'], '--check is no option of backup prune, but of backup restore', 'See:'],
    [['prune', '--keep', '-1'], '--keep "-1" is not a number of backups', 'Write --keep with a whole number'],
    [['prune', '--keep', 'all'], '--keep "all" is not a number of backups', 'Write --keep with a whole number'],
    [['restore'], 'backup restore names no file', 'Write: statefix backup restore FILE [--id ID]'],
    [
      ['restore', 'a', 'b', '--id', 'x'],
      '--id names one backup, which is of one file',
      'Write: statefix backup restore',
    ],
    [['restore', 'a', '--id', 'x', '--id', 'y'], '--id is given more than once, but a file has one content', 'See:'],
    [['list', '-'], 'standard input has no backups', 'Name the file itself.'],
    [['restore', '-'], 'standard input has no backups', 'Name the file itself.'],
    [['list', '--stdin-filename', 'x'], '--stdin-filename is no option of backup', 'See:'],
  ])('%j', async (words, message, hint) => {
    const { backup } = aBackedUpProject();
    const { exitCode, stderr } = await backup(...words);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).toContain(hint);
  });

  test('--quiet leaves what is wrong', async () => {
    const { backup, directory, take } = aBackedUpProject();
    const id = await take(OLD);
    const said: string[] = [];
    for (const action of ['list', 'create', 'verify', 'prune']) said.push((await backup(action, '--quiet')).stdout);
    expect(said).toEqual(['', '', '', '']);
    rmSync(join(directory, id));
    expect((await backup('verify', '--quiet')).stdout).toContain('its file is gone');
  });
});

describe('the kind statefix-backups', () => {
  const schema = JSON.parse(readFileSync('schemas/statefix-backups/1.schema.json', 'utf8'));
  const judge = async () => (await createCompiler(NO_SCHEMAS).compile({ path: 'backups', schema })).validate;

  test('is that of the manifests that are written', async () => {
    const { root, directory, take } = aBackedUpProject();
    await take(BROKEN);
    await take(OTHER);
    addFiles(directory, { '20261121T134512345Z-create-4f3c2a1b': OLD });
    writeFileSync(join(root, 'state.json'), OLD);
    await runIn(root, ['migrate']);
    const manifest = JSON.parse(textOf(directory, 'manifest.json'));
    expect(manifest.entries).toHaveLength(4);
    expect(manifest.entries.filter(({ isUnjudged }: { isUnjudged?: true }) => isUnjudged)).toHaveLength(1);
    const validate = await judge();
    expect(validate(manifest)).toEqual([]);
    expect(validate({ ...manifest, entries: [{ ...manifest.entries[0], id: '../x' }] })).not.toEqual([]);
  });

  test('says where its version stands', () => {
    expect(parse(readFileSync('schemas/statefix-backups/kind.yaml', 'utf8'))).toEqual({ version: '/version' });
  });
});
