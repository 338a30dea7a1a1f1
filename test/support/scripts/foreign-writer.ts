import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Span } from './migrate-loop.ts';

/** What became of the contents that the foreign writer had acknowledged. */
export interface ForeignResult {
  readonly written: number;
  /** Found migrated, when it looked; the others stood as they were. */
  readonly migrated: number;
  /** Replaced by a content that was not made from it, and kept in a backup. */
  readonly kept: number;
  /** Replaced likewise, and nowhere any more: when it was put there. */
  readonly lost: readonly Span[];
}

// Writes one content after the other to the file named by the first argument, without asking anybody, and each with a number of its own: by a rename, or in
// place, as the second says; until the file named by the third is there, with pauses of at most so many milliseconds as the fourth says. Looks what became of
// each content, once it is acknowledged, and prints the result at the end.
const [, , path = '', style = '', stop = '', pause = '0'] = process.argv;
const project = dirname(dirname(path));
const counts = { written: 0, migrated: 0, kept: 0 };
const lost: Span[] = [];

while (!existsSync(stop)) {
  const number = counts.written + 1;
  const text = `${JSON.stringify({ version: 1, name: 'x', number })}\n`;
  const span = put(text);
  // From here on it is acknowledged.
  counts.written += 1;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * Number(pause));
  const found = JSON.parse(readFileSync(path, 'utf8'));
  if (found.number === number) {
    if (found.version === 2) counts.migrated += 1;
  } else if (isKept(text)) counts.kept += 1;
  else lost.push(span);
}
writeSync(1, `${JSON.stringify({ ...counts, lost } satisfies ForeignResult)}\n`);

function put(text: string): Span {
  if (style === 'in place') {
    const from = now();
    writeFileSync(path, text);
    return { from, to: now() };
  }
  writeFileSync(`${path}.foreign`, text, { mode: 0o600 });
  const from = now();
  renameSync(`${path}.foreign`, path);
  return { from, to: now() };
}

/** In microseconds, by the clock that all processes of a machine share. */
function now(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** True where a backup holds that content: the last one, or any in the project. */
function isKept(text: string): boolean {
  return [`${path}.bak`, ...filesIn(join(project, '.statefix'))].some((each) => contentOf(each) === text);
}

function filesIn(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((each) => statSync(each, { throwIfNoEntry: false })?.isFile() === true);
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
