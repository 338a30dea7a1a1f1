import { beforeAll, describe, expect, test } from 'vitest';
import { isWindows } from '../../support/system.ts';
import { aLedger, aList, aRepository, aSchema, type Changes, FILES, type Repository } from './repository.ts';

/** A branch: what it changes, and what is found of that. */
interface Branch {
  readonly name: string;
  readonly changes: Changes;
  readonly modes?: Readonly<Record<string, number>>;
  /** What the other branch, which was merged before, had changed. */
  readonly other?: Changes;
  readonly unmerged: readonly string[];
  readonly merged: readonly string[];
}

const TITLE = '{ "type": "string" }';
const ITEMS = '{ "type": "array" }';
const STEP = 'export const up = (state) => ({ ...state, done: [] });\n';
const THIRD = aSchema(3, { title: TITLE, items: ITEMS, done: ITEMS });
const withNote = FILES['list.json'] as string;

/** It has the form of a token, and is none. */
const TOKEN = `ghp_${'a1B2c3'.repeat(6)}`;

const found = (...findings: readonly string[]) => ({ unmerged: findings, merged: findings });

const ACCIDENTS: readonly Branch[] = [
  {
    name: 'a version that went back',
    changes: { 'list.json': aList(1, 20) },
    ...found('VERSION_OUTDATED list.json:2', 'VERSION_DECREASED list.json:2'),
  },
  {
    name: 'a serial that went back',
    changes: { 'ledger.json': aLedger(6, 'a1', 90) },
    ...found('SERIAL_DECREASED ledger.json:3'),
  },
  {
    name: 'a content that changed under its serial',
    changes: { 'ledger.json': aLedger(7, 'a1', 90) },
    ...found('SERIAL_DECREASED ledger.json:3'),
  },
  {
    name: 'a state of another lineage',
    changes: { 'ledger.json': aLedger(8, 'b2', 90) },
    ...found('LINEAGE_CHANGED ledger.json:4'),
  },
  {
    name: 'a state that lost most of its values',
    changes: { 'list.json': aList(2, 3) },
    ...found('STATE_SHRUNK list.json:1'),
  },
  {
    name: 'a part that was emptied',
    changes: { 'lists/a.json': aList(2, 0) },
    ...found('STATE_SHRUNK lists/a.json:4'),
  },
  { name: 'a state that was deleted', changes: { 'list.json': undefined }, ...found('STATE_DELETED list.json') },
  {
    name: 'a shape that changed under its version',
    changes: {
      'schemas/list/2.schema.json': aSchema(2, { title: TITLE, items: ITEMS, note: TITLE }),
      'list.json': withNote.replace('"items"', '"note": "new",\n  "items"'),
    },
    ...found('BUMP_MISSED list.json:4', 'RELEASED_EDITED schemas/list/2.schema.json:8'),
  },
  {
    name: 'a schema that was edited after its release',
    changes: {
      'schemas/list/1.schema.json': aSchema(1, { name: '{ "type": "string", "minLength": 1 }', items: ITEMS }),
    },
    ...found('RELEASED_EDITED schemas/list/1.schema.json:6'),
  },
  {
    name: 'a migration that was edited after its release',
    changes: {
      'migrations/list/2_title.mjs':
        "// Titles.\nexport const up = ({ name, ...rest }) => ({ ...rest, title: name ?? '' });\n",
    },
    ...found('RELEASED_EDITED migrations/list/2_title.mjs:1'),
  },
  {
    name: 'a secret that was added',
    changes: { 'lists/a.json': aList(2, 8).replace('To do', TOKEN) },
    ...found('SECRET_ADDED lists/a.json:3'),
  },
  {
    name: 'a version that two branches added',
    changes: { 'schemas/list/3.schema.json': THIRD, 'migrations/list/3_done.mjs': STEP },
    other: { 'schemas/list/3.schema.json': THIRD, 'migrations/list/3_ready.mjs': STEP },
    unmerged: ['list.json', 'lists/a.json', 'lists/few.json', 'lists/token.json'].map(
      (path) => `VERSION_OUTDATED ${path}:2`,
    ),
    merged: ['REGISTRY_DUPLICATE migrations/list/3_done.mjs'],
  },
  ...(isWindows
    ? []
    : [
        {
          name: 'a file that became executable',
          changes: {},
          modes: { 'list.json': 0o755 },
          ...found('MODE_CHANGED list.json'),
        },
      ]),
];

const schema2 = FILES['schemas/list/2.schema.json'] as string;

