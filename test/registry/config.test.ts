import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import { readConfig, resolveConfig } from '../../src/registry/config.ts';
import { DEFAULT_FACTS, resolveFacts } from '../../src/registry/kind.ts';
import { readKindFile } from '../../src/registry/written-facts.ts';

const NO_FLAGS = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };

const EVERYTHING: Value = {
  $schema: 'x',
  version: 1,
  registry: { schemas: 's', migrations: 'm' },
  kinds: {
    checklist: {
      files: ['.checklist/state.yaml'],
      version: '/schemaVersion',
      unversioned: '0.0.0',
      checksum: 'sidecar',
      mode: '0644',
      backups: {
        bak: false,
        keep: 5,
        corrupt: true,
        from: [
          '.backup/*',
          { files: '../all/*.json' },
          {
            files: '../../auto/{name}_*.json',
            at: '/data/{name}',
            into: '/data',
            envelope: { version: '/data/version', timestamp: 'time' },
          },
        ],
      },
      recover: ['bak', 'default'],
      touched: '/a/b',
      serial: '/serial',
      lineage: '/lineage',
      recovery: '/recovery',
      conflicts: '/conflicts',
      identities: [
        { items: '/items', by: '/id' },
        { items: '', by: '/a/*/b' },
      ],
      lock: { timeout: '30s', stale: '1h' },
      maxSize: '1GiB',
      format: 'yaml',
      leftovers: ['*.new'],
    },
    other: { version: false },
  },
  severity: { MODE_TOO_OPEN: 'warning', BOM_FOUND: 'off' },
};

