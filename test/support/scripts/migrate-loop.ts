import { existsSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withHook } from '../faults.ts';

/** From one moment to another one, in microseconds, by the clock that all processes of a machine share. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface MigratorResult {
  /** How often each outcome, or error code. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** From right before the last look at the file until the rename over it was done, for each commit: what comes in between is not seen. */
  readonly windows: readonly Span[];
  /** How many file operations were made in the longest of them after the look, the rename included. */
  readonly operations: number;
}

// Migrates the file named by the first argument again and again, until the file named by the second is there: by the library in the third, or, where that
// is `naive`, as one does who reads, writes a new file and renames it. Prints what came of it.
const [, , path = '', stop = '', library = ''] = process.argv;
const outcomes: Record<string, number> = {};
const windows: Span[] = [];
let operations = 0;

const migrateOnce = library === 'naive' ? naive : await ours(library);
while (!existsSync(stop)) {
  for (const outcome of await migrateOnce()) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}
writeSync(1, `${JSON.stringify({ outcomes, windows, operations } satisfies MigratorResult)}\n`);

async function ours(from: string): Promise<() => Promise<readonly string[]>> {
  const { createContext, createOptions, migrate }: typeof import('../../../src/index.ts') = await import(
    pathToFileURL(from).href
  );
  let seen = 0;
  let since = 0;
  const fs = withHook(createContext().fs, (operation, args, act) => {
    if (operation === 'lstat' && args[0] === path) {
      seen = now();
      since = 0;
      return act();
    }
    since += 1;
    const result = act();
    if (operation === 'rename' && args[1] === path) {
      windows.push({ from: seen, to: now() });
      operations = Math.max(operations, since);
    }
    return result;
  });
  const context = createContext({ cwd: dirname(dirname(path)), fs });
  return async () => {
    const told: string[] = [];
    for await (const { report } of migrate(createOptions({ paths: [path] }), context)) {
      told.push(report.outcome.kind === 'failed' ? report.outcome.error.code : report.outcome.kind);
    }
    return told;
  };
}

/** Without a second look: what came since it has read is replaced unseen. */
async function naive(): Promise<readonly string[]> {
  const text = readFileSync(path, 'utf8');
  const { version, name, ...rest } = JSON.parse(text);
  if (version !== 1) return ['unchanged'];
  // Some work, as ours does.
  await new Promise((resolve) => setTimeout(resolve, 2));
  writeFileSync(`${path}.naive`, `${JSON.stringify({ version: 2, title: name, ...rest })}\n`, { mode: 0o600 });
  writeFileSync(`${path}.bak`, text);
  const from = now();
  renameSync(`${path}.naive`, path);
  windows.push({ from, to: now() });
  return ['applied'];
}

function now(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
