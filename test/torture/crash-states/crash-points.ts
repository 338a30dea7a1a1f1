import {
  changed,
  type Effect,
  type Ino,
  type Inode,
  inodeAfter,
  namesAfter,
  type Recording,
  type Tree,
  type TreeEntry,
  walk,
} from './disk.ts';

/** What a power cut may leave. */
export interface CrashState {
  /** How many effects had been asked for. */
  readonly point: number;
  /** The files that somebody was told are done. */
  readonly acknowledged: ReadonlySet<string>;
  /** True where each directory kept what was done in it in order, as journaling file systems do; false where a later name outlived an earlier one. */
  readonly isOrdered: boolean;
  readonly tree: Tree;
}

/** How far to go at one point. */
export interface Depth {
  /** Up to so many operations on names that are not yet durable, every subset of them is taken. */
  readonly exhaustive: number;
  /** Beyond that, so many at random, besides each one kept or dropped alone. */
  readonly random: number;
  /** At most so many combinations of what files may hold, for one choice of names. */
  readonly contents: number;
}

/** What the disk is sure of at one point, and what it is not. */
interface Point {
  readonly recording: Recording;
  readonly end: number;
  readonly durable: readonly boolean[];
  /** Indices of effects on names that may be kept or dropped, in order. */
  readonly names: readonly number[];
  /** Indices of effects on what files hold, by file, in order. */
  readonly contents: ReadonlyMap<Ino, readonly number[]>;
  /** What each file may hold, as far as it was asked for. */
  readonly variants: Map<Ino, readonly Inode[]>;
}

type Random = () => number;

/**
 * Every state that a power cut at any point of a recording may leave, each once, by what it is and what was acknowledged then. Of what was not
 * synced, names are kept or dropped one by one, and writes are kept, dropped, halved, or there in length alone, as NUL. Beyond the limits of
 * `depth`, a sample of them, the same for the same recording.
 */
export function* crashStates(recording: Recording, depth: Depth): Generator<CrashState> {
  const { effects } = recording;
  const syncedAt = effects.map((effect, index) => syncOf(effect, effects, index));
  const seen = new Set<string>();
  const prints = new Fingerprints();
  const random = seeded(effects.length);
  const acknowledged = new Set<string>();
  for (let end = 0; end <= effects.length; end += 1) {
    const newest = effects[end - 1];
    // A sync makes nothing possible that was not so before.
    if (newest?.kind === 'sync') continue;
    if (newest?.kind === 'acknowledge') acknowledged.add(newest.target);
    const point = pointAt(recording, syncedAt, end);
    const told = [...acknowledged].sort().join('\n');
    for (const { kept, isOrdered } of choicesOfNames(point, depth, random)) {
      for (const tree of treesOf(point, kept, depth, random)) {
        const print = `${told}\n${prints.of(tree)}`;
        if (seen.has(print)) continue;
        seen.add(print);
        yield { point: end, acknowledged: new Set(acknowledged), isOrdered, tree };
      }
    }
  }
}

/** When an effect became durable: the index of the first sync after it of its file, or of a directory that it changed. */
function syncOf(effect: Effect, effects: readonly Effect[], index: number): number {
  const inos = subjectsOf(effect);
  const found = effects.findIndex((other, at) => at > index && other.kind === 'sync' && inos.includes(other.ino));
  return found === -1 ? effects.length : found;
}

/** What has to be synced for an effect to last. A file's sync says nothing of its name. */
function subjectsOf(effect: Effect): readonly Ino[] {
  switch (effect.kind) {
    case 'write':
    case 'empty':
    case 'meta':
      return [effect.ino];
    case 'names':
      return effect.sets.map(({ directory }) => directory);
    case 'sync':
    case 'acknowledge':
      return [];
  }
}

