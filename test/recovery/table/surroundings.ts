import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createBackups } from '../../../src/commands/backup/create.ts';
import { aContext, addFiles, options } from '../../support/project.ts';
import type { Content, Subject } from './subjects.ts';

/** Something that stands around a state file and may, or may not, take its place. */
export interface Standing {
  readonly name: string;
  /** Puts it there. Whatever it needs to write at the path of the state file is overwritten later. */
  readonly put: (root: string, subject: Subject) => void | Promise<void>;
}

/** A healthy content of the subject, or a text of its own. */
export type Given = Content | { readonly text: string };

function textOf(given: Given, subject: Subject): string {
  return typeof given === 'string' ? subject[given] : given.text;
}

function nameOf(given: Given): string {
  return typeof given === 'string' ? given : 'broken';
}

export const BROKEN: Given = { text: '{ "version": 2, "pl' };

/** A file beside the state file; `*` stands for its name. */
function beside(name: string, pattern: string, given: Given): Standing {
  return {
    name: `${name} (${nameOf(given)})`,
    put: (root, subject) => {
      addFiles(root, {
        [`${subject.path.replace(/[^/]*$/, '')}${pattern.replace('*', basename(subject.path))}:${subject.mode}`]:
          textOf(given, subject),
      });
    },
  };
}

export const bak = (given: Given) => beside('.bak', '*.bak', given);
export const temp = (given: Given) => beside('leftover temp file', '*.tmp', given);
export const corrupt = (given: Given) => beside('.corrupt file', '*.corrupt-20260101T000000Z', given);

/** Any file by its path below the root, such as one of the program's own backups. */
export function foreign(path: string, name: string, text: (subject: Subject) => string): Standing {
  return { name, put: (root, subject) => addFiles(root, { [`${path}:${subject.mode}`]: text(subject) }) };
}

/** Puts a healthy content at the path of the state file, with the checksum file that belongs to it. */
export function putHealthy(root: string, subject: Subject, text: string): void {
  addFiles(root, { [`${subject.path}:${subject.mode}`]: text });
  if (!subject.hasSidecar) return;
  const digest = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(root, `${subject.path}.sha256`), `${digest}  ${basename(subject.path)}\n`);
}

/** A rolling backup of the project, taken of a healthy file. */
export function rolling(content: Content, at = '2026-11-20T10:00:00Z'): Standing {
  return {
    name: `rolling backup (${content})`,
    put: async (root, subject) => {
      putHealthy(root, subject, subject[content]);
      const { files } = await createBackups(options(subject.path), aContext(root, { now: () => new Date(at) }));
      if (files.some(({ error }) => error !== undefined)) throw new Error(`no backup could be made of ${subject.name}`);
    },
  };
}

/** The state file in git: committed with that content. */
export function commit(given: Given): Standing {
  return {
    name: `commit (${nameOf(given)})`,
    put: (root, subject) => {
      putHealthy(root, subject, textOf(given, subject));
      git(root, 'init', '-q');
      git(root, 'add', '-A');
      git(root, 'commit', '-q', '-m', nameOf(given));
    },
  };
}

/** The state file in git: staged with that content, and not committed. */
export function staged(given: Given): Standing {
  return {
    name: `staged (${nameOf(given)})`,
    put: (root, subject) => {
      putHealthy(root, subject, textOf(given, subject));
      git(root, 'init', '-q');
      git(root, 'add', '-A');
    },
  };
}

function git(root: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.org', '-c', 'core.autocrlf=false'];
  execFileSync('git', [...who, ...args], { cwd: root, stdio: 'pipe' });
}
