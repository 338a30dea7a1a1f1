import { execFileSync } from 'node:child_process';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listCandidates } from '../../../src/commands/recovery/list.ts';
import { repair } from '../../../src/commands/repair.ts';
import type { RepairOptions } from '../../../src/commands/run.ts';
import { failAlways } from '../../support/faults.ts';
import { aContext, addFiles, all, aProject, type Files, only, options, textOf } from '../../support/project.ts';
import { BOX_REGISTRY, box, edited } from './state.ts';

const OLD = box({ note: 'old', serial: 1 });
const NEW = box({ note: 'new', serial: 2 });

function project(files: Files): string {
  return aProject({ ...BOX_REGISTRY, ...files });
}

function commit(root: string, message: string): void {
  const run = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  run('init', '-q');
  run('add', '-A');
  run('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', message);
}

async function repaired(root: string, changes: Partial<RepairOptions> = {}) {
  const { report } = await only(repair({ ...options('state.json'), ...changes }, aContext(root)));
  const { outcome } = report;
  const [step] = outcome.kind === 'applied' ? outcome.steps : [];
  return { outcome, candidate: step?.kind === 'restore' ? step.candidate : undefined, step };
}

async function listed(root: string, changes: Partial<RepairOptions> = {}) {
  const { files } = await listCandidates({ ...options('state.json'), ...changes }, aContext(root));
  return files[0] ?? { candidates: [], notes: [], error: undefined };
}