function pointAt(recording: Recording, syncedAt: readonly number[], end: number): Point {
  const before = recording.effects.slice(0, end);
  const durable = before.map((_, index) => (syncedAt[index] ?? end) < end);
  const names: number[] = [];
  const contents = new Map<Ino, number[]>();
  for (const [index, effect] of before.entries()) {
    if (durable[index]) continue;
    if (effect.kind === 'names') names.push(index);
    else if ('ino' in effect && effect.kind !== 'sync')
      contents.set(effect.ino, [...(contents.get(effect.ino) ?? []), index]);
  }
  return { recording, end, durable, names, contents, variants: new Map() };
}

interface Choice {
  readonly kept: ReadonlySet<number>;
  readonly isOrdered: boolean;
}

/** Which of the names that are not durable are kept. The newest is: what there is without it was there before it. */
function* choicesOfNames(point: Point, depth: Depth, random: Random): Generator<Choice> {
  const { names, recording, end } = point;
  const newest = recording.effects[end - 1]?.kind === 'names' ? end - 1 : undefined;
  for (const kept of orderedChoices(point, depth, random)) {
    if (newest === undefined || kept.has(newest)) yield { kept, isOrdered: true };
  }
  const free = names.filter((index) => index !== newest);
  const forced = newest === undefined ? [] : [newest];
  for (const chosen of subsets(free, depth, random)) {
    yield { kept: new Set([...forced, ...chosen]), isOrdered: false };
  }
}

/**
 * Choices in which each directory keeps all up to some moment and nothing after it: who drops one thing drops all that came later in the directories
 * that it changes, and what is durable is there with all that came before it.
 */
function* orderedChoices(point: Point, depth: Depth, random: Random): Generator<ReadonlySet<number>> {
  const sequence = point.recording.effects.slice(0, point.end);
  const limit = 2 ** depth.exhaustive;
  let found = 0;
  function* decide(index: number, kept: readonly number[], closed: ReadonlySet<Ino>): Generator<ReadonlySet<number>> {
    if (found >= limit) return;
    const effect = sequence[index];
    if (effect === undefined) {
      found += 1;
      yield new Set(kept);
      return;
    }
    if (effect.kind !== 'names') return yield* decide(index + 1, kept, closed);
    const directories = subjectsOf(effect);
    const isClosed = directories.some((each) => closed.has(each));
    if (point.durable[index] === true) {
      if (!isClosed) yield* decide(index + 1, kept, closed);
      return;
    }
    const keep = () => decide(index + 1, [...kept, index], closed);
    const drop = () => decide(index + 1, kept, new Set([...closed, ...directories]));
    if (isClosed) return yield* drop();
    // Where there are too many for all of them, neither the early nor the late ones should be all that is seen.
    const isKeptFirst = random() < 0.5;
    yield* isKeptFirst ? keep() : drop();
    yield* isKeptFirst ? drop() : keep();
  }
  yield* decide(0, [], new Set());
}

function* subsets<Item>(items: readonly Item[], depth: Depth, random: Random): Generator<readonly Item[]> {
  if (items.length <= depth.exhaustive) {
    for (let mask = 0; mask < 2 ** items.length; mask += 1) yield items.filter((_, bit) => (mask & (1 << bit)) !== 0);
    return;
  }
  yield items;
  yield [];
  for (const item of items) {
    yield items.filter((each) => each !== item);
    yield [item];
  }
  for (let count = 0; count < depth.random; count += 1) yield items.filter(() => random() < 0.5);
}

/** What the disk may hold for one choice of names: every combination of what its files may hold, or a sample. */
function* treesOf(point: Point, kept: ReadonlySet<number>, depth: Depth, random: Random): Generator<Tree> {
  const names = namesAfter(point.recording, (index) => point.durable[index] === true || kept.has(index), point.end);
  const paths = walk(point.recording, names);
  const inos = [...new Set(paths.map(([, ino]) => ino))];
  const variants = inos.map((ino) => variantsOf(point, ino));
  for (const choice of combinations(variants, depth, random)) {
    const chosen = new Map(inos.map((ino, index) => [ino, choice[index]]));
    const entries = paths.map(([path, ino]): readonly [string, TreeEntry] => {
      const inode = chosen.get(ino);
      if (inode === undefined) throw new Error(`nothing was chosen for inode ${ino}`);
      return [path, { ino, ...inode }];
    });
    yield new Map(entries);
  }
}

