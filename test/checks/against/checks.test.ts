import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AGAINST_BASE } from '../../../src/checks/against/index.ts';
import type { BaseFacts, Facts } from '../../../src/checks/facts.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Value } from '../../../src/model/value.ts';
import type { Kind } from '../../../src/registry/kind.ts';
import type { Validator } from '../../../src/registry/validator.ts';
import { aFile, aKind, aVersionSchema, someFacts } from '../../support/facts.ts';
import { anyObject } from '../../support/values.ts';

const LINED = { serial: '/serial', lineage: '/lineage' } as const;

async function factsOf(
  before: Value | string,
  found: Value | string,
  { kind = {}, base = {} }: { readonly kind?: Partial<Kind>; readonly base?: Partial<BaseFacts> } = {},
): Promise<Facts> {
  const file = (value: Value | string) =>
    typeof value === 'string' ? aFile(value, 'yaml') : aFile(JSON.stringify(value));
  return someFacts({
    file: await file(found),
    kind: aKind(kind),
    base: {
      shown: 'main',
      file: await file(before),
      modes: undefined,
      edited: new Map(),
      drops: [],
      undeclared: [],
      ...base,
    },
  });
}

function findingsOf(facts: Facts): readonly Finding[] {
  return AGAINST_BASE.flatMap((check) => check(facts));
}

/** Codes with their pointers. */
async function told(...args: Parameters<typeof factsOf>): Promise<readonly string[]> {
  return findingsOf(await factsOf(...args)).map(({ code, pointer, document }) =>
    [code, pointer, ...(document === undefined ? [] : [`#${document}`])].join(' ').trim(),
  );
}

function members(count: number): Record<string, Value> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, index]));
}

describe('laws', () => {
  test('a file that is what it was is told nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyObject, async (state) => {
        const text = JSON.stringify({ ...state, version: 2 }, (_, value) =>
          typeof value === 'bigint' ? Number(value) : value,
        );
        const facts = await factsOf('', '', { kind: LINED });
        const file = await aFile(text);
        const base = { ...(facts.base as BaseFacts), file };
        expect(findingsOf({ ...facts, file, base })).toEqual([]);
      }),
    );
  });

  test('a new file is told nothing, and neither is one without a base', async () => {
    const facts = await factsOf({ version: 2, ...members(20) }, { version: 1 });
    expect(findingsOf({ ...facts, base: { ...(facts.base as BaseFacts), file: undefined } })).toEqual([]);
    const { base: _base, ...alone } = facts;
    expect(findingsOf(alone)).toEqual([]);
    expect(findingsOf(facts)).not.toEqual([]);
  });

  test('a file that cannot be read is told by others, on either side', async () => {
    expect(await told('a: [', { version: 1 })).toEqual([]);
    expect(await told({ version: 2, ...members(20) }, 'a: [')).toEqual([]);
  });
});

describe('the version', () => {
  test.each([
    [{ version: 2 }, { version: 1 }, ['VERSION_DECREASED /version']],
    [{ schemaVersion: 2 }, { schemaVersion: 1 }, ['VERSION_DECREASED /schemaVersion']],
    [{ version: '2' }, { version: 1 }, ['VERSION_DECREASED /version']],
    [{ version: 9 }, { version: 7 }, ['VERSION_DECREASED /version']],
    [{ version: '1.10.0' }, { version: '1.9.0' }, ['VERSION_DECREASED /version']],
    [{ version: '1.0.0' }, { version: '1.0.0-rc.1' }, ['VERSION_DECREASED /version']],
    [{ version: 1 }, { version: 2 }, []],
    [{ version: '1.9.0' }, { version: '1.10.0' }, []],
    [{ version: 2 }, { version: '1.0.0' }, []],
    [{ version: 2 }, {}, []],
    [{ version: 2 }, { version: 'one' }, []],
    [{ version: [2] }, { version: 1 }, []],
  ])('from %j to %j', async (before, found, findings) => {
    expect(await told(before, found)).toEqual(findings);
  });

  test('that a file lost is what files without one are of', async () => {
    expect(await told({ version: 2 }, {}, { kind: { unversioned: '1' } })).toEqual(['VERSION_DECREASED']);
  });

  test('of each document of a file', async () => {
    expect(await told('version: 2\n---\nversion: 2\n', 'version: 2\n---\nversion: 1\n')).toEqual([
      'VERSION_DECREASED /version #1',
    ]);
  });

  test('is nothing to a kind whose files carry none', async () => {
    expect(await told({ version: 2 }, { version: 1 }, { kind: { version: false } })).toEqual([]);
  });
});

describe('serial and lineage', () => {
  const state = { version: 2, serial: 7, lineage: 'a', name: 'x' };

  test.each([
    ['a lower serial', { serial: 6 }, ['SERIAL_DECREASED /serial']],
    ['a serial that stayed while the content changed', { name: 'y' }, ['SERIAL_DECREASED /serial']],
    ['a higher serial', { serial: 8, name: 'y' }, []],
    ['another lineage, whatever its serial', { serial: 1, lineage: 'b' }, ['LINEAGE_CHANGED /lineage']],
    ['a lineage that is another type', { serial: 8, lineage: 1 }, ['LINEAGE_CHANGED /lineage']],
    ['a serial that is no number any more', { serial: null }, ['SERIAL_DECREASED /serial']],
  ])('%s', async (_, changes, findings) => {
    expect(await told(state, { ...state, ...changes }, { kind: LINED })).toEqual(findings);
  });

  test('are nothing to a kind that names none', async () => {
    expect(await told(state, { ...state, serial: 1, lineage: 'b' })).toEqual([]);
  });

  test('a serial beyond the integers of a double', async () => {
    const text = (serial: string) => `version: 2\nserial: ${serial}\n`;
    expect(await told(text('9007199254740993'), text('9007199254740992'), { kind: LINED })).toEqual([
      'SERIAL_DECREASED /serial',
    ]);
  });

  test('the checksum alone is no content', async () => {
    const kind = { ...LINED, checksum: '/checksum' } as const;
    const found = { ...state, checksum: 'sha256:b' };
    expect(await told({ ...state, checksum: 'sha256:a' }, found, { kind })).toEqual([]);
  });
});

