import { createHash } from 'node:crypto';
import { constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Run, RunContext } from '../../../src/commands/run.ts';
import { createTally, strongestExitCode } from '../../../src/commands/summary.ts';
import type { AuditLine } from '../../../src/model/audit.ts';
import { EXIT_CODES, StatefixError } from '../../../src/model/errors.ts';
import { readAudit } from '../../../src/store/audit/read.ts';
import { verifyAudit } from '../../../src/store/audit/verify.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import type { ProjectStore } from '../../../src/store/project-store.ts';
import { systemError, withHook } from '../../support/faults.ts';
import { APP_REGISTRY, aContext, aProject, type Files } from '../../support/project.ts';

export const V1 = '{\n  "version": 1,\n  "name": "x"\n}\n';
export const V2 = '{\n  "version": 2,\n  "title": "x"\n}\n';
export const BROKEN = '{"version": 1, "na';

/** A config, a kind `app` with a checksum inside from version 3 on, and a kind `beside` whose checksum stands beside its files. */
export function journaledFiles(): Files {
  return {
    ...APP_REGISTRY,
    'schemas/beside/1.schema.json':
      '{"type":"object","required":["version","name"],"properties":{"version":{"const":1}}}',
    'schemas/beside/2.schema.json':
      '{"type":"object","required":["version","title"],"properties":{"version":{"const":2}}}',
    'migrations/beside/2_title.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
    'statefix.config.yaml': [
      'version: 1',
      'kinds:',
      '  app: { files: ["*.json", "more/*.json"], mode: "0644" }',
      '  beside: { files: ["*.beside"], format: json, checksum: sidecar }',
      '',
    ].join('\n'),
  };
}

/** A directory of its own with those, and with these files. */
export function aJournaledProject(files: Files = {}): string {
  return aProject({ ...journaledFiles(), ...files });
}

export function storeOf(root: string): ProjectStore {
  return { root, directory: join(root, '.statefix') };
}

/** What stands in the journal; temp files of this process are left out, which is not dead and clears them later. */
export function journalOf(root: string): readonly string[] {
  const directory = join(root, '.statefix', 'journal');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => !name.includes(`-${process.pid}-`))
    .sort();
}

export function auditOf(root: string): readonly AuditLine[] {
  return readAudit(nodeFs, storeOf(root)).lines;
}

/** What is wrong with the chain of the audit; none where it proves itself. */
export function faultsOfAudit(root: string) {
  return verifyAudit(nodeFs, storeOf(root));
}

export function sha256(content: string | Uint8Array): `sha256:${string}` {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** Mode and content of a file, or that there is none. */
export function stateOf(root: string, name: string): string {
  const stats = statSync(join(root, name), { throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  return `${(stats.mode & 0o7777).toString(8)} ${readFileSync(join(root, name), 'utf8')}`;
}

/** What changes something on the disk: a kill in between is the same as one before the next of these. */
const WRITES: ReadonlySet<string> = new Set([
  ...['write', 'fsync', 'fchmod', 'fchown', 'chmod', 'link', 'rename', 'unlink', 'mkdir', 'rmdir'],
]);

function isWrite(operation: string, args: readonly unknown[]): boolean {
  return WRITES.has(operation) || (operation === 'open' && (Number(args[1]) & constants.O_CREAT) !== 0);
}

/**
 * Real file operations up to the k-th that changes something (from 1), of which and of all after it nothing comes: what a process does that is killed
 * there. With `k` 0 it lives.
 */
export function dyingAt(k: number): { readonly fs: FsOps; readonly count: () => number; readonly last: () => string } {
  let count = 0;
  let last = '';
  const fs = withHook(nodeFs, (operation, args, act) => {
    if (isWrite(operation, args)) {
      count += 1;
      if (count === k) last = `${operation} ${args.filter((arg) => typeof arg === 'string').join(' ')}`;
    }
    if (k === 0 || count < k) return act();
    if (operation === 'close') act();
    throw systemError('EIO', operation);
  });
  return { fs, count: () => count, last: () => last };
}

/** The first operation that matches, and all after it, do nothing any more. */
export function dyingBefore(matches: (operation: string, args: readonly unknown[]) => boolean): FsOps {
  let isDead = false;
  return withHook(nodeFs, (operation, args, act) => {
    isDead ||= matches(operation, args);
    if (!isDead) return act();
    if (operation === 'close') act();
    throw systemError('EIO', operation);
  });
}

/** The exit code of a whole command, put together as the command line does; what it threw besides is a bug, and told by its stack. */
export async function exitOf(run: (context: RunContext) => Run, root: string, fs: FsOps = nodeFs) {
  const tally = createTally({ strict: false, failOnPending: false, failOnChange: false });
  try {
    for await (const { report } of run(aContext(root, { fs }))) tally.add(report);
    return tally.exitCode();
  } catch (error) {
    if (!(error instanceof StatefixError)) return error instanceof Error ? (error.stack ?? error.message) : `${error}`;
    return strongestExitCode([tally.exitCode(), EXIT_CODES[error.code]]);
  }
}
