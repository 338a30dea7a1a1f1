import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CandidateSearch, FoundCandidate } from '../../../src/store/candidates/candidate.ts';
import { gitCandidates } from '../../../src/store/candidates/git.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { aKind } from '../../support/facts.ts';
import { makeTree } from '../../support/tree.ts';

/** A real repository, whose commits are a minute apart. */
export interface Repository {
  readonly root: string;
  /** Runs git in it, and gives its output without the final line break. */
  git(...args: readonly string[]): string;
  /** The same, with a text on standard input. */
  feed(args: readonly string[], input: string): void;
  write(path: string, text: string): void;
  writeBytes(path: string, bytes: Uint8Array): void;
  /** Writes the files and commits all that stands there. Gives the full id. */
  commit(files?: Readonly<Record<string, string>>): string;
}

export function aRepository(...options: readonly string[]): Repository {
  const repository = repositoryAt(makeTree());
  repository.git('init', '--quiet', '--initial-branch=main', ...options);
  return repository;
}

export function repositoryAt(root: string): Repository {
  const git = (...args: readonly string[]) => runGit(root, ...args);
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  return {
    root,
    git,
    feed: (args, input) => execFileSync('git', args, { cwd: root, input, stdio: 'pipe' }),
    write,
    writeBytes: write,
    commit(files = {}) {
      for (const [path, text] of Object.entries(files)) write(path, text);
      git('add', '--all');
      git('commit', '--quiet', '--message=x');
      return git('rev-parse', 'HEAD');
    },
  };
}

const FIRST_COMMIT = 1_700_000_000;
let commits = 0;

/** When the next commit will say that it was made, in seconds. */
export function nextTime(): number {
  return FIRST_COMMIT + commits * 60;
}

export function runGit(cwd: string, ...args: readonly string[]): string {
  const time = `@${nextTime()} +0000`;
  commits += args.some((arg) => ['commit', 'merge'].includes(arg)) ? 1 : 0;
  const settings = ['user.name=T', 'user.email=t@example.org', 'protocol.file.allow=always'];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const env = { ...plainEnvironment(), GIT_COMMITTER_DATE: time, GIT_AUTHOR_DATE: time };
  return execFileSync('git', [...options, ...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' }).replace(/\n$/, '');
}

export function plainEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

export type Search = CandidateSearch & { readonly notes: readonly string[] };

/** A search for what git has of a file. */
export function aSearch(path: string, changes: Partial<CandidateSearch> = {}): Search {
  const notes: string[] = [];
  return {
    fs: nodeFs,
    path,
    cwd: dirname(path),
    kind: aKind(),
    store: undefined,
    root: undefined,
    environment: plainEnvironment(),
    signal: new AbortController().signal,
    note: (clause) => notes.push(clause),
    unseen: (clause) => notes.push(clause),
    notes,
    ...changes,
  };
}

export async function found(search: CandidateSearch): Promise<readonly FoundCandidate[]> {
  const all: FoundCandidate[] = [];
  for await (const candidate of gitCandidates(search)) all.push(candidate);
  return all;
}

/** The name and the text of each candidate, in order, read as they come; in brackets the reason of what cannot be read. */
export async function told(search: CandidateSearch): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const candidate of gitCandidates(search)) all.push(`${candidate.name} ${await contentOf(candidate)}`);
  return all;
}

/** The texts alone. */
export async function texts(search: CandidateSearch): Promise<readonly string[]> {
  return (await told(search)).map((line) => line.slice(line.indexOf(' ') + 1));
}

export async function contentOf(candidate: FoundCandidate): Promise<string> {
  const file = await candidate.read();
  if (file.kind === 'raw') return file.text ?? '(no text)';
  const { code, args } = file.fault;
  return `[${code === 'UNREADABLE' ? args.reason : code}]`;
}

export function short(id: string): string {
  return `git:${id.slice(0, 12)}`;
}

/** A git on the path that writes its pid and arguments to a file, and then is the real one. */
export function countedGit(): { readonly environment: Record<string, string>; starts(): readonly string[] } {
  const bin = makeTree({ log: '' });
  const log = join(bin, 'log');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\necho "$$ $*" | tr '\\n' ' ' >> '${log}'\necho >> '${log}'\nexec '${real}' "$@"\n`,
  );
  chmodSync(join(bin, 'git'), 0o755);
  return {
    environment: { ...plainEnvironment(), PATH: `${bin}:${process.env['PATH']}` },
    starts: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== ''),
  };
}

/** True while a process of that id lives, a zombie aside. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
