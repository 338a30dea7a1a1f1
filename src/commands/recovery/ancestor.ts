import type { AncestorFacts } from '../../checks/facts.ts';
import type { ParsedFile } from '../../model/state-file.ts';
import { differenceOf } from '../../plan/difference/difference.ts';
import type { Judgement } from '../judgement.ts';
import { SEARCH_TIMEOUT } from '../run.ts';
import type { Workbench } from '../workbench.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { isProven } from './judge-candidate.ts';
import { fieldsOfEngine } from './loss.ts';
import { readState } from './read-state.ts';
import { searchFor } from './search.ts';

/** An edit is told with what is at hand; nobody asks what is not. */
const SILENT = { note: () => undefined, unseen: () => undefined };

/** So many states are looked at for the one that a file was before somebody edited it. */
const MOST_STATES = 20;

/** Places that hold copies of what the file was. */
const COPIES = ['bak', 'backups', 'git'] as const;

/**
 * What an edited file was before: the state that its recorded checksum was made of, where that is still to be had, else the newest healthy one of its version.
 * No step is run. `undefined` where there is none.
 */
export async function ancestorOf(
  judgement: Omit<Judgement, 'diagnosis'>,
  bench: Workbench,
): Promise<AncestorFacts | undefined> {
  const { facts, kind } = judgement;
  if (facts.file.kind !== 'parsed') return undefined;
  const evidence = evidenceOf(judgement);
  const found = await findAncestor(judgement, facts.file, evidence, bench);
  const [before] = found?.file.documents ?? [];
  const [after] = facts.file.documents;
  if (found === undefined || before === undefined || after === undefined) return undefined;
  return {
    shown: found.shown,
    isProven: found.isProven,
    difference: differenceOf(before, after, { ignored: fieldsOfEngine(kind), identities: kind.identities }),
    flipped: flippedBits(found.file.raw.bytes, facts.file.raw.bytes),
  };
}

interface Ancestor {
  readonly file: ParsedFile;
  readonly shown: string;
  readonly isProven: boolean;
}

async function findAncestor(
  judgement: Omit<Judgement, 'diagnosis'>,
  file: ParsedFile,
  evidence: Evidence,
  bench: Workbench,
): Promise<Ancestor | undefined> {
  const { candidatesIn } = await import('../../store/candidates/index.ts');
  const signal = AbortSignal.any([AbortSignal.timeout(SEARCH_TIMEOUT), bench.context.signal]);
  const search = searchFor(judgement, signal, SILENT, bench);
  const version = evidence.versionOf(file);
  let newest: Ancestor | undefined;
  let count = 0;
  for (const source of COPIES.filter((each) => judgement.kind.recover.includes(each))) {
    for await (const found of candidatesIn(source, search)) {
      count += 1;
      if (signal.aborted || count > MOST_STATES) return newest;
      const read = await readState(found, evidence, bench);
      if (read.kind === 'unfit' || evidence.versionOf(read.file) !== version) continue;
      if (read.file.documents.length !== 1 || file.documents.length !== 1) continue;
      const ancestor = { file: read.file, shown: found.shown, isProven: isProven(read.file, evidence) };
      if (ancestor.isProven || evidence.recorded === undefined) return ancestor;
      newest ??= ancestor;
    }
  }
  return newest;
}

/** How many bits differ between two texts of one length: a person changes more than one, a failing medium does not. */
function flippedBits(before: Uint8Array, after: Uint8Array): number | undefined {
  if (before.length !== after.length) return undefined;
  let count = 0;
  for (let index = 0; index < before.length; index += 1) {
    let bits = (before[index] ?? 0) ^ (after[index] ?? 0);
    for (; bits !== 0; bits &= bits - 1) count += 1;
    if (count > 8) return count;
  }
  return count;
}
