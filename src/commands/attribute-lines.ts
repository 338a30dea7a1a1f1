import { join, relative, resolve } from 'node:path';
import { readRaw } from '../store/read.ts';
import type { RunContext } from './run.ts';

/** No `.gitattributes` is larger; what is was not meant to be one. */
const MAX_SIZE = 1024 * 1024;
/** More alternatives than this in the braces of one glob are not written out. */
const MOST_ALTERNATIVES = 100;

/** The `.gitattributes` beside the config, with lines added that give its files to the merge driver. */
export interface AttributeLines {
  /** Absolute. */
  readonly path: string;
  /** As it is shown. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
  /** Empty where it lacks none: then there is nothing to write. */
  readonly added: readonly string[];
  readonly isNew: boolean;
  /** Globs that git has no words for. */
  readonly unsaid: readonly string[];
}

/**
 * What is in the file stays, byte for byte, and lines that are there already are not added again. `undefined` where it cannot be read, or is no text that git
 * would read. Writes nothing.
 */
export function attributeLines(
  globs: readonly string[],
  directory: string,
  { fs, cwd }: Pick<RunContext, 'fs' | 'cwd'>,
): AttributeLines | undefined {
  const path = join(directory, '.gitattributes');
  const raw = readRaw(fs, { kind: 'file', path }, MAX_SIZE);
  if (raw.kind === 'unread' && raw.errno !== 'ENOENT') return undefined;
  const before = raw.kind === 'raw' ? Buffer.from(raw.bytes) : Buffer.alloc(0);
  if (before.includes(0)) return undefined;
  const text = before.toString('latin1');
  const known = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const lines = globs.map((glob) => ({ glob, said: linesFor(glob) }));
  const added = lines
    .flatMap(({ said }) => said ?? [])
    .filter((line) => !known.has(Buffer.from(line).toString('latin1')));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const start = text === '' || text.endsWith('\n') ? '' : eol;
  const block = ['# State files are merged by structure', ...added].map((line) => `${line}${eol}`).join('');
  return {
    path,
    name: relative(resolve(cwd), path),
    bytes: added.length === 0 ? before : Buffer.concat([before, Buffer.from(`${start}${block}`)]),
    mode: (raw.kind === 'raw' ? raw.stat?.mode : undefined) ?? 0o644,
    added: [...new Set(added)],
    isNew: raw.kind === 'unread',
    unsaid: lines.flatMap(({ glob, said }) => (said === undefined ? [glob] : [])),
  };
}

/** A glob of the config as lines of `.gitattributes`; `undefined` where git has no words for it. */
function linesFor(glob: string): readonly string[] | undefined {
  const isExcluded = glob.startsWith('!') && !glob.startsWith('!(');
  const pattern = (isExcluded ? glob.slice(1) : glob).replace(/^\.?\/+/, '');
  if (/(?<!\\)[@!+?*]\(/.test(pattern) || pattern.split('/').includes('..')) return undefined;
  const patterns = alternatives(pattern);
  if (patterns === undefined) return undefined;
  // With a slash in front, since git looks for a name without one in every directory.
  return patterns.map((each) => `${quoted(`/${each}`)} ${isExcluded ? '!merge' : 'merge=statefix'}`);
}

/** `{a,b}` written out, which git does not know; `undefined` for ranges, and for too many. */
function alternatives(pattern: string): readonly string[] | undefined {
  const open = /^((?:[^\\{]|\\.)*)\{((?:[^\\{}]|\\.)*)\}(.*)$/s.exec(pattern);
  if (open === null) return /(?<!\\)\{/.test(pattern) ? undefined : [pattern];
  const [, before = '', inner = '', after = ''] = open;
  if (inner.includes('..')) return undefined;
  const found: string[] = [];
  for (const choice of inner.split(',')) {
    const more = alternatives(`${before}${choice}${after}`);
    if (more === undefined || found.length + more.length > MOST_ALTERNATIVES) return undefined;
    found.push(...more);
  }
  return found;
}

/** In the C style that git reads, where a blank or a quote would end the pattern. */
function quoted(pattern: string): string {
  if (!/[\s"]/.test(pattern)) return pattern;
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\v': '\\v', '\f': '\\f' };
  return `"${pattern.replaceAll(/["\\]/g, '\\$&').replaceAll(/[\n\t\r\v\f]/g, (blank) => escapes[blank] ?? blank)}"`;
}