describe('which candidate is taken', () => {
  test('the first source that the kind trusts, though another holds something newer', async () => {
    const root = project({ 'state.json': NEW });
    commit(root, 'new');
    addFiles(root, { 'state.json': '{', 'state.json.bak': OLD });
    expect((await repaired(root)).candidate).toBe('bak');
    expect(textOf(root, 'state.json')).toBe(OLD);
  });

  test('a content that the recorded checksum proves to be what was lost goes before what the kind trusts more', async () => {
    const root = project({ 'state.json': NEW });
    commit(root, 'new');
    addFiles(root, { 'state.json': `${NEW.trimEnd()} }`, 'state.json.bak': OLD });
    expect(await repaired(root)).toMatchObject({
      candidate: 'index',
      step: { dataLoss: { kind: 'none', isPartial: false } },
    });
    expect(textOf(root, 'state.json')).toBe(NEW);
  });

  test('within a source the higher serial, whatever the times say', async () => {
    const root = project({ 'state.json': '{' });
    addFiles(root, {
      'schemas/box/kind.yaml': 'checksum: /checksum\nserial: /serial\nbackups: { from: ["old/*.json"] }\n',
      'old/1.json': NEW,
      'old/2.json': OLD,
    });
    utimesSync(join(root, 'old/1.json'), 1, 1);
    expect((await repaired(root)).candidate).toBe('file:old/1.json');
  });

  test('without a serial the later time', async () => {
    const root = project({ 'state.json': '{' });
    addFiles(root, {
      'schemas/box/kind.yaml': 'checksum: /checksum\nbackups: { from: ["old/*.json"] }\n',
      'old/1.json': NEW,
      'old/2.json': OLD,
    });
    utimesSync(join(root, 'old/1.json'), 1, 1);
    expect((await repaired(root)).candidate).toBe('file:old/2.json');
  });

  test('a state of another lineage is none', async () => {
    const broken = edited(box({ note: 'mine', lineage: 'a' }), '"mine"', '7');
    const root = project({ 'state.json': broken, 'state.json.bak': box({ note: 'theirs', lineage: 'b' }) });
    addFiles(root, { 'schemas/box/kind.yaml': 'checksum: /checksum\nlineage: /lineage\nrecover: [bak]\n' });
    expect((await repaired(root)).outcome).toMatchObject({
      error: { message: expect.stringContaining('state.json.bak: it is of another lineage: /lineage differs') },
    });
  });

  test('the defaults where the kind allows a reset, and nothing else is left', async () => {
    const root = project({ 'state.json': '\0\0\0' });
    const { candidate } = await repaired(root);
    expect(candidate).toBe('default');
    expect(JSON.parse(textOf(root, 'state.json'))).toMatchObject({ version: 1, note: 'fresh' });
  });

  test('no defaults where a trusted place could not be looked at', async () => {
    const root = project({ 'state.json': '\0\0\0' });
    commit(root, 'nothing');
    writeFileSync(join(root, '.git/HEAD'), 'damaged');
    writeFileSync(join(root, '.git/config'), '[core');
    const { outcome } = await repaired(root);
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringContaining('the file is in no git repository') },
    });
    expect(textOf(root, 'state.json')).toBe('\0\0\0');
    expect((await repaired(root, { from: 'default' })).candidate).toBe('default');
  });

  test('no defaults where the kind does not allow it', async () => {
    const root = project({ 'state.json': '\0\0\0', 'schemas/box/kind.yaml': 'checksum: /checksum\n' });
    expect((await repaired(root)).outcome).toMatchObject({ kind: 'failed', error: { code: 'STATE_CORRUPTED' } });
    expect(textOf(root, 'state.json')).toBe('\0\0\0');
  });

  test('the one that is named, though the kind does not trust it', async () => {
    const root = project({ 'state.json': '{', 'state.json.tmp': NEW, 'state.json.bak': OLD });
    expect((await repaired(root, { from: 'temp:state.json.tmp' })).candidate).toBe('temp:state.json.tmp');
  });

  test('a name that nothing bears is refused, and the nearest one told', async () => {
    const root = project({ 'state.json': '{', 'state.json.bak': OLD });
    await expect(repaired(root, { from: 'bka' })).rejects.toMatchObject({
      code: 'USAGE',
      message: 'state.json has no candidate "bka"',
      hint: 'Did you mean bak? To see all of them: statefix repair --list state.json',
    });
  });

  test('a name that one of several files does not have leaves that one alone', async () => {
    const root = project({ 'a.json': '{', 'b.json': '{', 'b.json.bak': OLD });
    const files = await all(repair({ ...options('a.json', 'b.json'), from: 'bak' }, aContext(root)));
    expect(files.map(({ report }) => report.outcome.kind)).toEqual(['failed', 'applied']);
  });

  test('a hint can be typed as it stands, whatever the name of the file', async () => {
    const facts = { 'schemas/box/kind.yaml': 'checksum: /checksum\nrecover: [bak]\n' };
    const root = project({ 'a $(b).json': '{', 'a $(b).json.bak': '[]', ...facts });
    const { report } = await only(repair(options('a $(b).json'), aContext(root)));
    expect(report.outcome).toMatchObject({ error: { hint: expect.stringContaining("--list 'a $(b).json'") } });
  });

  test('one that is named and cannot serve is refused with its reason', async () => {
    const root = project({ 'state.json': '{', 'state.json.bak': '[]' });
    expect((await repaired(root, { from: 'bak' })).outcome).toMatchObject({
      error: { code: 'STATE_CORRUPTED', message: expect.stringContaining('cannot be repaired from bak: ') },
    });
  });

  test('a .bak that the system does not show ends the search: it may be the best one', async () => {
    const root = project({ 'state.json': '{', 'state.json.bak': NEW });
    commit(root, 'one');
    const context = aContext(root, {
      fs: failAlways('EACCES', (operation, [path]) => operation === 'open' && path === join(root, 'state.json.bak')),
    });
    const { report } = await only(repair(options('state.json'), context));
    expect(report.outcome).toMatchObject({ error: { code: 'WRITE_FAILED', errno: 'EACCES' } });
  });

  test('a healthy file is left alone, whatever is named', async () => {
    const root = project({ 'state.json': NEW, 'state.json.bak': OLD });
    expect((await repaired(root, { from: 'bak' })).outcome).toEqual({ kind: 'unchanged' });
  });

  test('a salvaged text only where it is asked for', async () => {
    const cut = NEW.slice(0, NEW.indexOf('"serial"'));
    const facts = { 'schemas/box/kind.yaml': 'checksum: /checksum\nrecover: [bak]\n' };
    const asked = project({ 'state.json': cut, ...facts });
    expect((await repaired(asked, { isSalvaging: true })).candidate).toBe('salvage');
    expect(JSON.parse(textOf(asked, 'state.json'))).toMatchObject({ note: 'new' });
    const unasked = project({ 'state.json': cut, ...facts });
    expect((await repaired(unasked)).outcome.kind).toBe('failed');
  });

  test('where no time is left, that is said and nothing is taken', async () => {
    const root = project({ 'state.json': '{', 'state.json.bak': OLD });
    const context = aContext(root);
    // The clock of the limit ticks only between the turns of the event loop.
    const { report } = await only(repair({ ...options('state.json'), timeout: 0 }, context));
    expect(report.outcome).toMatchObject({
      error: { code: 'STATE_CORRUPTED', message: expect.stringContaining('stopped after 0 s (--timeout)') },
    });
  });
});

describe('the list', () => {
  test('holds what the kind does not trust too, and marks the one that a repair takes', async () => {
    const root = project({ 'state.json': '{', 'state.json.tmp': NEW, 'state.json.bak': OLD });
    const { candidates } = await listed(root);
    expect(candidates.map(({ name, isTrusted, isChosen }) => [name, isTrusted, isChosen])).toEqual([
      ['bak', true, true],
      ['default', true, false],
      ['temp:state.json.tmp', false, false],
    ]);
  });

  test('tells the serial and what would be lost', async () => {
    const broken = edited(NEW, '"new"', '7');
    const root = project({ 'state.json': broken, 'state.json.bak': OLD });
    const { candidates } = await listed(root);
    expect(candidates[0]).toMatchObject({
      name: 'bak',
      serial: '1',
      dataLoss: { kind: 'known', difference: { changed: ['/note'] } },
    });
  });

  test('of a healthy file chooses none', async () => {
    const root = project({ 'state.json': NEW, 'state.json.bak': OLD });
    const { candidates } = await listed(root);
    expect(candidates.filter(({ isChosen }) => isChosen)).toEqual([]);
  });
});
