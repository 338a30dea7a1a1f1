import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shardOf } from '../../../src/commands/selection/shard.ts';
import { APP_REGISTRY, aProject } from '../../support/project.ts';
import { aProjectInGit, BROKEN, CHANGED, checked, V2 } from './support.ts';

const files = fc
  .uniqueArray(fc.record({ name: fc.string(), size: fc.nat(1_000_000) }), { selector: ({ name }) => name })
  .map((all) => all.map(({ name, size }) => ({ file: name, name, size })));
const counts = fc.integer({ min: 1, max: 12 });

function shards(all: Parameters<typeof shardOf<string>>[0], count: number): readonly (readonly string[])[] {
  return Array.from({ length: count }, (_, at) => shardOf(all, { index: at + 1, count }));
}

describe('the parts', () => {
  test('hold each file once, in the order in which they were given', () => {
    fc.assert(
      fc.property(files, counts, (all, count) => {
        const parts = shards(all, count);
        const names = all.map(({ name }) => name);
        expect(parts.flat().toSorted()).toEqual(names.toSorted());
        for (const part of parts) expect(part).toEqual(names.filter((name) => part.includes(name)));
      }),
    );
  });

  test('are the same, whatever the order in which the files are found', () => {
    const shuffled = files.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, counts, ([all, other], count) => {
        const sorted = (parts: readonly (readonly string[])[]) => parts.map((part) => part.toSorted());
        expect(sorted(shards(other, count))).toEqual(sorted(shards(all, count)));
      }),
    );
  });

  test('differ by no more than the largest file', () => {
    fc.assert(
      fc.property(files, counts, (all, count) => {
        const weight = new Map(all.map(({ name, size }) => [name, size + 1024]));
        const loads = shards(all, count).map((part) => part.reduce((sum, name) => sum + (weight.get(name) ?? 0), 0));
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(Math.max(0, ...weight.values()));
      }),
    );
  });

  test('the control: files dealt out in turn differ by more', () => {
    const all = [900_000, 1, 900_000, 1].map((size, at) => ({ file: `${at}`, name: `${at}`, size }));
    const dealt = [0, 1].map((turn) => all.filter((_, at) => at % 2 === turn).reduce((sum, { size }) => sum + size, 0));
    expect(Math.max(...dealt) - Math.min(...dealt)).toBeGreaterThan(900_000 + 1024);
    expect(shards(all, 2).map((part) => part.length)).toEqual([2, 2]);
  });

  test('of empty files are equally many', () => {
    const all = Array.from({ length: 40 }, (_, at) => ({ file: `${at}`, name: `${at}`, size: 0 }));
    expect(shards(all, 4).map((part) => part.length)).toEqual([10, 10, 10, 10]);
  });
});

describe('check --shard', () => {
  const shard = (index: number, count: number) => ({ shard: { index, count } });

  test('the parts together are the whole', async () => {
    const repository = aProjectInGit(
      Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`state/${at}.json`, at % 3 === 0 ? BROKEN : V2])),
    );
    const parts = await Promise.all([1, 2, 3, 4].map((index) => checked(repository, undefined, shard(index, 4))));
    expect(parts.flat().toSorted()).toEqual([...(await checked(repository, undefined))].toSorted());
    expect(parts.every((part) => part.length >= 2)).toBe(true);
  });

  test('parts what is left of the files that changed', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2, 'state/c.json': V2 });
    repository.write('state/a.json', BROKEN);
    repository.write('state/b.json', `${V2} `);
    const parts = await Promise.all([1, 2].map((index) => checked(repository, CHANGED, shard(index, 2))));
    expect(parts.map((part) => part.length)).toEqual([1, 1]);
  });

  test('a part without a file is no error, a run without a file is one', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': V2 });
    const one = { paths: ['state.json'], ...shard(2, 2) };
    expect(await checked({ root }, undefined, one)).toEqual([]);
    await expect(checked({ root }, undefined, { ...one, paths: ['*.yaml'] })).rejects.toMatchObject({
      code: 'NO_FILE_MATCHED',
    });
  });

  test('standard input has no parts', async () => {
    const root = aProject(APP_REGISTRY);
    await expect(checked({ root }, undefined, { paths: ['-'], ...shard(1, 2) })).rejects.toMatchObject({
      code: 'USAGE',
    });
  });
});