/** What looks alike, and is right. */
const TWINS: readonly Branch[] = [
  {
    name: 'a version that rose, with its migration',
    changes: {
      'schemas/list/3.schema.json': THIRD,
      'migrations/list/3_done.mjs': STEP,
      'list.json': aList(2, 20).replace('"version": 2', '"version": 3').replace('"items"', '"done": [],\n  "items"'),
      'lists/a.json': aList(2, 8).replace('"version": 2', '"version": 3'),
      'lists/few.json': aList(2, 4).replace('"version": 2', '"version": 3'),
      'lists/token.json': aList(2, 4).replace('"version": 2', '"version": 3').replace('To do', TOKEN),
    },
    ...found(),
  },
  { name: 'a serial that grew', changes: { 'ledger.json': aLedger(8, 'a1', 90) }, ...found() },
  {
    name: 'another layout under the same serial',
    changes: { 'ledger.json': `${JSON.stringify({ total: 100, lineage: 'a1', serial: 7, version: 1 })}\n` },
    ...found(),
  },
  { name: 'a new state of another lineage', changes: { 'lists/b.json': aList(2, 1) }, ...found() },
  { name: 'a state that lost some of its values', changes: { 'list.json': aList(2, 12) }, ...found() },
  { name: 'a part of few items that was emptied', changes: { 'lists/few.json': aList(2, 0) }, ...found() },
  {
    name: 'a loss that a migration declares',
    changes: {
      'schemas/list/3.schema.json': aSchema(3, { title: TITLE }),
      'migrations/list/3_no-items.mjs':
        "export const drops = ['/items'];\nexport const up = ({ items, ...rest }) => rest;\n",
      'list.json': '{\n  "version": 3,\n  "title": "To do"\n}\n',
      'lists/a.json': '{\n  "version": 3,\n  "title": "To do"\n}\n',
      'lists/few.json': '{\n  "version": 3,\n  "title": "To do"\n}\n',
      'lists/token.json': `{\n  "version": 3,\n  "title": "${TOKEN}"\n}\n`,
    },
    ...found(),
  },
  {
    name: 'a state that was moved, and edited on the way',
    changes: { 'list.json': undefined, 'lists/moved.json': aList(2, 21) },
    ...found(),
  },
  { name: 'other values in the same shape', changes: { 'list.json': withNote.replace('To do', 'Done') }, ...found() },
  {
    name: 'a schema with other words, other layout, another order of keys, and comments',
    changes: {
      'schemas/list/2.schema.json': `${JSON.stringify({
        $comment: 'Reviewed.',
        title: 'A list',
        additionalProperties: false,
        properties: {
          items: { type: 'array', description: 'What is to be done.' },
          title: { type: 'string' },
          version: { const: 2 },
        },
        required: ['version'],
        type: 'object',
      })}\n`,
    },
    ...found(),
  },
  {
    name: 'a schema that was written anew as YAML',
    changes: {
      'schemas/list/2.schema.json': undefined,
      'schemas/list/2.schema.yaml': `# The same.\n${schema2}`,
    },
    ...found(),
  },
  {
    name: 'a migration with other line endings',
    changes: { 'migrations/list/2_title.mjs': `${(FILES['migrations/list/2_title.mjs'] as string).trimEnd()}\r\n` },
    ...found(),
  },
  {
    name: 'a secret that was there, beside other changes',
    changes: { 'lists/token.json': aList(2, 3).replace('To do', TOKEN) },
    ...found(),
  },
  {
    name: 'a file that is read-only',
    changes: {},
    modes: { 'list.json': 0o444 },
    ...found(),
  },
];

describe.each([
  ['accidents', ACCIDENTS],
  ['innocent twins', TWINS],
] as const)('ten branches and more: %s', (_, branches) => {
  let repository: Repository;

  beforeAll(() => {
    repository = aRepository({
      ...FILES,
      'schemas/list/kind.yaml': 'secrets: true\n',
      'lists/a.json': aList(2, 8),
      'lists/few.json': aList(2, 4),
      'lists/token.json': aList(2, 4).replace('To do', TOKEN),
    });
    for (const [index, { changes, modes = {} }] of branches.entries()) {
      repository.git('checkout', '-q', '-b', `branch-${index}`, 'main');
      repository.write(changes);
      for (const [name, mode] of Object.entries(modes)) repository.chmod(name, mode);
      repository.commit();
      repository.git('checkout', '-q', '-f', 'main');
    }
  });

  test.each(branches.map((branch, index) => [branch.name, branch, index] as const))(
    '%s, on its branch',
    async (_name, branch, index) => {
      repository.git('checkout', '-q', '-f', `branch-${index}`);
      expect((await repository.check('main')).found).toEqual(branch.unmerged);
    },
  );

  test.each(branches.map((branch, index) => [branch.name, branch, index] as const))(
    '%s, merged into a main that has gone on, against the first parent',
    async (_name, branch, index) => {
      repository.git('checkout', '-q', '-f', '-B', 'merged', 'main');
      repository.commit({ 'README.md': 'Gone on.\n', ...branch.other });
      repository.git('merge', '-q', '--no-edit', `branch-${index}`);
      expect((await repository.check('HEAD~1')).found).toEqual(branch.merged);
    },
  );
});
