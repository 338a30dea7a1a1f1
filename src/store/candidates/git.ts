import { dirname, join, sep } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import { NO_GIT, NO_REPOSITORY } from '../git/failure.ts';
import { changesOf, type HistorySearch } from '../git/history.ts';
import { createGitObjects, type GitObjects } from '../git/objects.ts';
import { readTree } from '../git/tree.ts';
import type { CandidateFinder, CandidateSearch, FoundCandidate } from './candidate.ts';
import { type GitContent, readContent } from './git-content.ts';
import { type GitFile, gitFileOf, splitPath } from './git-place.ts';

/** The most that a directory's names, or a commit's text, may take to be looked at; in bytes. */
const MOST_NAMES = 64 * 1024 * 1024;
const SHORT_ID = 12;

/**
 * The states that git holds: of the index (`index`), of the newest commit (`HEAD`), and of the file's history through renames
 * (`git:COMMIT`), the newest first, each content once in the history. A sound repository is read with three runs of git at most; nothing of
 * it is run, nothing is fetched. Other branches, the stash and the log of references are not looked at. The repository may reach beyond
 * `root`: only what it has of this file is read. The index does not say here what is a link: such a candidate holds the link's text.
 */
export const gitCandidates: CandidateFinder = async function* (search) {
  const file = gitFileOf(search);
  const objects = createGitObjects(file);
  try {
    yield* candidatesOf(search, file, objects);
  } finally {
    await objects.close();
    if (search.signal.aborted) search.unseen('the time was over before all of the history in git was looked at');
  }
};

/** Where there is no repository nothing is missed; what git refuses to show, or is too damaged for it, may hold the best state. */
function tellFailure(search: CandidateSearch, reason: string): void {
  const isNowhere = [NO_GIT, ...NO_REPOSITORY].includes(reason) && !isInRepository(search, dirname(search.path));
  if (isNowhere) search.note(reason);
  else search.unseen(reason);
}

function isInRepository(search: CandidateSearch, directory: string): boolean {
  try {
    search.fs.lstat(join(directory, '.git'));
    return true;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    const parent = dirname(directory);
    return parent !== directory && isInRepository(search, parent);
  }
}

async function* candidatesOf(
  search: CandidateSearch,
  file: GitFile,
  objects: GitObjects,
): AsyncGenerator<FoundCandidate> {
  const { path, signal, note, unseen } = search;
  const tip = await objects.read('HEAD^{commit}', MOST_NAMES);
  if (signal.aborted) return;
  if (tip.kind === 'failed') return tellFailure(search, tip.reason);

  const committed = tip.kind === 'object' ? await committedFile(file, objects, tip.id) : undefined;
  const staged = await stagedFile(file, objects);
  if (signal.aborted) return;
  // Where both fail it is for one reason: the file is in no work tree, say, and a path in git means another.
  const isNowhere = committed?.kind === 'failed' || tip.kind !== 'object';
  if (staged?.kind === 'failed' && isNowhere) return tellFailure(search, staged.reason);
  if (staged?.kind === 'failed') unseen(`the index cannot be read: ${staged.reason}`);
  if (committed?.kind === 'failed') unseen(`the newest commit cannot be read: ${committed.reason}`);

  const here = { path, shown: file.shown };
  if (staged?.kind === 'found') {
    yield candidate(search, objects, { ...here, blob: staged.blob, name: 'index', revision: 'index', at: undefined });
  }
  if (tip.kind !== 'object') return note('the repository has no commit that git can read');
  if (committed?.kind === 'found') {
    const at = committerTime(tip.bytes);
    yield candidate(search, objects, { ...here, blob: committed.blob, name: 'HEAD', revision: 'HEAD', at });
  }
  const found = [committed, staged].filter((each) => each?.kind === 'found');
  const tracked = found[0]?.name ?? file.paths[0];
  const seen = new Set(found.map(({ blob }) => blob));
  yield* pastCandidates(search, { ...file, tip: tip.id, path: tracked, note }, objects, seen);
}

