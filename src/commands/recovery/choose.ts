import { StatefixError } from '../../model/errors.ts';
import { nearest } from '../../model/nearest.ts';
import type { RecoverSource } from '../../registry/kind.ts';
import type { Judgement } from '../judgement.ts';
import { type Candidate, type HealthyCandidate, isHealthy } from './candidate.ts';
import { isConflicted } from './conflict.ts';
import type { Evidence } from './evidence.ts';
import { type CandidateHunt, sourcesByTrust } from './search.ts';
import { wordsFor } from './words-for.ts';

/** The candidates that were looked at, in the order in which they would be taken, and the one that is. */
export interface Choice {
  readonly candidates: readonly Candidate[];
  readonly chosen: HealthyCandidate | undefined;
}

/**
 * The best healthy candidate by what the kind trusts. A content that the broken file's own checksum proves to be what was lost goes before all others of the
 * sources that the kind names; else the first source with a healthy one decides, and in it the newest. The two sides of a conflict are newer than any copy: while
 * one of them is healthy nothing but their merge is taken unasked. Throws `WRITE_FAILED` for a copy of our own that cannot be seen: it may be the best one.
 */
export async function chooseTrusted(judgement: Judgement, evidence: Evidence, hunt: CandidateHunt): Promise<Choice> {
  const { recover } = evidence.loaded.kind;
  const seen: Candidate[] = [];
  if (isConflicted(judgement)) {
    const sides = await hunt.of('conflict', 'all');
    seen.push(...sides);
    const whole = sides.filter(isHealthy).filter(isOfBothHands);
    if (whole.length > 0) return { candidates: seen, chosen: whole.find(({ name }) => name === 'merged') };
  }
  let chosen: HealthyCandidate | undefined;
  for (const source of recover.filter((each) => each !== 'conflict')) {
    // Beyond the first source only a proof can change the choice; a reset proves nothing.
    if (chosen !== undefined && (evidence.recorded === undefined || chosen.isProven || source === 'default')) break;
    // A reset takes the place of what could not be seen, too: only who asks for it gets it.
    if (source === 'default' && hunt.isBlind()) continue;
    const candidates = await hunt.of(source, 'newest');
    seen.push(...candidates);
    if (chosen === undefined) ensureSeen(candidates);
    const healthy = candidates.filter(isHealthy);
    const proven = healthy.find(({ isProven }) => isProven);
    if (chosen === undefined || proven !== undefined) chosen = proven ?? healthy[0];
  }
  if (chosen !== undefined) return { candidates: seen, chosen };
  const salvaged = await hunt.salvaged();
  return { candidates: [...seen, ...salvaged], chosen: salvaged.find(isHealthy) };
}

/** All candidates, also those that the kind does not trust; the chosen one is the one that a repair would take. */
export async function listAll(judgement: Judgement, evidence: Evidence, hunt: CandidateHunt): Promise<Choice> {
  const { recover } = evidence.loaded.kind;
  const candidates: Candidate[] = [];
  for (const source of sourcesByTrust(recover)) candidates.push(...(await hunt.of(source, 'all')));
  candidates.push(...(await hunt.salvaged()));
  return { candidates, chosen: chosenOf(candidates, recover, isConflicted(judgement)) };
}

function chosenOf(
  candidates: readonly Candidate[],
  recover: readonly RecoverSource[],
  isConflict: boolean,
): HealthyCandidate | undefined {
  const healthy = candidates.filter(isHealthy);
  if (isConflict && healthy.some(isOfBothHands)) {
    return healthy.find(({ name }) => name === 'merged');
  }
  const trusted = healthy.filter(({ source }) => source !== 'conflict' && recover.includes(source as RecoverSource));
  const proven = trusted.find(({ isProven, source }) => isProven && source !== 'default');
  return proven ?? trusted[0] ?? healthy.find(({ source }) => source === 'salvage');
}

/** The common ancestor of a conflict is no newer than other copies. */
function isOfBothHands({ source, name }: Candidate): boolean {
  return source === 'conflict' && name !== 'base';
}

/** The candidate of that name, whatever the kind trusts. Throws `USAGE` for a name that none bears, `STATE_CORRUPTED` for one that cannot serve. */
export async function chooseNamed(
  name: string,
  judgement: Judgement,
  evidence: Evidence,
  hunt: CandidateHunt,
  isOneOfMany: boolean,
): Promise<Choice> {
  const source = sourceOf(name);
  const seen =
    source === undefined ? [] : source === 'salvage' ? await hunt.salvaged() : await hunt.of(source, { named: name });
  const found = seen.find((candidate) => candidate.name === name);
  if (found === undefined)
    throw noSuchCandidate(name, judgement, isOneOfMany, await listAll(judgement, evidence, hunt));
  if (!isHealthy(found)) throw unfitCandidate(found, judgement);
  return { candidates: [found], chosen: found };
}

/** The place where a candidate of that name stands; `undefined` where no name is like it. */
function sourceOf(name: string): Candidate['source'] | undefined {
  const [sort = ''] = name.split(':');
  return SOURCES.get(sort);
}

const SOURCES: ReadonlyMap<string, Candidate['source']> = new Map([
  ['bak', 'bak'],
  ['backup', 'backups'],
  ['file', 'backups'],
  ['temp', 'temp'],
  ['corrupt', 'corrupt'],
  ['index', 'git'],
  ['HEAD', 'git'],
  ['git', 'git'],
  ['ours', 'conflict'],
  ['theirs', 'conflict'],
  ['base', 'conflict'],
  ['merged', 'conflict'],
  ['default', 'default'],
  ['salvage', 'salvage'],
]);

/** What the system refused to show may be healthy, and better than all that comes behind it. */
function ensureSeen(candidates: readonly Candidate[]): void {
  const own = candidates.find(
    ({ verdict, source }) => verdict.kind === 'unfit' && verdict.isUnseen && (source === 'bak' || source === 'backups'),
  );
  if (own?.verdict.kind !== 'unfit') return;
  const { errno } = own.verdict;
  throw new StatefixError(
    'WRITE_FAILED',
    `${own.shown} cannot be read${errno === undefined ? '' : ` (${errno})`}: it may be healthy`,
    {
      hint: 'Mend what keeps it from being read, then run the command again; or name another candidate with --from. Nothing was changed.',
      step: 'read',
      ...(errno === undefined ? {} : { errno }),
    },
  );
}

/** Among several files this one alone is left as it is; a name for one file is a word of the command line. */
function noSuchCandidate(
  name: string,
  judgement: Judgement,
  isOneOfMany: boolean,
  { candidates }: Choice,
): StatefixError {
  const { display } = judgement.target;
  const names = candidates.map((each) => each.name);
  const meant = nearest(name, names);
  const suggestion = meant === undefined ? '' : `Did you mean ${meant}? `;
  const message = `${display} has no candidate ${JSON.stringify(name)}`;
  return new StatefixError(isOneOfMany ? 'STATE_CORRUPTED' : 'USAGE', message, {
    hint: `${suggestion}To see all of them: statefix repair --list ${wordsFor(judgement)}`,
    path: display,
  });
}

function unfitCandidate({ name, verdict }: Candidate, judgement: Judgement): StatefixError {
  const { display } = judgement.target;
  const reason = verdict.kind === 'unfit' ? verdict.reason : '';
  return new StatefixError('STATE_CORRUPTED', `${display} cannot be repaired from ${name}: ${reason}`, {
    hint: `The file is as it was. To see all candidates: statefix repair --list ${wordsFor(judgement)}`,
    path: display,
  });
}
