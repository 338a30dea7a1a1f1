import { expect, expectTypeOf, test } from 'vitest';
import type { StatefixAudit } from '../../../src/kinds/statefix-audit/1.ts';
import type { AuditLine } from '../../../src/model/audit.ts';
import type { Value } from '../../../src/model/value.ts';
import { readAudit } from '../../../src/store/audit/read.ts';
import { verifyAudit } from '../../../src/store/audit/verify.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { judgeBy } from '../../kinds/builtin.ts';
import { aChange, appendAll, aRecordedFile, aStore, bytesOf } from './audits.ts';

function linesOfEveryKind(): readonly Value[] {
  const store = aStore();
  appendAll(store, [
    aChange(),
    aChange({
      files: [
        aRecordedFile({ from: { digest: 'absent', mode: null, version: null }, backup: null, recovery: 'git' }),
        aRecordedFile({ sidecar: `sha256:${'c'.repeat(64)}`, steps: [] }),
      ],
    }),
    aChange({ command: 'repair', files: [aRepairedFile()] }),
    aChange({ files: [] }),
  ]);
  return bytesOf(store)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** What a repair records: which candidate, and what was lost by it. */
function aRepairedFile() {
  const pointers = Array.from({ length: 50 }, (_, index) => `/items/${index}/n\u00e4me~1\u202e"`);
  const counts = { added: 50, changed: 1, gone: 9007199254740991 };
  const dataLoss = {
    kind: 'known',
    isPartial: true,
    difference: { added: pointers, changed: [''], gone: [], counts },
  } as const;
  const step = {
    kind: 'restore',
    source: 'state.json.bak',
    version: '1',
    candidate: 'bak',
    at: '2026',
    dataLoss,
  } as const;
  return aRecordedFile({ recovery: 'state.json.bak', steps: [step, { kind: 'seal', what: ['recovery', 'checksum'] }] });
}

test('what was lost is read back as it was recorded, and proven', () => {
  const store = aStore();
  const file = aRepairedFile();
  appendAll(store, [aChange({ files: [file] }), aChange()]);
  const { lines, faults } = readAudit(nodeFs, store);
  expect(faults).toEqual([]);
  expect(lines[0]?.files).toEqual([file]);
  expect(verifyAudit(nodeFs, store)).toMatchObject({ kind: 'intact', changes: 2 });
});

test('every line fits the schema of its kind', async () => {
  const judge = await judgeBy('statefix-audit', '1');
  for (const line of linesOfEveryKind()) expect(judge(line)).toEqual([]);
});

test('a line that is none does not', async () => {
  const judge = await judgeBy('statefix-audit', '1');
  const [line] = linesOfEveryKind();
  expect(judge({ ...(line as object), sequence: 0 })).toEqual(['/sequence minimum']);
  expect(judge({ ...(line as object), hash: 'sha256:x' })).toEqual(['/hash pattern']);
});

// Held by the compiler: `npm run typecheck` fails where the schema of a line and its type part.
test('a line is of the type that its schema gives', () => {
  expectTypeOf<AuditLine['who']>().toExtend<StatefixAudit['who']>();
  expectTypeOf<keyof AuditLine>().toEqualTypeOf<Exclude<keyof StatefixAudit, number> & keyof AuditLine>();
});
