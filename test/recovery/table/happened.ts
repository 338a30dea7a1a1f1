import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inject } from 'vitest';
import type { PlanStep } from '../../../src/model/plan.ts';
import type { DataLoss } from '../../../src/model/recovery.ts';
import type { FileReport, Report } from '../../../src/model/report.ts';
import { addFiles, newDirectory } from '../../support/project.ts';
import { snapshot } from '../../support/snapshot.ts';
import { runNode } from '../../support/spawn.ts';
import type { Damaged } from './damages.ts';
import type { Row } from './row.ts';
import { putHealthy } from './surroundings.ts';

/** What the command line made of one row. */
export interface Happened {
  /** The codes that `check` found, sorted, each once. */
  readonly found: readonly string[];
  readonly checkExit: number | null;
  readonly exit: number | null;
  /** The candidate that `repair` took, `undefined` where none. */
  readonly took: string | undefined;
  /** The step kinds of the repair. */
  readonly steps: readonly string[];
  readonly lost: string | undefined;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | undefined;
  /** What stands at the path afterwards; `undefined` where no regular file does. */
  readonly content: string | undefined;
  /** True where nothing below the root was changed, added or removed by the repair. */
  readonly isUntouched: boolean;
  /** True where the bytes at the path are not those of before. */
  readonly isReplaced: boolean;
  /** True where a new `.corrupt` file holds exactly the damaged bytes. */
  readonly isKept: boolean;
  /** What `check` says after the repair. */
  readonly exitAfter: number | null;
}

const CLI = join(inject('dist'), 'cli.js');

/** Builds the project of a row in a directory of its own. The caller removes it. */
export async function arranged({ subject, around, damage, facts }: Row): Promise<string> {
  const root = newDirectory();
  const kind = { files: [subject.path], ...subject.facts, ...facts };
  addFiles(root, {
    ...subject.registry,
    'statefix.config.json': `${JSON.stringify({ version: 1, kinds: { [subject.kind]: kind } }, undefined, 2)}\n`,
  });
  for (const { put } of around) await put(root, subject);
  putHealthy(root, subject, subject.now);
  putDamaged(join(root, subject.path), damage.harm(readFileSync(join(root, subject.path)), subject));
  return root;
}

function putDamaged(path: string, damaged: Damaged): void {
  if (typeof damaged !== 'string') {
    writeFileSync(path, damaged);
    return;
  }
  rmSync(path);
  if (damaged === 'directory') mkdirSync(path);
  if (damaged === 'fifo') execFileSync('mkfifo', [path]);
}

/** Checks, repairs and checks again, each by the real command line. */
export async function happened(row: Row): Promise<Happened> {
  const root = await arranged(row);
  try {
    const { subject, words = [] } = row;
    const broken = regularFile(join(root, subject.path));
    const check = await reportOf(root, ['check', subject.path]);
    const before = snapshot(root);
    const repair = await reportOf(root, ['repair', ...words, subject.path]);
    const isUntouched = JSON.stringify(snapshot(root)) === JSON.stringify(before);
    const bytes = regularFile(join(root, subject.path));
    const after = await reportOf(root, ['check', subject.path]);
    const steps = stepsOf(repair.file);
    const restore = steps.find((step) => step.kind === 'restore');
    return {
      found: [...new Set(check.file?.findings.map(({ code }) => code))].sort(),
      checkExit: check.exit,
      exit: repair.exit,
      took: restore?.candidate,
      steps: steps.map(({ kind }) => kind),
      lost: restore?.dataLoss && shownLoss(restore.dataLoss),
      error: errorOf(repair),
      content: bytes?.toString(),
      isUntouched,
      isReplaced: bytes !== undefined && broken !== undefined && !bytes.equals(broken),
      isKept:
        broken !== undefined && keptBytes(root, subject.path, Object.keys(before)).some((each) => each.equals(broken)),
      exitAfter: after.exit,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

interface Told {
  readonly exit: number | null;
  readonly file: FileReport | undefined;
  readonly error: Happened['error'];
}

async function reportOf(root: string, words: readonly string[]): Promise<Told> {
  const { code, stdout, stderr } = await runNode(CLI, [...words, '--format', 'json'], { cwd: root });
  if (stdout === '') throw new Error(`statefix ${words.join(' ')} gave no report (exit ${code}): ${stderr}`);
  const { files, error } = JSON.parse(stdout) as Report;
  const told = error && { code: error.code, message: error.message, hint: error.hint ?? '' };
  return { exit: code, file: files?.[0], error: told };
}

function stepsOf(file: FileReport | undefined): readonly PlanStep[] {
  return file === undefined || file.outcome.kind === 'unchanged' ? [] : file.outcome.steps;
}

function errorOf({ file, error }: Told): Happened['error'] {
  if (file?.outcome.kind !== 'failed') return error;
  const { code, message, hint = '' } = file.outcome.error;
  return { code, message, hint };
}

/** A loss in one line: `none`, `unknown`, or `changed /level; gone /items/2`, and whether only a part could be read. */
function shownLoss(loss: DataLoss): string {
  if (loss.kind === 'unknown') return 'unknown';
  const partly = loss.isPartial ? ' (partly read)' : '';
  if (loss.kind === 'none') return `none${partly}`;
  const { added, changed, gone } = loss.difference;
  const parts = Object.entries({ changed, gone, added }).filter(([, pointers]) => pointers.length > 0);
  return `${parts.map(([what, pointers]) => `${what} ${pointers.map((pointer) => pointer || '""').join(' ')}`).join('; ')}${partly}`;
}

function regularFile(path: string): Buffer | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path) : undefined;
}

/** The contents of the `.corrupt` files that were not there before. */
function keptBytes(root: string, path: string, before: readonly string[]): readonly Buffer[] {
  const directory = dirname(path);
  const start = `${basename(path)}.corrupt-`;
  if (!existsSync(join(root, directory))) return [];
  return readdirSync(join(root, directory))
    .filter((name) => name.startsWith(start) && !before.includes(join(directory, name)))
    .map((name) => readFileSync(join(root, directory, name)));
}
