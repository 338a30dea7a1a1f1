import { StatefixError } from '../../model/errors.ts';
import { visible } from '../../model/visible.ts';
import type { Judgement } from '../judgement.ts';
import type { Workbench } from '../workbench.ts';
import { askForHunks } from './ask-for-hunks.ts';
import { type HealthyCandidate, isHealthy } from './candidate.ts';
import { type Choice, listAll } from './choose.ts';
import { isConflicted } from './conflict.ts';
import type { Evidence } from './evidence.ts';
import { dataLossOf } from './loss.ts';
import type { CandidateHunt } from './search.ts';

/**
 * Asks a person: hunk by hunk where the file holds a conflict, else which candidate is to be taken. `undefined` where the person would rather not: nothing is
 * changed then. Throws `USAGE` where there is nobody to ask.
 */
export async function askForCandidate(
  judgement: Judgement,
  evidence: Evidence,
  hunt: CandidateHunt,
  bench: Workbench,
): Promise<Choice | undefined> {
  const { ask } = bench.context;
  if (ask === undefined) {
    throw new StatefixError('USAGE', '--interactive asks on a terminal, and there is none', {
      hint: 'To see what can be chosen: statefix repair --list; then name it with --from.',
    });
  }
  if (isConflicted(judgement)) return await askForHunks(judgement, evidence, ask, bench);
  const { candidates } = await listAll(judgement, evidence, hunt);
  const healthy = candidates.filter(isHealthy);
  if (healthy.length === 0) return { candidates, chosen: undefined };
  const lines = healthy.map((each) => visible(`  ${each.name}: ${each.shown}, ${described(each, evidence)}`));
  const question = `${visible(judgement.target.display)} can be repaired from:\n${lines.join('\n')}\nWhich one?`;
  const answer = await ask(
    question,
    healthy.map(({ name }) => name),
  );
  const chosen = healthy.find(({ name }) => name === answer);
  return chosen && { candidates, chosen };
}

function described(candidate: HealthyCandidate, evidence: Evidence): string {
  const loss = dataLossOf(candidate, evidence);
  const age = candidate.at === undefined ? '' : `of ${candidate.at.toISOString()}, `;
  switch (loss.kind) {
    case 'none':
      return `${age}nothing that can be read is lost`;
    case 'known':
      return `${age}${loss.difference.counts.changed} changed, ${loss.difference.counts.gone} gone`;
    case 'unknown':
      return `${age}nobody can say what is lost`;
  }
}
