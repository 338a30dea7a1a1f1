import { findConflicts } from '../../formats/conflict/markers.ts';
import { hunkTexts, resolved } from '../../formats/conflict/sides.ts';
import { createLineMap } from '../../formats/line-map.ts';
import { StatefixError } from '../../model/errors.ts';
import { lastTokenOf } from '../../model/pointer.ts';
import { visible } from '../../model/visible.ts';
import type { Judgement } from '../judgement.ts';
import type { Ask } from '../run.ts';
import type { Workbench } from '../workbench.ts';
import { type Candidate, type HealthyCandidate, isHealthy } from './candidate.ts';
import { type Choice, listAll } from './choose.ts';
import { isConflicted } from './conflict.ts';
import { textOf } from './derived.ts';
import type { Evidence } from './evidence.ts';
import { judgeDerived } from './judge-candidate.ts';
import { dataLossOf } from './loss.ts';
import type { CandidateHunt } from './search.ts';

/** More lines of a hunk than this fill no screen. */
const MOST_LINES = 20;

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

async function askForHunks(
  { facts, target }: Judgement,
  evidence: Evidence,
  ask: Ask,
  bench: Workbench,
): Promise<Choice | undefined> {
  const text = facts.file.kind === 'unread' ? undefined : facts.file.raw.text;
  if (text === undefined) return undefined;
  const hunks = findConflicts(text);
  const lines = createLineMap(text);
  const choices: ('ours' | 'theirs')[] = [];
  for (const [index, hunk] of hunks.entries()) {
    const { ours, theirs, labels } = hunkTexts(text, hunk, lines);
    if ([ours, theirs].every((side) => isChecksum(side, evidence))) {
      choices.push('ours');
      continue;
    }
    const head = `${visible(target.display)}, conflict ${index + 1} of ${hunks.length}, line ${hunk.ours}`;
    const question = `${head}\nours (${visible(labels.ours)}):\n${shown(ours)}\ntheirs (${visible(labels.theirs)}):\n${shown(theirs)}\nWhich side?`;
    const answer = await ask(question, ['ours', 'theirs']);
    if (answer !== 'ours' && answer !== 'theirs') return undefined;
    choices.push(answer);
  }
  const chosen = resolved(text, hunks, choices);
  if (chosen === undefined) return undefined;
  const raw = textOf(chosen, target.display);
  const found = {
    name: 'chosen',
    source: 'conflict',
    shown: `${target.display}, as chosen`,
    at: undefined,
    raw,
  } as const;
  const candidate: Candidate = await judgeDerived(found, evidence, bench);
  return { candidates: [candidate], chosen: isHealthy(candidate) ? candidate : undefined };
}

/** A checksum is no matter of choice: it is made anew of what was chosen. */
function isChecksum(side: string, { loaded: { kind } }: Evidence): boolean {
  if (kind.checksum === false || kind.checksum === 'sidecar') return false;
  const key = lastTokenOf(kind.checksum) ?? '';
  const [line = '', ...rest] = side.split(/\r?\n/).filter((each) => each.trim() !== '');
  return rest.length === 0 && line.trim().replace(/^["']/, '').startsWith(key) && /sha256:[0-9a-f]{64}/.test(line);
}

function shown(text: string): string {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const more = lines.length > MOST_LINES ? [`  and ${lines.length - MOST_LINES} more lines`] : [];
  return [...lines.slice(0, MOST_LINES).map((line) => `  ${visible(line)}`), ...more].join('\n');
}