describe('readConfig', () => {
  it('reads every setting', () => {
    const { config, problems } = readConfig(EVERYTHING);
    expect(problems).toEqual([]);
    expect(config.kinds?.[0]).toEqual({
      name: 'checklist',
      files: ['.checklist/state.yaml'],
      facts: {
        version: ['/schemaVersion'],
        unversioned: '0.0.0',
        checksum: 'sidecar',
        mode: 0o644,
        backups: {
          bak: false,
          keep: 5,
          corrupt: true,
          from: [
            { files: '.backup/*', at: '', into: '', envelope: [] },
            { files: '../all/*.json', at: '', into: '', envelope: [] },
            {
              files: '../../auto/{name}_*.json',
              at: '/data/{name}',
              into: '/data',
              envelope: [
                { member: 'version', value: '/data/version' },
                { member: 'timestamp', value: 'time' },
              ],
            },
          ],
        },
        recover: ['bak', 'default'],
        touched: '/a/b',
        serial: '/serial',
        lineage: '/lineage',
        recovery: '/recovery',
        conflicts: '/conflicts',
        identities: [
          { items: '/items', by: '/id' },
          { items: '', by: '/a/*/b' },
        ],
        lock: { timeout: 30_000, stale: 3_600_000 },
        maxSize: 1024 ** 3,
        format: 'yaml',
        leftovers: ['*.new'],
      },
    });
    expect(config.kinds?.[1]).toEqual({ name: 'other', files: [], facts: { version: false } });
    expect([...(config.severity ?? [])]).toEqual([
      ['MODE_TOO_OPEN', 'warning'],
      ['BOM_FOUND', 'off'],
    ]);
  });

  const wrong: readonly (readonly [Value, string, string, string | undefined])[] = [
    [{ version: 1, severty: {} }, '/severty', '"severty" is no setting of the config', 'Did you mean "severity"?'],
    [
      { version: 1, kinds: { a: { chekcsum: false } } },
      '/kinds/a/chekcsum',
      '"chekcsum" is no fact of a kind',
      'Did you mean "checksum"?',
    ],
    [
      { version: 1, severity: { MODE_TO_OPEN: 'off' } },
      '/severity/MODE_TO_OPEN',
      '"MODE_TO_OPEN" is no code of a finding',
      'Did you mean MODE_TOO_OPEN?',
    ],
    [
      { version: 1, severity: { BOM_FOUND: 'wraning' } },
      '/severity/BOM_FOUND',
      'severity.BOM_FOUND must be one of error, warning, note, off, not "wraning"',
      'Did you mean "warning"?',
    ],
    [
      { version: 1, kinds: { a: { mode: 644 } } },
      '/kinds/a/mode',
      'mode must be three octal digits such as "0644", not 644',
      'Put it in quotes',
    ],
    [
      { version: 1, kinds: { a: { version: 'v' } } },
      '/kinds/a/version',
      'kinds.a.version must be a JSON Pointer such as "/version", not "v"',
      'Did you mean "/v"?',
    ],
    [
      { version: 1, kinds: { a: { files: 'x' } } },
      '/kinds/a/files',
      'kinds.a.files must be a list, not "x"',
      'A list of one is written: ["x"]',
    ],
    [
      { version: 1, kinds: { a: { lock: { timeout: '5 parsecs' } } } },
      '/kinds/a/lock/timeout',
      'kinds.a.lock.timeout must be written like 5s, not "5 parsecs"',
      undefined,
    ],
    [
      { version: 1, kinds: { a: { backups: { keep: -1 } } } },
      '/kinds/a/backups/keep',
      'kinds.a.backups.keep must be a whole number from 0, not -1',
      undefined,
    ],
    [
      { version: 1, kinds: { a: { backups: { bak: 'yes' } } } },
      '/kinds/a/backups/bak',
      'kinds.a.backups.bak must be true or false, not "yes"',
      undefined,
    ],
    [
      { version: 1, kinds: { a: { recover: ['bakk'] } } },
      '/kinds/a/recover/0',
      'kinds.a.recover.0 must be one of bak, backups, temp, conflict, corrupt, git, default, not "bakk"',
      'Did you mean "bak"?',
    ],
    [
      { version: 1, kinds: { a: { checksum: 'sidcar' } } },
      '/kinds/a/checksum',
      'checksum must be a JSON Pointer, sidecar or false, not "sidcar"',
      'Did you mean sidecar?',
    ],
    [
      { version: 1, kinds: { a: null } },
      '/kinds/a',
      'the kind a must be an object, not null',
      'Indent what is said of it, such as its files, below it.',
    ],
    [
      { version: 1, kinds: { files: ['x'] } },
      '/kinds/files',
      'files is a fact of a kind, not a kind',
      'Indent it further, below the kind that it is about.',
    ],
    [{ version: 1, kinds: ['a'] }, '/kinds', 'kinds must be an object, not an array', 'Write each kind as a key'],
    ...(
      [
        ['/x/*', 'a glob of backups.from must be relative, not "/x/*"'],
        ['C:/x', 'a glob of backups.from must be relative, not "C:/x"'],
        ['a/../../x', 'a glob of backups.from may go up at its start alone, not as in "a/../../x"'],
        ['{..,a}/x', 'a glob of backups.from may go up at its start alone, not as in "{..,a}/x"'],
        ['..', 'a glob of backups.from may go up at its start alone, not as in ".."'],
        ['a\\b', 'a glob of backups.from parts directories by /, not as in "a\\\\b"'],
      ] as const
    ).map(
      ([glob, message]) =>
        [
          { version: 1, kinds: { a: { backups: { from: [glob] } } } },
          '/kinds/a/backups/from/0',
          message,
          'Write it relative to the directory of the state file',
        ] as const,
    ),
    [
      { version: 1, kinds: { a: { backups: { from: [7] } } } },
      '/kinds/a/backups/from/0',
      'a source of backups must be a glob, or an object with `files`, not 7',
      undefined,
    ],
    [
      { version: 1, kinds: { a: { backups: { from: [{ at: '/data' }] } } } },
      '/kinds/a/backups/from/0',
      'a source of backups needs `files`, a glob',
      undefined,
    ],
    [
      { version: 1, kinds: { a: { backups: { from: [{ files: 'x', int: '/data' }] } } } },
      '/kinds/a/backups/from/0/int',
      '"int" is no setting of backups.from',
      'Did you mean "into"?',
    ],
    [
      { version: 1, kinds: { a: { backups: { from: [{ files: 'x', at: 'data' }] } } } },
      '/kinds/a/backups/from/0/at',
      'kinds.a.backups.from.0.at must be a JSON Pointer such as "/version", not "data"',
      'Did you mean "/data"?',
    ],
    [
      { version: 1, kinds: { a: { backups: { from: [{ files: 'x', into: '/data', envelope: { t: 'tme' } }] } } } },
      '/kinds/a/backups/from/0/envelope/t',
      'a member of an envelope must be a JSON Pointer into the state, or time, not "tme"',
      'Did you mean time?',
    ],
    [
      { version: 1, kinds: { a: { backups: { from: [{ files: 'x', envelope: {} }] } } } },
      '/kinds/a/backups/from/0',
      'an envelope needs `into`: where in it the backup belongs',
      'Add into: /data, or the like.',
    ],
    [
      { version: 1, kinds: { a: { identities: [{ items: '/x' }] } } },
      '/kinds/a/identities/0',
      'an identity needs `items` and `by`',
      undefined,
    ],
    [
      { version: 1, kinds: { a: { identities: [{ items: '/x', by: '/id', bye: 1 }] } } },
      '/kinds/a/identities/0/bye',
      '"bye" is no setting of identities',
      'Did you mean "by"?',
    ],
    [
      { version: 1, kinds: { a: { recovry: '/recovery' } } },
      '/kinds/a/recovry',
      '"recovry" is no fact of a kind',
      'Did you mean "recovery"?',
    ],
    [
      { version: 1, kinds: { a: { conflicts: '' } } },
      '/kinds/a/conflicts',
      'kinds.a.conflicts must be a JSON Pointer such as "/version", not ""',
      undefined,
    ],
    [{ version: 2 }, '/version', 'version must be 1, not 2', 'newer statefix'],
    [{}, '', 'the config does not say its version', 'Add: version: 1'],
    [[], '', 'the config must be an object, not an array', 'The least that it says is: version: 1'],
  ];
  it.each(wrong)('refuses %j', (value, pointer, message, hint) => {
    const [problem] = readConfig(value).problems;
    expect(problem).toMatchObject({ pointer, message });
    if (hint !== undefined) expect(problem?.hint).toContain(hint);
  });

  it('does not miss the version that it tells to be misspelt', () => {
    expect(readConfig({ verson: 1 }).problems.map(({ message }) => message)).toEqual([
      '"verson" is no setting of the config',
    ]);
  });

  it('refuses what the published schema refuses, and takes what it takes', () => {
    const schema = JSON.parse(readFileSync('schemas/statefix-config/1.schema.json', 'utf8'));
    const judge = new Ajv2020({ strict: false, logger: false }).compile(schema);
    expect(judge(EVERYTHING)).toBe(true);
    for (const [value] of wrong) expect(judge(value), JSON.stringify(value)).toBe(false);
  });
});

