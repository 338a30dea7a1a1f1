import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { planRestore } from '../../src/commands/recovery/plan-restore.ts';
import type { StateFile } from '../../src/model/state-file.ts';
import { type Value, valuesEqual } from '../../src/model/value.ts';
import { tellFigures } from '../support/figures.ts';
import { addFiles, namesIn, newDirectory, options } from '../support/project.ts';
import { accidentsOf, classOf } from './support/accidents-of-bits.ts';
import { filesAround, judged, opened } from './support/opened.ts';
import { SEALED_FILES, type SealedFile } from './support/sealed-files.ts';

// Every single-bit flip and every cut of sealed state files: what breaks a file or changes its value is seen, and repaired from its backup to the
// same bytes; what leaves its value alone raises nothing. In this process, by the functions that the commands call; a sample by the real command line.

const CLI = join(inject('dist'), 'cli.js');
const isLong = process.env['STATEFIX_TORTURE'] === 'long';
/** Each so many-th accident is tried, and each so many-th of those that are seen is repaired; STATEFIX_TORTURE=long: all. */
const [STRIDE, REPAIRED] = isLong ? [1, 1] : [11, 13];

function keepsValue(file: StateFile, value: Value): boolean {
  return file.kind === 'parsed' && file.documents.length === 1 && valuesEqual(file.documents[0] ?? null, value);
}

interface Counts {
  tried: number;
  harmful: number;
  seen: number;
  falseAlarms: number;
  repaired: number;
  unlike: number;
  missedByParsing: number;
  missedWithoutChecksum: number;
  readonly harmless: Record<string, number>;
}

const totals = new Map<string, Counts>();

function noCounts(): Counts {
  return {
    tried: 0,
    harmful: 0,
    seen: 0,
    falseAlarms: 0,
    repaired: 0,
    unlike: 0,
    missedByParsing: 0,
    missedWithoutChecksum: 0,
    harmless: {},
  };
}

/** Tries every accident of a file, and repairs those that are seen. */
async function tryAll(file: SealedFile): Promise<Counts> {
  const open = await opened(file);
  const counts = noCounts();
  for (const accident of accidentsOf(file.bytes, STRIDE)) {
    const judgement = await judged(open, accident.bytes);
    const { facts, diagnosis } = judgement;
    const isHarmful = !keepsValue(facts.file, open.value);
    counts.tried += 1;
    if (isHarmful) {
      counts.harmful += 1;
      if (facts.file.kind === 'parsed') counts.missedByParsing += 1;
      if ((await judged(open, accident.bytes, false)).diagnosis.isHealthy) counts.missedWithoutChecksum += 1;
    } else {
      const hit = classOf(accident, file.bytes, file.comments);
      counts.harmless[hit] = (counts.harmless[hit] ?? 0) + 1;
      if (file.kind === 'inside' && diagnosis.findings.length > 0) counts.falseAlarms += 1;
    }
    if (diagnosis.isHealthy) continue;
    counts.seen += 1;
    if (counts.seen % REPAIRED !== 0) continue;
    const plan = await planRestore(judgement, options(file.path), open.bench);
    counts.repaired += 1;
    if (plan === undefined || !file.bytes.equals(plan.bytes)) counts.unlike += 1;
  }
  return counts;
}

describe.each(SEALED_FILES)('$name', (file) => {
  let counts = noCounts();
  beforeAll(async () => {
    counts = await tryAll(file);
    totals.set(file.name, counts);
  }, 3_600_000);

  test('is at least 2 kB long, with ten comments where its format has them', () => {
    expect(file.bytes.length).toBeGreaterThanOrEqual(2_000);
    const comments = file.comments && file.bytes.toString('latin1').match(file.comments);
    expect(comments?.length ?? 10).toBeGreaterThanOrEqual(10);
  });

  test('every flip and every cut is seen that breaks the text or changes the value; beside it, every one at all', () => {
    expect(counts.tried).toBeGreaterThan((file.bytes.length * 9) / STRIDE - 1);
    expect(counts.harmful).toBeGreaterThan(0);
    expect(counts.seen).toBe(file.kind === 'beside' ? counts.tried : counts.harmful);
  });

  test('what leaves the value alone raises nothing, and is of a class that is known', () => {
    expect(counts.falseAlarms).toBe(0);
    expect(counts.harmless).not.toHaveProperty('other');
  });

  test('a repair brings back the bytes of the backup', () => {
    expect(counts.repaired).toBe(Math.floor(counts.seen / REPAIRED));
    expect(counts.unlike).toBe(0);
  });

  test('negative control: parsing alone misses many, and so do parsing and schema', () => {
    expect(counts.missedByParsing).toBeGreaterThan(counts.harmful / 20);
    expect(counts.missedWithoutChecksum).toBeGreaterThan(counts.harmful / 20);
  });
});

afterAll(() => {
  const all = [...totals.values()];
  const sum = (of: (counts: Counts) => number): number => all.reduce((total, counts) => total + of(counts), 0);
  const classes = new Map<string, number>();
  for (const [name, count] of all.flatMap(({ harmless }) => Object.entries(harmless))) {
    classes.set(name, (classes.get(name) ?? 0) + count);
  }
  const harmless = [...classes].map(([name, count]) => `${name} ${count}`).join(', ');
  tellFigures({
    harness: 'bit flips and cuts',
    tried: `${sum(({ tried }) => tried)} of 6 sealed files, ${sum(({ repaired }) => repaired)} of them repaired; harmless: ${harmless}`,
    bad: sum(({ harmful, seen, falseAlarms, unlike }) => Math.max(0, harmful - seen) + falseAlarms + unlike),
    controls: [
      { name: 'parsing alone', tried: sum(({ harmful }) => harmful), bad: sum((each) => each.missedByParsing) },
      {
        name: 'parsing and schema',
        tried: sum(({ harmful }) => harmful),
        bad: sum((each) => each.missedWithoutChecksum),
      },
    ],
  });
});

test.each(SEALED_FILES)(
  'the command line sees and mends a sample: $name',
  (file) => {
    const sample = [...accidentsOf(file.bytes, 4_999)].filter(({ sort, at }) => sort === 'flip' || at > 0);
    for (const accident of sample) {
      const root = newDirectory();
      addFiles(root, filesAround(file));
      writeFileSync(join(root, file.path), accident.bytes);
      const run = (command: string) => spawnSync('node', [CLI, command, file.path], { cwd: root, encoding: 'utf8' });
      const check = run('check');
      if (check.status === 0) continue;
      expect({ status: check.status, stderr: check.stderr }).toEqual({ status: 1, stderr: '' });
      expect(run('repair')).toMatchObject({ status: 0 });
      expect(readFileSync(join(root, file.path)).equals(file.bytes)).toBe(true);
      const kept = namesIn(join(root, file.kind)).filter((name) => name.includes('.corrupt-'));
      expect(kept.map((name) => readFileSync(join(root, file.kind, name)).equals(accident.bytes))).toEqual([true]);
      expect(run('check').status).toBe(0);
    }
  },
  120_000,
);
