import { expect, expectTypeOf, test } from 'vitest';
import type { StatefixAudit } from '../../../src/kinds/statefix-audit/1.ts';
import type { AuditLine } from '../../../src/model/audit.ts';
import type { Value } from '../../../src/model/value.ts';
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
    aChange({ files: [] }),
  ]);
  return bytesOf(store)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

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