function variantsOf(point: Point, ino: Ino): readonly Inode[] {
  const known = point.variants.get(ino);
  if (known !== undefined) return known;
  const found = everyVariantOf(point, ino);
  point.variants.set(ino, found);
  return found;
}

/** All that one file may hold, the latest first. */
function everyVariantOf({ recording, durable, contents, end }: Point, ino: Ino): readonly Inode[] {
  const pending = contents.get(ino) ?? [];
  const base = inodeAfter(
    recording,
    ino,
    recording.effects.slice(0, end).filter((_, index) => durable[index]),
  );
  if (pending.length === 0) return [base];
  const effects = pending.flatMap((index) => recording.effects[index] ?? []);
  const metas = [base.meta, ...effects.flatMap((each) => (each.kind === 'meta' ? [each.meta] : []))];
  const bytes = contentsOf(
    base,
    effects.filter(({ kind }) => kind !== 'meta'),
  );
  return metas.toReversed().flatMap((meta) => bytes.map((each) => ({ ...base, meta, bytes: each })));
}

/** With all, some or none of some writes: each may be missing, be the last one that is there, or be there in part or in length alone. */
function contentsOf(base: Inode, writes: readonly Effect[]): readonly Uint8Array[] {
  const after = (some: readonly Effect[]) => some.reduce(changed, base).bytes;
  const found = writes.flatMap((write, index) => {
    const earlier = writes.slice(0, index);
    const without = [...earlier, ...writes.slice(index + 1)];
    return [after(earlier), after(without), ...partsOf(write).map((part) => after([...earlier, part]))];
  });
  return [after(writes), ...found];
}

function partsOf(write: Effect): readonly Effect[] {
  if (write.kind !== 'write' || write.bytes.length === 0) return [];
  const half = write.bytes.subarray(0, Math.ceil(write.bytes.length / 2));
  const filled = new Uint8Array(write.bytes.length);
  filled.set(half);
  return [half, filled, new Uint8Array(write.bytes.length)].map((bytes) => ({ ...write, bytes }));
}

function* combinations<Item>(
  variants: readonly (readonly Item[])[],
  depth: Depth,
  random: Random,
): Generator<readonly Item[]> {
  const count = variants.reduce((product, { length }) => product * length, 1);
  const pick = (index: (each: readonly Item[], at: number) => number) =>
    variants.flatMap((each, at) => each[index(each, at)] ?? []);
  if (count <= depth.contents) {
    for (let number = 0; number < count; number += 1) {
      let rest = number;
      yield pick(({ length }) => {
        const digit = rest % length;
        rest = Math.floor(rest / length);
        return digit;
      });
    }
    return;
  }
  yield pick(() => 0);
  for (const [at, { length }] of variants.entries()) {
    for (let digit = 1; digit < length; digit += 1) yield pick((_, each) => (each === at ? digit : 0));
  }
  for (let times = 0; times < depth.contents; times += 1) yield pick(({ length }) => Math.floor(random() * length));
}

/** Tells trees apart by paths, contents, modes, owners, and which names lead to one file. */
class Fingerprints {
  readonly #known = new Map<string, number>();
  readonly #byBytes = new WeakMap<Uint8Array, number>();

  of(tree: Tree): string {
    const firsts = new Map<Ino, number>();
    const lines: string[] = [];
    for (const [path, { ino, bytes, meta }] of tree) {
      const first = firsts.get(ino) ?? firsts.size;
      firsts.set(ino, first);
      lines.push(`${path} ${first} ${this.#ofBytes(bytes)} ${meta.mode} ${meta.uid} ${meta.gid}`);
    }
    return lines.join('\n');
  }

  #ofBytes(bytes: Uint8Array): number {
    const known = this.#byBytes.get(bytes);
    if (known !== undefined) return known;
    const text = Buffer.from(bytes).toString('latin1');
    const print = this.#known.get(text) ?? this.#known.size;
    this.#known.set(text, print);
    this.#byBytes.set(bytes, print);
    return print;
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
