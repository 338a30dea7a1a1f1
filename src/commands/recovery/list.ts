import type { CandidatesReport, DataLoss, FileCandidates, ListedCandidate } from '../../model/recovery.ts';
import { remedyFor } from '../../plan/repair.ts';
import { errorOfFile } from '../backup/backed-up-file.ts';
import { judge } from '../judge.ts';
import type { Judgement } from '../judgement.ts';
import type { RepairOptions, RunContext } from '../run.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { type Candidate, type HealthyCandidate, isHealthy } from './candidate.ts';
import { listAll } from './choose.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { dataLossOf } from './loss.ts';
import { openHunt } from './search.ts';

/** All that could take the place of each file, judged and brought to the current version in memory. Changes nothing and takes no lock; steps are run. */
export async function listCandidates(options: RepairOptions, context: RunContext): Promise<CandidatesReport> {
  const bench = await openWorkbench(options, context);
  const files: FileCandidates[] = [];
  for (const target of bench.targets) {
    if (context.signal.aborted) break;
    const judgement = await judge(target, bench);
    if (judgement !== undefined) files.push(await candidatesOf(judgement, options, bench));
  }
  return { version: 1, command: 'repair list', files };
}

async function candidatesOf(judgement: Judgement, options: RepairOptions, bench: Workbench): Promise<FileCandidates> {
  const { target, kind, diagnosis } = judgement;
  const { isHealthy: isWell, findings } = diagnosis;
  const remedy = remedyFor(findings).kind;
  const name = { path: target.display, kind: kind.name, isHealthy: isWell };
  // Nobody needs to search for what would not be taken.
  if (remedy !== 'restore') {
    return { ...name, needs: remedy === 'none' && !isWell ? 'nothing-allowed' : 'nothing', candidates: [], notes: [] };
  }
  try {
    const evidence = evidenceOf(judgement);
    const hunt = openHunt(judgement, evidence, options, bench);
    const { candidates, chosen } = await listAll(judgement, evidence, hunt);
    return {
      ...name,
      needs: 'candidate',
      candidates: candidates.map((candidate) => listed(candidate, chosen, evidence)),
      notes: hunt.notes,
    };
  } catch (error) {
    return { ...name, needs: 'candidate', candidates: [], notes: [], error: errorOfFile(error) };
  }
}

function listed(candidate: Candidate, chosen: HealthyCandidate | undefined, evidence: Evidence): ListedCandidate {
  const { name, source, shown, version, at, serial, verdict } = candidate;
  const loss: DataLoss | null = isHealthy(candidate) ? dataLossOf(candidate, evidence) : null;
  return {
    name,
    source: shown,
    version,
    at: at?.toISOString() ?? null,
    serial: serial === undefined ? null : String(serial),
    isHealthy: verdict.kind === 'healthy',
    reason: verdict.kind === 'healthy' ? null : verdict.reason,
    isTrusted: source !== 'salvage' && evidence.loaded.kind.recover.includes(source),
    isChosen: candidate === chosen,
    dataLoss: loss,
  };
}
