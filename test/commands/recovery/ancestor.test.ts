import { describe, expect, test } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { aContext, aProject, type Files, only, options } from '../../support/project.ts';
import { BOX_REGISTRY, box, edited } from './state.ts';

const SEALED = box({ note: 'quiet', serial: 1 });

async function finding(files: Files) {
  const root = aProject({ ...BOX_REGISTRY, ...files });
  const { report } = await only(check(options('state.json'), aContext(root)));
  return report.findings.find(({ code }) => code === 'CHECKSUM_MISMATCH');
}

describe('what check says of a file whose checksum alone disagrees', () => {
  test('the values that were edited, against the state that the checksum was made of', async () => {
    const found = await finding({ 'state.json': edited(SEALED, '"quiet"', '"loud"'), 'state.json.bak': SEALED });
    expect(found?.args).toMatchObject({
      cause: 'edit',
      edited: { against: 'state.json.bak', isProven: true, changed: ['/note'], added: [], gone: [] },
    });
    expect(found?.message).toContain('; since state.json.bak it was edited: changed /note');
    expect(found?.hint).toBe(
      'If it was edited by hand and is right, run: statefix seal state.json; if not, run: statefix repair state.json',
    );
  });

  test('that it is damage where a single bit differs', async () => {
    const found = await finding({ 'state.json': edited(SEALED, '"quiet"', '"quieu"'), 'state.json.bak': SEALED });
    expect(found?.args).toMatchObject({ cause: 'damage' });
    expect(found?.message).toContain(
      '; one bit differs from state.json.bak, as a failing medium leaves it: changed /note',
    );
    expect(found?.hint).toBe('Run: statefix repair state.json');
  });

  test('what differs from the newest healthy copy, where the state before is gone', async () => {
    const other = box({ note: 'older', serial: 0 });
    const found = await finding({ 'state.json': edited(SEALED, '"quiet"', '"loud"'), 'state.json.bak': other });
    expect(found?.args).toMatchObject({ cause: 'edit', edited: { isProven: false } });
    expect(found?.message).toContain('; compared with state.json.bak, the newest healthy copy: changed /note');
  });

  test('nothing more where no copy is at hand', async () => {
    const found = await finding({ 'state.json': edited(SEALED, '"quiet"', '"loud"') });
    expect(found?.args).toMatchObject({ cause: 'unknown' });
    expect(found?.args).not.toHaveProperty('edited');
  });

  test('that only the checksum itself was edited', async () => {
    const found = await finding({
      'state.json': SEALED.replace(/sha256:.{8}/, 'sha256:00000000'),
      'state.json.bak': SEALED,
    });
    expect(found?.message).toContain('no value differs but the checksum itself');
  });

  test('of a broken copy nothing', async () => {
    const found = await finding({ 'state.json': edited(SEALED, '"quiet"', '"loud"'), 'state.json.bak': '{' });
    expect(found?.args).toMatchObject({ cause: 'unknown' });
  });
});
