import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import writeFileAtomic from 'write-file-atomic';
import { writeAtomic } from '../../../src/store/atomic-write.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { tellFigures } from '../../support/figures.ts';
import { mountSmallDisk } from './small-disk.ts';

// The same full disk, at every amount of free space, for our writer and for write-file-atomic, whatever it shows of that.

const OLD = `${'o'.repeat(9999)}\n`;
const NEW = `${'n'.repeat(49_999)}\n`;

/** What came of one write after the other, with one block more of free space each time. */
interface DiskResult {
  readonly writes: number;
  readonly acknowledged: number;
  /** Writes that were acknowledged, and whose file does not hold the new content. */
  readonly untrue: number;
  /** Writes after which the file holds neither the old nor the new content. */
  readonly torn: number;
  /** Files that a write left beside its own. */
  readonly left: number;
}

type Writer = (path: string, data: string) => Promise<void>;

const WRITERS: Readonly<Record<string, Writer>> = {
  statefix: (path, data) => writeAtomic(path, data, { fs: nodeFs, log: () => undefined, mode: 0o644 }),
  'write-file-atomic': (path, data) => writeFileAtomic(path, data),
};

const disk = mountSmallDisk();
const results = new Map<string, DiskResult>();
const lines = typeof disk === 'string' ? [`full disk, compared: skipped: ${disk}\n`] : [];

afterAll(() => {
  if (typeof disk !== 'string') disk.unmount();
  process.stdout.write(lines.join(''));
  const [ours, theirs] = [results.get('statefix'), results.get('write-file-atomic')];
  if (ours === undefined || theirs === undefined) return;
  tellFigures({
    harness: 'a full disk, the writer beside write-file-atomic',
    tried: `${ours.writes} amounts of free space`,
    bad: ours.untrue + ours.torn,
    controls: [{ name: 'write-file-atomic', tried: theirs.writes, bad: theirs.torn }],
  });
});

async function onFullDisk(name: string): Promise<DiskResult> {
  const write = WRITERS[name];
  if (typeof disk === 'string' || write === undefined) throw new Error(`no disk, or no writer ${name}`);
  const counts = { writes: 0, acknowledged: 0, untrue: 0, torn: 0, left: 0 };
  const path = join(disk.root, 'state.json');
  for (let free = 0; free < 40 && counts.acknowledged - counts.untrue < 2; free += 1) {
    writeFileSync(path, OLD);
    disk.fill(free);
    const isAcknowledged = await write(path, NEW).then(
      () => true,
      () => false,
    );
    const found = readFileSync(path, 'utf8');
    const beside = readdirSync(disk.root).filter((each) => !['ballast', 'state.json'].includes(each));
    for (const each of beside) rmSync(join(disk.root, each));
    disk.empty();
    counts.writes += 1;
    if (isAcknowledged) counts.acknowledged += 1;
    if (isAcknowledged && found !== NEW) counts.untrue += 1;
    if (found !== OLD && found !== NEW) counts.torn += 1;
    counts.left += beside.length;
  }
  const { writes, acknowledged, untrue, torn, left } = counts;
  lines.push(
    `full disk, compared: ${name}: ${writes} amounts of free space: ${acknowledged} writes acknowledged, ${untrue} of them untruly; ${torn} files torn, ${left} left beside\n`,
  );
  results.set(name, counts);
  return counts;
}

describe.skipIf(typeof disk === 'string')('a full disk, at every amount of free space', () => {
  test('under our writer: the old file or the new one, new where it says so, and nothing beside', async () => {
    const result = await onFullDisk('statefix');
    expect(result).toMatchObject({ acknowledged: 2, untrue: 0, torn: 0, left: 0 });
    // Too little room for the first ones, or the disk was none.
    expect(result.writes).toBeGreaterThan(10);
  });

  test('under write-file-atomic is reported', async () => {
    expect((await onFullDisk('write-file-atomic')).writes).toBeGreaterThan(10);
  });
});
