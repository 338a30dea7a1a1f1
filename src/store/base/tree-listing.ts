import { StatefixError } from '../../model/errors.ts';
import { type AskGit, linesOf } from '../merge/ask-git.ts';

/** A file of a commit, as its trees have it. */
export interface BaseEntry {
  /** From the top of the work tree, with `/`. */
  readonly path: string;
  /** In octal as git writes it: `100644`, `100755`, `120000` for a link. */
  readonly mode: string;
  /** The id of its content. */
  readonly id: string;
}

const ENTRY = /^([0-7]{6}) (?:blob) ([0-9a-f]{40,64})\t(.+)$/s;
const STAGED = /^([0-7]{6}) [0-9a-f]{40,64} [0-3]\t(.+)$/s;

/** Every file of a commit, by one run of git; submodules are left out. Throws `USAGE` where git cannot list it. */
export function listCommit(git: AskGit, commit: string): ReadonlyMap<string, BaseEntry> {
  const { status, stdout } = git(['ls-tree', '-r', '-z', '--full-tree', commit]);
  if (status !== 0) {
    throw new StatefixError('USAGE', `git cannot list the files of commit ${commit.slice(0, 12)}`, {
      hint: 'Fetch it whole, or check the repository with: git fsck',
    });
  }
  const entries = new Map<string, BaseEntry>();
  for (const line of stdout.toString('utf8').split('\0')) {
    const [, mode, id, path] = ENTRY.exec(line) ?? [];
    if (mode !== undefined && id !== undefined && path !== undefined && isPlainPath(path)) {
      entries.set(path, { path, mode, id });
    }
  }
  return entries;
}

/** The modes that the index has, by path. */
export function stagedModes(git: AskGit): ReadonlyMap<string, string> {
  const { status, stdout } = git(['ls-files', '--stage', '-z']);
  const lines = status === 0 ? stdout.toString('utf8').split('\0') : [];
  return new Map(
    lines.flatMap((line) => {
      const [, mode, path] = STAGED.exec(line) ?? [];
      return mode === undefined || path === undefined ? [] : [[path, mode] as const];
    }),
  );
}

/** By the path that a file has in the index: the one that it had in the commit, as far as git takes the two contents for one file. */
export function renamesSince(git: AskGit, commit: string): ReadonlyMap<string, string> {
  const plain = ['--no-ext-diff', '--no-textconv', '--no-relative', '--ignore-submodules'];
  const args = ['diff-index', '--cached', '--name-status', '-z', '-M', '--diff-filter=R', ...plain, commit];
  const words = linesOf(git(args)).join('\n').split('\0');
  const renames = new Map<string, string>();
  for (let at = 0; at + 2 < words.length; at += 3) renames.set(words[at + 2] ?? '', words[at + 1] ?? '');
  return renames;
}

/** A hostile commit names what git itself would not check out. */
function isPlainPath(path: string): boolean {
  return path
    .split('/')
    .every((name) => name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git' && !/\\/.test(name));
}
