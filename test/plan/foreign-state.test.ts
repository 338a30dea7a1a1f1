import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameInBackups, stateFrom } from '../../src/plan/foreign-state.ts';
import type { ForeignBackups } from '../../src/registry/kind.ts';
import { anyObject, anyValue } from '../support/values.ts';

const WHOLE: ForeignBackups = { files: '*', at: '', into: '', envelope: [] };
/** The desktop application's, as kind.yaml says it. */
const BARE: ForeignBackups = {
  ...WHOLE,
  into: '/data',
  envelope: [
    { member: 'version', value: '/data/version' },
    { member: 'timestamp', value: 'time' },
  ],
};
const KEYED: ForeignBackups = { ...BARE, at: '/data/layout.{name}' };
const at = new Date(1_700_000_000_000);

describe('the state in a backup', () => {
  test('is the backup where the kind says no more', () => {
    fc.assert(fc.property(anyValue, (value) => stateFrom(value, WHOLE, 'x', undefined) === value));
  });

  test('gets the envelope around it, its members first', () => {
    const state = stateFrom({ version: '1.0.0', theme: 'dark' }, BARE, 'x', at);
    expect(JSON.stringify(state)).toBe(
      '{"version":"1.0.0","timestamp":1700000000000,"data":{"version":"1.0.0","theme":"dark"}}',
    );
  });

  test('is, whatever it is, what stands inside of the envelope', () => {
    fc.assert(
      fc.property(anyObject, (data) => {
        const state = stateFrom(data, { ...BARE, envelope: [{ member: 'timestamp', value: 'time' }] }, 'x', at);
        const isEnvelope = Object.hasOwn(data, 'timestamp') && Object.hasOwn(data, 'data');
        expect(state).toEqual(isEnvelope ? data : { timestamp: at.getTime(), data });
      }),
    );
  });

  test('is found by the name of the file, in a backup of everything', () => {
    const all = { version: '1', timestamp: 1, type: 'full', data: { 'layout.a': { version: '2' }, 'layout.b': {} } };
    expect(stateFrom(all, KEYED, 'a', at)).toEqual({ version: '2', timestamp: at.getTime(), data: { version: '2' } });
  });

  test('is found under a name with the characters of a pointer', () => {
    const data = { 'layout.a/b~c': { version: '2' } };
    expect(stateFrom({ data }, KEYED, 'a/b~c', at)).toMatchObject({ version: '2' });
  });

  test('is taken as it is where it has its envelope', () => {
    const enveloped = { version: '1', timestamp: 5, data: { version: '1' } };
    expect(stateFrom({ data: { 'layout.a': enveloped } }, KEYED, 'a', at)).toBe(enveloped);
  });

  test('is none where nothing stands at its place', () => {
    expect(stateFrom({ data: { 'layout.b': {} } }, KEYED, 'a', at)).toBeUndefined();
    expect(stateFrom([1], KEYED, 'a', at)).toBeUndefined();
  });

  test('lacks what nobody knows', () => {
    expect(stateFrom({ theme: 'dark' }, BARE, 'x', undefined)).toEqual({ data: { theme: 'dark' } });
  });

  test('can have a member with the name __proto__ around it', () => {
    const state = stateFrom({}, { ...BARE, envelope: [{ member: '__proto__', value: 'time' }] }, 'x', at);
    expect([Object.keys(state ?? {}), Object.getPrototypeOf(state)]).toEqual([['__proto__', 'data'], Object.prototype]);
  });
});

test.each([
  ['default.json', 'default'],
  ['workspace-1.json', 'workspace-1'],
  ['my.grid.json', 'my.grid'],
  ['state', 'state'],
  ['.state', '.state'],
])('the name of %s is %s', (file, name) => {
  expect(nameInBackups(file)).toBe(name);
});