describe('resolveFacts', () => {
  it('gives the defaults of the contract where nothing is said', () => {
    expect(resolveFacts([])).toEqual({
      ...DEFAULT_FACTS,
      version: ['/version', '/schemaVersion'],
      lock: { timeout: 5000, stale: 300_000 },
      maxSize: 16_777_216,
      recover: ['bak', 'backups', 'git'],
      backups: { bak: true, keep: 3, corrupt: false, from: [] },
    });
  });

  it('lets the first layer win, member by member', () => {
    const facts = resolveFacts([{ lock: { timeout: 1 } }, { lock: { timeout: 2, stale: 3 }, mode: 0o600 }]);
    expect([facts.lock, facts.mode]).toEqual([{ timeout: 1, stale: 3 }, 0o600]);
  });
});

describe('resolveConfig', () => {
  it('takes the registry from the option, else the config, else the default', () => {
    const file = { path: '/p/statefix.config.yaml', directory: '/p', written: { registry: { schemas: 'own' } } };
    const config = resolveConfig(file, { ...NO_FLAGS, migrations: 'm' }, '/p/sub');
    expect([config.schemas, config.migrations]).toEqual([
      { path: '/p/own', namedBy: 'config' },
      { path: '/p/sub/m', namedBy: 'option' },
    ]);
    expect(resolveConfig(undefined, NO_FLAGS, '/w').schemas).toEqual({ path: '/w/schemas', namedBy: 'default' });
  });

  it('lets flags win over every fact', () => {
    const config = resolveConfig(undefined, { ...NO_FLAGS, lockTimeout: 7, maxSize: 9 }, '/w');
    const facts = resolveFacts([config.flagFacts, { lock: { timeout: 1, stale: 2 }, maxSize: 3 }]);
    expect([facts.lock, facts.maxSize]).toEqual([{ timeout: 7, stale: 2 }, 9]);
  });
});

it('readKindFile takes an empty file, and says what a misspelt fact means', () => {
  expect(readKindFile(null)).toEqual({ facts: {}, problems: [] });
  expect(readKindFile({ verison: '/v' }).problems[0]).toMatchObject({
    pointer: '/verison',
    atKey: true,
    message: '"verison" is no fact of a kind',
  });
});
