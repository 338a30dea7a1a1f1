import { basename, dirname, join, resolve } from 'node:path';
import { readRaw } from '../store/read.ts';
import type { RunContext } from './run.ts';

/** No `.gitignore` is larger; what is was not meant to be one. */
const MAX_SIZE = 1024 * 1024;

/** What a change leaves beside a file, as lines of `.gitignore`. */
const IGNORED = ['*.bak', '*.corrupt-*', '*.lock', '.tmp-*/'];
/** Lock files of another meaning, which belong into git and which `*.lock` must not hide. */
const NOT_IGNORED = [
  'yarn',
  'Cargo',
  'poetry',
  'uv',
  'pdm',
  'Pipfile',
  'Gemfile',
  'composer',
  'flake',
  'bun',
  'deno',
  'mix',
  'pubspec',
  'Podfile',
].map((name) => `!${name}.lock`);

/** The `.gitignore` of the working directory, with lines added. */
export interface IgnoreLines {
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly added: readonly string[];
  readonly isNew: boolean;
}

/**
 * The `.gitignore` here with the lines that it lacks behind what it says, byte for byte; `undefined` outside of a git work tree, where it lacks none, and
 * where it cannot be read or is no text that git would read. Writes nothing.
 */
export function ignoreLines({ fs, cwd }: Pick<RunContext, 'fs' | 'cwd'>): IgnoreLines | undefined {
  if (workTreeRoot(fs, cwd) === undefined) return undefined;
  const raw = readRaw(fs, { kind: 'file', path: join(cwd, '.gitignore') }, MAX_SIZE);
  if (raw.kind === 'unread' && raw.errno !== 'ENOENT') return undefined;
  const before = raw.kind === 'raw' ? Buffer.from(raw.bytes) : Buffer.alloc(0);
  // To git the patterns are bytes in any encoding that knows ASCII, and it reads none with NULs in it, such as UTF-16.
  if (before.includes(0)) return undefined;
  const text = before.toString('latin1');
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const added = IGNORED.filter((line) => !lines.has(line));
  if (added.length === 0) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const exceptions = added.includes('*.lock') ? NOT_IGNORED.filter((line) => !lines.has(line)) : [];
  const start = text === '' || text.endsWith('\n') ? '' : eol;
  const block = ['# What statefix leaves beside state files', ...added, ...exceptions];
  const bytes = Buffer.concat([before, Buffer.from(`${start}${block.join(eol)}${eol}`)]);
  return {
    bytes,
    mode: (raw.kind === 'raw' ? raw.stat?.mode : undefined) ?? 0o644,
    added,
    isNew: raw.kind === 'unread',
  };
}

/** The root of the work tree that git would find here; `undefined` outside of one. */
export function workTreeRoot(fs: RunContext['fs'], cwd: string): string | undefined {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const listing = readRaw(fs, { kind: 'file', path: join(directory, '.git', 'HEAD') }, MAX_SIZE);
    const pointer = readRaw(fs, { kind: 'file', path: join(directory, '.git') }, MAX_SIZE);
    if (listing.kind === 'raw' || pointer.kind === 'raw') return directory;
    if (basename(directory) === '' || dirname(directory) === directory) return undefined;
  }
}