async function* pastCandidates(
  search: CandidateSearch,
  history: HistorySearch,
  objects: GitObjects,
  seen: Set<string>,
): AsyncGenerator<FoundCandidate> {
  const names = new Set<string>();
  const firsts = new Set<string>();
  let top: string | undefined;
  for await (const { commit, blob, path } of changesOf(history)) {
    // The one that is told first has the name that the file has now.
    top ??= topOf(search.path, path);
    const short = commit.id.slice(0, SHORT_ID);
    if (commit.isFirst && !firsts.has(commit.id) && (await isCutOff(objects, commit.id))) {
      search.note(`the clone is shallow: what git has of the history ends at ${short}`);
    }
    if (commit.isFirst) firsts.add(commit.id);
    if (seen.has(blob)) continue;
    seen.add(blob);
    // One commit may hold two contents, at two of the names that the file had.
    const name = names.has(`git:${short}`) ? `git:${short}:${path}` : `git:${short}`;
    names.add(name);
    const revision = commit.id;
    const at = commit.committedAt;
    yield candidate(search, objects, { blob, name, revision, path: join(top, path), shown: path, at });
  }
}

interface Content extends GitContent {
  readonly name: string;
  /** The path in git. */
  readonly shown: string;
  readonly at: Date | undefined;
}

function candidate({ kind }: CandidateSearch, objects: GitObjects, content: Content): FoundCandidate {
  const { name, revision, shown, at } = content;
  const place = name === revision ? revision : revision.slice(0, SHORT_ID);
  return {
    name,
    source: 'git',
    shown: `${place}:${shown}`,
    at,
    holds: undefined,
    read: () => readContent(objects, content, kind.maxSize),
  };
}

/** What git has of the file, and by which of its names. */
type Found =
  | { readonly kind: 'found'; readonly blob: string; readonly name: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** What is staged, unless the file is in conflict. */
async function stagedFile({ paths }: GitFile, objects: GitObjects): Promise<Found | undefined> {
  for (const path of paths) {
    // Its id is wanted alone: of whatever size it is, it is told, and not held.
    const found = await objects.read(`:0:./${path}`, -1);
    if (found.kind === 'failed') return found;
    if (found.kind === 'too-large' && found.type === 'blob') return { kind: 'found', blob: found.id, name: path };
  }
  return undefined;
}

/** What the commit holds, where that is a regular file. */
async function committedFile({ paths }: GitFile, objects: GitObjects, commit: string): Promise<Found | undefined> {
  for (const path of paths) {
    const { directory, name } = splitPath(path);
    const tree = await objects.read(`${commit}:./${directory}`, MOST_NAMES);
    if (tree.kind === 'failed') return tree;
    if (tree.kind !== 'object' || tree.type !== 'tree') continue;
    const entry = readTree(tree.bytes, commit.length / 2).find((each) => each.name === name);
    if (entry?.kind === 'file') return { kind: 'found', blob: entry.id, name: path };
  }
  return undefined;
}

function committerTime(commit: Uint8Array): Date | undefined {
  const seconds = /^committer .*> (-?[0-9]+) [-+][0-9]+$/m.exec(headerOf(commit))?.[1];
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** True where a commit has parents, and git takes it for the first of all: they were not fetched. */
async function isCutOff(objects: GitObjects, id: string): Promise<boolean> {
  const commit = await objects.read(id, MOST_NAMES);
  return commit.kind === 'object' && /^parent /m.test(headerOf(commit.bytes));
}

function headerOf(commit: Uint8Array): string {
  const text = Buffer.from(commit).toString('latin1');
  const end = text.indexOf('\n\n');
  return end === -1 ? text : text.slice(0, end);
}

/** The top of the work tree, by the path of the file and its path in git; its own directory where the two do not agree. */
function topOf(path: string, inGit: string): string {
  const suffix = sep + inGit.replaceAll('/', sep);
  return path.endsWith(suffix) ? path.slice(0, -suffix.length) : dirname(path);
}
