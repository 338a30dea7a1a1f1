import { StatefixError } from '../model/errors.ts';
import type { Plan, PlanStep } from '../model/plan.ts';
import type { RawFile } from '../model/state-file.ts';
import { migrateDocuments } from '../plan/migrate.ts';
import { isHandEdit, remedyFor } from '../plan/repair.ts';
import { keepBroken, planReplacement, planSameBytes } from '../plan/replacement.ts';
import { currentVersion, documentVersion } from '../registry/document-version.ts';
import type { Kind } from '../registry/kind.ts';
import { change } from './change.ts';
import { type Judgement, sidecarOf } from './judge.ts';
import type { RepairOptions, Run, RunContext } from './run.ts';
import type { Workbench } from './workbench.ts';

/** Brings files back to health by the gentlest means: mode bits, a checksum that only waits to be put in place, else the best healthy backup, brought forward. */
export function repair(options: RepairOptions, context: RunContext): Run {
  return change({ command: 'repair', planner: planRepair }, options, context);
}

async function planRepair(judgement: Judgement, bench: Workbench): Promise<Plan | undefined> {
  const { facts, diagnosis } = judgement;
  const remedy = remedyFor(diagnosis.findings);
  switch (remedy.kind) {
    case 'none':
      return undefined;
    case 'mode':
      return planAround(judgement);
    case 'complete-sidecar': {
      const staged = facts.siblings.stagedSidecar;
      return staged && planAround(judgement, { kind: 'complete-sidecar', from: staged.path });
    }
    case 'reseal':
      // The bytes stay: of what a seal sets, the checksum beside them alone is written.
      return planAround(judgement, { kind: 'seal', what: ['checksum'] });
    case 'restore':
      return planRestore(judgement, bench);
  }
}

/** Leaves the bytes as they are: does that step beside the file, and takes away the bits of its mode that were found to be too many. */
function planAround(judgement: Judgement, beside?: PlanStep): Plan | undefined {
  const { facts, kind, target, diagnosis } = judgement;
  const { file } = facts;
  if (file.kind === 'unread') return undefined;
  const isTooOpen = diagnosis.findings.some(({ code }) => code === 'MODE_TOO_OPEN');
  const from = file.raw.stat?.mode;
  const to = isTooOpen ? restoredMode(file.raw, kind) : undefined;
  const mode: readonly PlanStep[] = from === undefined || to === undefined ? [] : [{ kind: 'mode', from, to }];
  return planSameBytes(file.raw, beside === undefined ? mode : [beside, ...mode], {
    path: target.path,
    kind,
    mode: to,
    sidecar: beside === undefined ? undefined : sidecarOf(judgement),
  });
}

async function planRestore(judgement: Judgement, bench: Workbench): Promise<Plan> {
  const { facts, kind, target, format, schemaOf } = judgement;
  const { file, siblings } = facts;
  const reasons: string[] = [];
  for (const backup of kind.recover.includes('bak') ? siblings.backups : []) {
    if (backup.file.kind === 'unread' && backup.file.isIoError) throw unreadableBackup(backup.path, backup.file.errno);
    if (backup.unhealthy !== undefined || backup.file.kind !== 'parsed') {
      reasons.push(`${backup.path}: ${backup.unhealthy}`);
      continue;
    }
    const source = backup.file;
    try {
      const tools = { schemaOf, runStep: bench.runStep, now: bench.context.now() };
      const changes = await migrateDocuments(source, kind, currentVersion(kind), tools);
      const [first] = source.documents;
      const found = first === undefined ? undefined : documentVersion(first, kind);
      const version = found?.kind === 'known' && kind.version !== false ? found.version : undefined;
      const steps = [
        { kind: 'restore', source: backup.path, version } as const,
        ...[...changes.values()].flatMap((each) => each.steps),
      ];
      return planReplacement(source, format, changes, steps, {
        path: target.path,
        kind,
        basis: file.kind === 'unread' ? 'absent' : file.raw.digest,
        keep: file.kind === 'unread' ? 'none' : keepBroken(kind),
        mode: restoredMode(file.kind === 'unread' ? source.raw : file.raw, kind),
        sidecar: sidecarOf(judgement),
      });
    } catch (error) {
      if (!(error instanceof StatefixError) || error.code !== 'MIGRATION_FAILED') throw error;
      reasons.push(`${backup.path}: ${error.message}`);
    }
  }
  throw notRepairable(judgement, reasons, bench.keptIn(target.path) !== undefined);
}

/** The mode that stood there, less the bits that the kind does not allow. */
function restoredMode({ stat }: RawFile, kind: Kind): number | undefined {
  if (stat === undefined) return undefined;
  return kind.mode === undefined ? stat.mode : stat.mode & kind.mode;
}

function unreadableBackup(path: string, errno: string | undefined): StatefixError {
  return new StatefixError(
    'WRITE_FAILED',
    `${path} cannot be read${errno === undefined ? '' : ` (${errno})`}: it may be healthy`,
    {
      hint: 'Mend what keeps it from being read, then run the command again. Nothing was changed.',
      step: 'read',
      ...(errno === undefined ? {} : { errno }),
    },
  );
}

function notRepairable(
  { target, kind, diagnosis }: Judgement,
  reasons: readonly string[],
  hasBackups: boolean,
): StatefixError {
  const none = kind.recover.includes('bak') ? 'there is no backup beside it' : 'its kind lets no .bak serve (recover)';
  const looked = reasons.length === 0 ? none : reasons.join('; ');
  const hint = isHandEdit(diagnosis.findings)
    ? `If it was edited by hand and is right, run: statefix seal. The file is as it was.`
    : hasBackups
      ? `The file is as it was. The project keeps backups of it: statefix backup restore ${target.display}`
      : kind.backups.bak
        ? 'The file is as it was. Restore it by hand, from version control or a backup of your own, then run: statefix check'
        : 'The file is as it was, and its kind keeps no .bak. Restore it by hand, then run: statefix check';
  return new StatefixError(
    'STATE_CORRUPTED',
    `${target.display} is corrupted and no healthy candidate was found: ${looked}`,
    {
      hint,
      path: target.display,
    },
  );
}
