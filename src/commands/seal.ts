import type { FindingCode } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import { planReplacement } from '../plan/replacement.ts';
import { sealDocuments } from '../plan/seal.ts';
import { change } from './change.ts';
import { type Judgement, sidecarOf } from './judgement.ts';
import type { ChangeOptions, Run, RunContext } from './run.ts';
import type { Workbench } from './workbench.ts';

/** What sealing accepts: all else must be healthy. */
const SEALABLE: ReadonlySet<FindingCode> = new Set(['CHECKSUM_MISSING', 'CHECKSUM_MISMATCH']);
/** And what it mends on the way. */
const MENDED: FindingCode = 'MODE_TOO_OPEN';

/** Accepts a hand edit: where nothing but the checksum is wrong, writes checksum, serial and time of the last change anew. */
export function seal(options: ChangeOptions, context: RunContext): Run {
  return change({ command: 'seal', planner: planSeal }, options, context);
}

async function planSeal(judgement: Judgement, bench: Workbench): Promise<Plan | undefined> {
  const { facts, kind, schemaOf, format, target, diagnosis } = judgement;
  const { file } = facts;
  if (file.kind !== 'parsed') return undefined;
  if (diagnosis.findings.some(({ code, severity }) => severity === 'error' && !SEALABLE.has(code) && code !== MENDED))
    return undefined;
  const isTooOpen = diagnosis.findings.some(({ code }) => code === MENDED);
  const isUnsealed = diagnosis.findings.some(({ code }) => SEALABLE.has(code));
  if (!isUnsealed) return undefined;
  const { changes, steps } = await sealDocuments(file, kind, schemaOf, bench.context.now());
  return planReplacement(file, format, changes, steps, {
    path: target.path,
    kind,
    basis: file.raw.digest,
    // Only what was healthy becomes a .bak, and of the unsealed edit nothing is lost but the checksum that was not its own.
    keep: 'none',
    mode:
      isTooOpen && file.raw.stat !== undefined && kind.mode !== undefined ? file.raw.stat.mode & kind.mode : undefined,
    sidecar: sidecarOf(judgement),
  });
}
