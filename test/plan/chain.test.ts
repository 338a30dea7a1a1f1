import { describe, expect, it } from 'vitest';
import { chainBetween } from '../../src/plan/chain.ts';
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
    const chain = chainBetween(kind, '1', '10');
    expect(chain).toMatchObject({ kind: 'chain', direction: 'up', steps: [{ to: '2' }, { to: '9' }, { to: '10' }] });
  });

  it('runs downwards by the same steps backwards', () => {
    const chain = chainBetween(kind, '10', '2');
    expect(chain).toMatchObject({ kind: 'chain', direction: 'down', steps: [{ to: '10' }, { to: '9' }] });
  });

  it('is empty between a version and itself', () => {
    expect(chainBetween(kind, '2', '2')).toEqual({ kind: 'chain', direction: 'up', steps: [] });
  });

  it('says what it takes for a version newer than all', () => {
    expect(chainBetween(kind, '1', '11')).toMatchObject({
      kind: 'problem',
      reason: 'version 11 is newer than the newest version of the kind app, which is 10',
    });
  });

  it('suggests the version that a misspelt one means, and lists all', () => {
    expect(chainBetween(kind, '1', 'v9')).toEqual({
      kind: 'problem',
      reason: 'the kind app has no version "v9"',
      hint: 'Did you mean 9? The kind app knows 1, 2, 9, 10.',
    });
  });

  it('names the step that is missing', () => {
    const broken: Kind = { ...kind, steps: kind.steps.filter(({ to }) => to !== '9') };
    expect(chainBetween(broken, '1', '10')).toMatchObject({
      kind: 'problem',
      reason: 'the kind app has no migration to version 9',
    });
  });
});
