import { describe, expect, it } from 'vitest';
import { StatefixError } from '../../src/model/errors.ts';
import { chainBetween, targetVersion } from '../../src/plan/chain.ts';
import type { Kind } from '../../src/registry/kind.ts';
import { DEFAULT_FACTS } from '../../src/registry/kind.ts';

function kindWith(versions: readonly string[]): Kind {
  return {
    ...DEFAULT_FACTS,
    name: 'app',
    origin: 'user',
    versions: versions.map((version) => ({ version, path: `/r/schemas/app/${version}.schema.json` })),
    steps: versions.slice(1).map((to, index) => ({
      kindName: 'app',
      from: versions[index] ?? '',
      to,
      name: `${to}_x`,
      path: `/r/migrations/app/${to}_x.mjs`,
      shown: `migrations/app/${to}_x.mjs`,
    })),
  };
}

describe('chainBetween', () => {
  const kind = kindWith(['1', '2', '9', '10']);

  it('runs upwards in the order of the versions', () => {
    const { direction, steps } = chainBetween(kind, '1', '10');
    expect([direction, steps.map(({ to }) => to)]).toEqual(['up', ['2', '9', '10']]);
  });

  it('runs downwards by the same steps backwards', () => {
    const { direction, steps } = chainBetween(kind, '10', '2');
    expect([direction, steps.map(({ to }) => to)]).toEqual(['down', ['10', '9']]);
  });

  it('is empty between a version and itself', () => {
    expect(chainBetween(kind, '2', '2')).toEqual({ direction: 'up', steps: [] });
  });

  it('is not to be asked for a version or over a gap that the registry lets nobody have', () => {
    expect(() => chainBetween(kind, '1', '3')).toThrow(RangeError);
    const broken: Kind = { ...kind, steps: kind.steps.filter(({ to }) => to !== '9') };
    expect(() => chainBetween(broken, '1', '10')).toThrow('kind app has no step to version 9');
  });
});

describe('targetVersion', () => {
  const kind = kindWith(['1', '2']);

  function refusal(wanted: string, of: Kind): unknown {
    try {
      return targetVersion(of, wanted);
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
      return [error.code, error.message, error.hint];
    }
  }

  it('is the newest, or the one that is wanted', () => {
    expect([targetVersion(kind, undefined), targetVersion(kind, '1')]).toEqual(['2', '1']);
  });

  it('beyond the newest is told the newest', () => {
    expect(refusal('5', kind)).toEqual([
      'USAGE',
      'version 5 is newer than 2, the newest of the kind app',
      'Leave --to out for the newest. The kind app knows 1, 2.',
    ]);
  });

  it.each([
    ['v2', 'Did you mean --to 2? The kind app knows 1, 2.'],
    ['0', 'The kind app knows 1, 2.'],
    ['newest', 'The kind app knows 1, 2.'],
  ])('that is none is told what there is: %s', (wanted, hint) => {
    expect(refusal(wanted, kind)).toEqual(['USAGE', `the kind app has no version "${wanted}"`, hint]);
  });

  it('suggests a semver', () => {
    const semver = kindWith(['1.0.0', '1.1.0']);
    expect(refusal('1.0', semver)).toContain('Did you mean --to 1.0.0? The kind app knows 1.0.0, 1.1.0.');
  });

  it('of a kind with one version is that one', () => {
    expect(refusal('0', kindWith(['1']))).toContain('The kind app knows only 1.');
  });
});
