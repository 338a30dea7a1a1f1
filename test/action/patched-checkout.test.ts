import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from './git.ts';
import { aWorkspace, BROKEN, DAEMON, GOOD, OLD, putFiles, textIn } from './project.ts';
import { runStep, type Step } from './runner/step.ts';

function aCheckout(files: Readonly<Record<string, string>>): string {
  const workspace = aWorkspace(files);
  git(workspace, 'init', '--quiet');
  git(workspace, 'add', '.');
  git(workspace, 'commit', '--quiet', '-m', 'first');
  return workspace;
}

function apply(workspace: string, { outputs }: Step): void {
  git(workspace, 'apply', '--check', outputs['patch-path'] ?? '');
  git(workspace, 'apply', outputs['patch-path'] ?? '');
}

function checksumOf(text: string): string {
  return `${createHash('sha256').update(text).digest('hex')}  state.json\n`;
}

const PATCH = { ...DAEMON, changes: 'patch' };

describe('changes: patch gives a patch with which git', () => {
  test('migrates what the step left as it was, byte for byte as changes: write does', async () => {
    const crlf = OLD.replaceAll(',', ',\r\n  ').trimEnd();
    const workspace = aCheckout({ 'crlf.json': crlf, 'sub/one.json': OLD, 'two.json': OLD });
    const inputs = { ...PATCH, command: 'migrate', paths: '.' };
    const step = await runStep({ workspace, inputs });
    expect([step.code, git(workspace, 'status', '--porcelain')]).toEqual([0, '']);
    apply(workspace, step);
    const patched = ['crlf.json', 'sub/one.json', 'two.json'].map((name) => textIn(workspace, name));
    git(workspace, 'checkout', '--quiet', '.');
    await runStep({ workspace, inputs: { ...inputs, changes: 'write' } });
    expect(['crlf.json', 'sub/one.json', 'two.json'].map((name) => textIn(workspace, name))).toEqual(patched);
    expect(patched[0]).toContain('\r\n');
    expect(patched[0]?.endsWith('\n')).toBe(false);
  });

  test('mends a file full of NUL bytes, and one that is gone', async () => {
    const workspace = aCheckout({ 'state.json': '\0'.repeat(100), 'gone.json': BROKEN });
    putFiles(workspace, { 'state.json.bak': GOOD, 'gone.json.bak': GOOD });
    rmSync(join(workspace, 'gone.json'));
    const inputs = { ...PATCH, command: 'repair', paths: 'state.json\ngone.json' };
    const step = await runStep({ workspace, inputs });
    expect([step.code, step.outputs['repaired']]).toEqual([0, '2']);
    expect(existsSync(join(workspace, 'gone.json'))).toBe(false);
    apply(workspace, step);
    expect([textIn(workspace, 'state.json'), textIn(workspace, 'gone.json')]).toEqual([GOOD, GOOD]);
  });

  test('takes an executable bit away', async () => {
    const workspace = aCheckout({ 'state.json': GOOD });
    chmodSync(join(workspace, 'state.json'), 0o700);
    git(workspace, 'commit', '--quiet', '-a', '-m', 'executable');
    const step = await runStep({ workspace, inputs: { ...PATCH, command: 'repair' } });
    apply(workspace, step);
    expect(statSync(join(workspace, 'state.json')).mode & 0o111).toBe(0);
  });

  test.each([
    ['makes the checksum file beside a file', 'seal', { 'state.json': GOOD }],
    ['brings the checksum file along', 'migrate', { 'state.json': OLD, 'state.json.sha256': checksumOf(OLD) }],
  ])('%s', async (_, command, files) => {
    const config = 'version: 1\nkinds: { daemon: { files: ["*.json"], checksum: sidecar } }\n';
    const workspace = aCheckout({ 'statefix.config.yaml': config, ...files });
    apply(workspace, await runStep({ workspace, inputs: { command, changes: 'patch' } }));
    expect(textIn(workspace, 'state.json.sha256')).toBe(checksumOf(GOOD));
    expect((await runStep({ workspace })).code).toBe(0);
  });

  test('names files from the root of the repository, wherever that was checked out and the step worked', async () => {
    const workspace = aWorkspace({});
    putFiles(workspace, { 'checkout/deep/state.json': OLD });
    git(join(workspace, 'checkout'), 'init', '--quiet');
    const inputs = { ...PATCH, command: 'migrate', 'working-directory': 'checkout/deep' };
    const step = await runStep({ workspace, inputs });
    expect(readFileSync(step.outputs['patch-path'] ?? '', 'utf8')).toContain('--- a/deep/state.json\n');
    apply(join(workspace, 'checkout'), step);
    expect(textIn(workspace, 'checkout/deep/state.json')).toBe(GOOD);
  });

  test('changes the file that a link leads to', async () => {
    const workspace = aCheckout({ 'real/state.json': OLD });
    symlinkSync('real/state.json', join(workspace, 'link.json'));
    apply(workspace, await runStep({ workspace, inputs: { ...PATCH, command: 'migrate', paths: 'link.json' } }));
    expect(textIn(workspace, 'real/state.json')).toBe(GOOD);
  });

  test('changes what it can, and the step tells what lies outside of the repository', async () => {
    const workspace = aWorkspace({ 'outside.json': OLD });
    putFiles(workspace, { 'checkout/state.json': OLD });
    git(join(workspace, 'checkout'), 'init', '--quiet');
    const paths = 'state.json\n../outside.json';
    const inputs = { ...PATCH, command: 'migrate', paths, 'working-directory': 'checkout' };
    const step = await runStep({ workspace, inputs });
    expect([step.code, step.outputs['status'], step.annotations[0]?.data]).toEqual([
      3,
      'failed',
      expect.stringContaining('no patch can change it'),
    ]);
    apply(join(workspace, 'checkout'), step);
    expect([textIn(workspace, 'checkout/state.json'), textIn(workspace, 'outside.json')]).toEqual([GOOD, OLD]);
  });

  test('can undo nothing that it does not say: another content is refused', async () => {
    const workspace = aCheckout({ 'state.json': OLD });
    const step = await runStep({ workspace, inputs: { ...PATCH, command: 'migrate' } });
    writeFileSync(join(workspace, 'state.json'), OLD.replace('stopped', 'paused'));
    expect(() => apply(workspace, step)).toThrow('patch does not apply');
  });
});
