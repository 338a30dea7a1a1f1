import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { steady } from './points.ts';

/** Everything below `.statefix/`, by name without ids and times: of each file what must be the same however a change came about. */
export type SeenStore = ReadonlyMap<string, string>;

export function storeOf(root: string): SeenStore {
  const store = join(root, '.statefix');
  const seen = new Map<string, string>();
  const look = (directory: string): void => {
    for (const name of readdirSync(directory).sort()) {
      const path = join(directory, name);
      if (statSync(path).isDirectory()) look(path);
      else seen.set(freeName(seen, steady(relative(store, path))), factOf(path));
    }
  };
  if (existsSync(store)) look(store);
  return seen;
}

/** True where the journal knows of a change that is not finished. */
export function isPending(store: SeenStore): boolean {
  return [...store.keys()].some((name) => name.startsWith('journal/') && name.endsWith('.json'));
}

/** Everything that is wrong with a store in which no command is at work; `wanted` is what it should come to. */
export function faultsOfStore(wanted: SeenStore, found: SeenStore): readonly string[] {
  return [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((name) => wanted.get(name) !== found.get(name))
    .map(
      (name) => `.statefix/${name} is ${found.get(name) ?? 'not there'}, and should be ${wanted.get(name) ?? 'gone'}`,
    );
}

/** Damage that no crash excuses: a backup is whole from the instant at which it has its name. */
export function damageOf(store: SeenStore): readonly string[] {
  return [...store].filter(([, fact]) => fact === 'damaged').map(([name]) => `.statefix/${name} is damaged`);
}

function freeName(seen: SeenStore, name: string): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name} (${count})`;
    if (!seen.has(free)) return free;
  }
}

function factOf(path: string): string {
  const name = basename(path);
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  if (name === 'audit.jsonl') return `${text.split('\n').length - 1} lines`;
  if (name === 'audit.head') return /"count": ?\d+/.exec(text)?.[0] ?? text;
  if (name === 'manifest.json') return `${text.split('"id":').length - 1} entries`;
  // A backup says in its name how the digest of its content begins.
  const [, digest] = /^\d{8}T\d+Z-[a-z-]+-([0-9a-f]{8})$/.exec(name) ?? [];
  if (digest === undefined) return 'there';
  return createHash('sha256').update(bytes).digest('hex').startsWith(digest) ? 'whole' : 'damaged';
}
