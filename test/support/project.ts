import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'vitest';
import type {
  CheckOptions,
  JudgedFile,
  MigrateOptions,
  RepairOptions,
  Run,
  RunContext,
} from '../../src/commands/run.ts';
import { OWN_CODE } from '../../src/commands/trust.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import type { LogEvent } from '../../src/store/log.ts';
import { isWindows } from './system.ts';

/** A new directory of its own, links in its path resolved. */
export function newDirectory(): string {
  return realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-')));
}

/** Files by relative path; a trailing `:0644` after the path sets its mode. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A directory of its own with those files in it. */
export function aProject(files: Files): string {
  const root = newDirectory();
  addFiles(root, files);
  return root;
}

export function addFiles(root: string, files: Files): void {
  for (const [spec, content] of Object.entries(files)) {
    const [, name = spec, mode] = /^(.*?)(?::(0[0-7]{3}))?$/s.exec(spec) ?? [];
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (mode !== undefined) chmodSync(path, Number.parseInt(mode, 8));
  }
}

/** The names of all that stands in a directory, hidden files included, sorted. */
export function namesIn(directory: string): readonly string[] {
  return readdirSync(directory).sort();
}

export function textOf(root: string, name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

/** Expects the permission bits of a file, written like `0600`; nothing on Windows, which does not keep them. */
export function expectMode(root: string, name: string, mode: string): void {
  if (!isWindows) expect(`0${(statSync(join(root, name)).mode & 0o7777).toString(8)}`).toBe(mode);
}

/** The context of a command that runs in that directory, and the events that it logs. */
export function aContext(
  cwd: string,
  changes: Partial<RunContext> = {},
): RunContext & { readonly events: readonly LogEvent[] } {
  const events: LogEvent[] = [];
  return {
    cwd,
    fs: nodeFs,
    now: () => new Date('2026-11-21T10:20:30.456Z'),
    signal: new AbortController().signal,
    log: (event) => events.push(event),
    readStdin: async () => new Uint8Array(),
    workspace: undefined,
    builtinRoot: resolve(import.meta.dirname, '../..'),
    environment: process.env,
    ask: undefined,
    trust: OWN_CODE,
    events,
    ...changes,
  };
}

/** The options of a command as the command line gives them where it says nothing else. */
export function options(...paths: readonly string[]): CheckOptions & MigrateOptions & RepairOptions {
  return {
    paths,
    config: undefined,
    kind: undefined,
    schemas: undefined,
    migrations: undefined,
    errorOnUnmatched: true,
    lockTimeout: undefined,
    maxSize: undefined,
    stdinFilename: undefined,
    only: undefined,
    shard: undefined,
    schema: undefined,
    refs: [],
    against: undefined,
    secrets: false,
    mode: 'apply',
    to: undefined,
    from: undefined,
    side: undefined,
    isSalvaging: false,
    timeout: 30_000,
    isInteractive: false,
  };
}

/** Every file of a run. */
export async function all(run: Run): Promise<readonly JudgedFile[]> {
  const files: JudgedFile[] = [];
  for await (const file of run) files.push(file);
  return files;
}

/** The one file of a run. */
export async function only(run: Run): Promise<JudgedFile> {
  const [file, second] = await all(run);
  if (file === undefined || second !== undefined) throw new Error('a run over one file was expected');
  return file;
}

/** A registry of one kind, `app`: versions 1, 2 and 3, integer, with a checksum from 3 on. */
export const APP_REGISTRY: Files = {
  'schemas/app/1.schema.json': '{"type":"object","required":["version","name"],"properties":{"version":{"const":1}}}',
  'schemas/app/2.schema.json':
    '{"type":"object","required":["version","title"],"properties":{"version":{"const":2}},"not":{"required":["name"]}}',
  'schemas/app/3.schema.json':
    '{"type":"object","required":["version","title","stats","checksum"],"properties":{"version":{"const":3},"checksum":{"type":"string"}}}',
  'schemas/app/kind.yaml': '{"checksum": "/checksum"}',
  'migrations/app/2_rename.mjs':
    'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\nexport const down = ({ title, ...rest }) => ({ ...rest, name: title });\n',
  'migrations/app/3_stats.mjs':
    'export const up = (state) => ({ ...state, stats: { runs: 0 } });\nexport const down = ({ stats, ...rest }) => rest;\nexport const dropsDown = ["/stats"];\n',
};
