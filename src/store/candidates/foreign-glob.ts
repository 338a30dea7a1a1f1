import { basename, dirname, join } from 'node:path';
import { nameInBackups } from '../../plan/foreign-state.ts';

/** Where a glob of `backups.from` looks. */
export interface ForeignLook {
  /** Absolute: where the way up ends. */
  readonly start: string;
  /** The names of directories below it that the glob says without a pattern, in their order. */
  readonly way: readonly string[];
  /** What is matched below them, with `/`; the name of the state file in it is taken for what it is. */
  readonly pattern: string;
  /** How the name of every file that matches begins, where all of them stand in one directory; `''` where that is not known. */
  readonly prefix: string;
  /** True where `pattern` is the name of one file. */
  readonly isPlain: boolean;
  /** True where it looks for the name of the state file. */
  readonly isOfOneFile: boolean;
}

const SPECIAL = /[*?[\]{}()!@+|\\]/;

/** A glob of a kind, with the name of the state file at that absolute path in place of `{name}`. */
export function lookFor(files: string, path: string): ForeignLook {
  const name = nameInBackups(basename(path));
  const segments = files.split('/').filter((segment) => segment !== '' && segment !== '.');
  const ups = segments.findIndex((segment) => segment !== '..');
  let start = dirname(path);
  for (let up = 0; up < ups; up += 1) start = dirname(start);
  const below = segments.slice(Math.max(ups, 0));
  const firstPattern = below.slice(0, -1).findIndex(isPattern);
  const rest = below.slice(firstPattern === -1 ? -1 : firstPattern);
  const way = below.slice(0, below.length - rest.length).map((segment) => withName(segment, name));
  const [last = ''] = rest;
  const isPlain = rest.length === 1 && !isPattern(last);
  return {
    start,
    way,
    pattern: isPlain ? withName(last, name) : rest.map((segment) => withName(segment, escaped(name))).join('/'),
    prefix: rest.length === 1 ? prefixOf(last, name) : '',
    isPlain,
    isOfOneFile: files.includes('{name}'),
  };
}

/** The directory that a look begins in. */
export function baseOf({ start, way }: ForeignLook): string {
  return join(start, ...way);
}

function isPattern(segment: string): boolean {
  return SPECIAL.test(segment.replaceAll('{name}', ''));
}

function withName(segment: string, name: string): string {
  return segment.replaceAll('{name}', () => name);
}

function escaped(name: string): string {
  return name.replaceAll(/[*?[\]{}()!@+|\\]/g, String.raw`\$&`);
}

function prefixOf(segment: string, name: string): string {
  // What stands for the name is none of the characters that begin a pattern.
  const [fixed = ''] = segment.replaceAll('{name}', '\0').split(SPECIAL);
  return fixed.replaceAll('\0', () => name);
}
