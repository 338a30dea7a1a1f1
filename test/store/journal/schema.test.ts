import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectTypeOf, test } from 'vitest';
import { migrate } from '../../../src/commands/migrate.ts';
import { repair } from '../../../src/commands/repair.ts';
import { seal } from '../../../src/commands/seal.ts';
import type { StatefixJournal } from '../../../src/kinds/statefix-journal/1.ts';
import type { Value } from '../../../src/model/value.ts';
import { type JournalRecord, parseRecord, renderRecord } from '../../../src/store/journal/record.ts';
import { judgeBy } from '../../kinds/builtin.ts';
import { aContext, all, type Files, options } from '../../support/project.ts';
import { aJournaledProject, BROKEN, dyingBefore, journalOf, sha256, storeOf, V1, V2 } from './projects.ts';

/** The record that a command leaves which is killed before it replaces its first file. */
async function recordLeftBy(files: Files, run: (root: string) => Promise<unknown>): Promise<Value> {
  const root = aJournaledProject(files);
  await run(root).catch(() => undefined);
  const name = journalOf(root).find((each) => each.endsWith('.json')) ?? '';
  return JSON.parse(readFileSync(join(storeOf(root).directory, 'journal', name), 'utf8'));
}

/** Dies once its record stands. */
function dying(root: string) {
  return aContext(root, { fs: dyingBefore((operation) => operation === 'unlink' && journalOf(root).length > 0) });
}

const RECORDS: readonly (readonly [string, () => Promise<Value>])[] = [
  ['migrate', () => recordLeftBy({ 'a.json': V1 }, (root) => all(migrate(options('a.json'), dying(root))))],
  [
    'repair --atomic',
    () =>
      recordLeftBy({ 'a.json:0666': V2, 'b.json.bak': V2, 'more/c.json': BROKEN, 'more/c.json.bak': V2 }, (root) =>
        all(repair({ ...options('a.json', 'b.json', 'more/c.json'), isAtomic: true }, dying(root))),
      ),
  ],
  [
    'seal',
    () =>
      recordLeftBy({ 'a.beside': V2, 'a.beside.sha256': `${sha256(V1).slice(7)}  a.beside\n` }, (root) =>
        all(seal(options('a.beside'), dying(root))),
      ),
  ],
];

test.each(RECORDS)('the record of %s fits the schema of its kind, and is read as it was written', async (_, made) => {
  const judge = await judgeBy('statefix-journal', '1');
  const record = await made();
  expect(judge(record)).toEqual([]);
  const bytes = new TextEncoder().encode(JSON.stringify(record));
  const parsed = parseRecord(bytes);
  if (parsed === undefined) throw new Error('it is no record');
  expect(JSON.parse(new TextDecoder().decode(renderRecord(parsed)))).toEqual(record);
});

test('the record of a repair holds what is lost by it, and keeps it', async () => {
  const repaired = RECORDS.find(([name]) => name === 'repair --atomic');
  const record = parseRecord(new TextEncoder().encode(JSON.stringify(await repaired?.[1]())));
  const losses = record?.files.flatMap(({ path, steps }) =>
    steps.flatMap((step) => (step.kind === 'restore' ? [`${path}: ${step.dataLoss?.kind}`] : [])),
  );
  expect(losses).toEqual(['b.json: unknown', expect.stringMatching(/^more\/c\.json: (?:known|none|unknown)$/)]);
});

test('what is no record does not', async () => {
  const judge = await judgeBy('statefix-journal', '1');
  const [first] = RECORDS;
  const record = await first?.[1]();
  expect(judge({ ...(record as object), isAtomic: 1 })).toEqual(['/isAtomic type']);
  expect(judge({ ...(record as object), files: [] })).toEqual(['/files minItems']);
});

// Held by the compiler: `npm run typecheck` fails where the schema of a record and its type part.
test('a record is of the type that its schema gives', () => {
  expectTypeOf<keyof JournalRecord>().toEqualTypeOf<Exclude<keyof StatefixJournal, number> & keyof JournalRecord>();
});
