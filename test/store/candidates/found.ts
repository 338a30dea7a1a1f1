import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { RawFile, UnreadFile } from '../../../src/model/state-file.ts';
import type { Kind } from '../../../src/registry/kind.ts';
import type { CandidateSearch, FoundCandidate } from '../../../src/store/candidates/candidate.ts';
import { candidatesIn, type PlacedSource } from '../../../src/store/candidates/index.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { aKind } from '../../support/facts.ts';

/** A search for what may take the place of `state.json` in that directory, and what it was told; a test changes what it is about. */
export function aSearch(
  root: string,
  {
    file = 'state.json',
    kind = {},
    ...changes
  }: Partial<Omit<CandidateSearch, 'kind'>> & {
    readonly file?: string;
    readonly kind?: Partial<Kind>;
  } = {},
): CandidateSearch & { readonly notes: readonly string[] } {
  const notes: string[] = [];
  return {
    fs: nodeFs,
    path: join(root, file),
    cwd: root,
    kind: aKind(kind),
    store: undefined,
    root,
    environment: {},
    signal: new AbortController().signal,
    note: (clause) => notes.push(clause),
    unseen: (clause) => notes.push(clause),
    notes,
    ...changes,
  };
}

export async function allIn(source: PlacedSource, search: CandidateSearch): Promise<readonly FoundCandidate[]> {
  const found: FoundCandidate[] = [];
  for await (const each of candidatesIn(source, search)) found.push(each);
  return found;
}

export async function namesOf(source: PlacedSource, search: CandidateSearch): Promise<readonly string[]> {
  return (await allIn(source, search)).map(({ name }) => name);
}

/** What each candidate holds: its text, or why it cannot be read. */
export async function readAll(source: PlacedSource, search: CandidateSearch): Promise<readonly (string | undefined)[]> {
  const found = await allIn(source, search);
  return await Promise.all(found.map(async (each) => contentOf(await each.read())));
}

function contentOf(file: RawFile | UnreadFile): string | undefined {
  if (file.kind === 'raw') return file.text;
  return file.fault.code === 'UNREADABLE' ? file.fault.args.reason : file.fault.code;
}

/** Sets when a file was changed: so many seconds after the start of the year 2026. */
export function changedAfter(seconds: number, ...path: readonly string[]): void {
  const at = Date.UTC(2026, 0, 1) / 1000 + seconds;
  utimesSync(join(...path), at, at);
}