describe('what a state lost', () => {
  test.each([
    [21, 10, ['STATE_SHRUNK']],
    [20, 10, []],
    [19, 9, ['STATE_SHRUNK']],
    [18, 9, []],
    [9, 0, []],
    [1000, 501, []],
  ])('of %i values %i are left', async (before, found, findings) => {
    expect(await told(members(before), members(found))).toEqual(findings);
  });

  test('values that moved are not lost', async () => {
    const found = { nested: [Object.values(members(20)), 1] };
    expect(await told(members(21), found)).toEqual([]);
  });

  test.each([
    [{ list: [1, 2, 3, 4, 5] }, { list: [] }, ['STATE_SHRUNK /list']],
    [{ map: members(5) }, { map: {} }, ['STATE_SHRUNK /map']],
    [{ map: members(5) }, { map: null }, ['STATE_SHRUNK /map']],
    [{ map: members(5) }, {}, ['STATE_SHRUNK']],
    [[1, 2, 3, 4, 5], [], ['STATE_SHRUNK']],
    [{ list: [1, 2, 3, 4] }, { list: [] }, []],
    [{ list: [1, 2, 3, 4, 5] }, { list: [1] }, []],
    [{ list: [1, 2, 3, 4, 5] }, { list: 'gone to /other' }, []],
    [{ deep: { list: [1, 2, 3, 4, 5] } }, { deep: { list: [] } }, []],
  ])('a part: %j, then %j', async (before, found, findings) => {
    expect(await told(before as Value, found as Value, { kind: { version: false } })).toEqual(findings);
  });

  test('a part that is gone with its version may have moved', async () => {
    expect(await told({ version: 1, list: [1, 2, 3, 4, 5] }, { version: 2, items: [1, 2, 3, 4, 5] })).toEqual([]);
  });

  test.each([
    ['the part', ['/list'], []],
    ['what is in each of its items', ['/list/*'], []],
    ['something else', ['/other'], ['STATE_SHRUNK']],
  ])('a migration declares %s as dropped', async (_, drops, findings) => {
    const list = Array.from({ length: 30 }, (_item, id) => ({ id }));
    expect(await told({ version: 1, list }, { version: 2 }, { base: { drops } })).toEqual(findings);
  });

  test('a declaration that could not be read is named', async () => {
    const facts = await factsOf(members(20), {}, { base: { undeclared: ['2_a'] } });
    expect(findingsOf(facts)).toMatchObject([{ args: { undeclared: ['2_a'], before: 20, found: 0 } }]);
  });
});

describe('the shape', () => {
  const schemas = (before: Value, found: Value, validator: Validator = { validate: () => [] }) => ({
    base: { edited: new Map([['2', aVersionSchema('2', before, validator)]]) },
    versions: new Map([['2', aVersionSchema('2', found)]]),
  });
  const misfit = {
    pointer: '/name',
    atKey: false,
    args: { keyword: 'type', expected: 'string', found: '1', schema: '' },
  };

  async function shape(before: Value, found: Value, { base, versions }: ReturnType<typeof schemas>) {
    return findingsOf({ ...(await factsOf(before, found, { base })), versions });
  }

  test('that the schema of the base does not take', async () => {
    const strict: Validator = {
      validate: (value) => (typeof (value as { name: Value }).name === 'string' ? [] : [misfit]),
    };
    const found = await shape({ version: 2, name: 'x' }, { version: 2, name: 1 }, schemas({}, {}, strict));
    expect(found).toEqual([
      {
        code: 'BUMP_MISSED',
        pointer: '/name',
        args: {
          base: 'main',
          version: '2',
          reason: 'Expected string, found 1',
          schema: 'schemas/sample/2.schema.json',
        },
      },
    ]);
  });

  test('that did not fit at the base either says nothing of a bump', async () => {
    const never: Validator = { validate: () => [misfit] };
    expect(await shape({ version: 2 }, { version: 2, name: 1 }, schemas({}, {}, never))).toEqual([]);
  });

  test('a member that only the edited schema knows', async () => {
    const edited = { properties: { name: {}, deep: { properties: { more: {} } } } };
    const found = await shape(
      { version: 2 },
      { version: 2, name: 1, deep: { more: 1 } },
      schemas({ properties: { name: {} } }, edited),
    );
    expect(found).toMatchObject([{ code: 'BUMP_MISSED', pointer: '/deep', atKey: true }]);
  });

  test('a member that neither schema knows is nobody’s', async () => {
    expect(await shape({ version: 2 }, { version: 2, free: 1 }, schemas({}, { properties: { name: {} } }))).toEqual([]);
  });

  test('with another version is right', async () => {
    expect(await shape({ version: 1 }, { version: 2, name: 1 }, schemas({}, { properties: { name: {} } }))).toEqual([]);
  });
});

test('the mode is told as git has it', async () => {
  const modes = { before: '100644', found: '100755' };
  const facts = await factsOf({ version: 2 }, { version: 2 }, { base: { modes } });
  expect(findingsOf(facts)).toEqual([{ code: 'MODE_CHANGED', pointer: '', args: { base: 'main', ...modes } }]);
});
