import { describe, expect, it } from 'vitest';
import { DEFAULT_FACTS, type KindFacts } from '../../src/registry/kind.ts';
import { type KindListing, kindFrom, registryError, unknownKind } from '../../src/registry/registry.ts';

function listing(schemas: readonly string[], migrations: readonly string[] = []): KindListing {
  return {
    name: 'app',
    origin: 'user',
    schemas: { directory: '/r/schemas/app', shown: 'schemas/app', files: schemas },
    migrations: { directory: '/r/migrations/app', shown: 'migrations/app', files: migrations },
  };
}

function problemsOf(schemas: readonly string[], migrations: readonly string[] = [], facts: KindFacts = DEFAULT_FACTS) {
  return kindFrom(listing(schemas, migrations), facts).problems.map(({ message }) => message);
}

describe('a kind from its files', () => {
  it('orders versions by value and ties each step to the version before it', () => {
    const { kind, problems } = kindFrom(
      listing(
        ['10.schema.json', '9.schema.yaml', '2.schema.json', 'kind.yaml', 'notes.md'],
        ['9_b.ts', '10_c.mjs', 'shared.mjs', '_private_x.mjs', '9_b.test.ts', 'types.d.ts'],
      ),
      DEFAULT_FACTS,
    );
    expect(problems).toEqual([]);
    expect(kind.versions.map(({ version }) => version)).toEqual(['2', '9', '10']);
    expect(kind.steps.map(({ from, to, name, path }) => [from, to, name, path])).toEqual([
      ['2', '9', '9_b', '/r/migrations/app/9_b.ts'],
      ['9', '10', '10_c', '/r/migrations/app/10_c.mjs'],
    ]);
  });

  it('takes semver, pre-releases and slugs with "_" included', () => {
    const { kind, problems } = kindFrom(
      listing(['1.0.0.schema.json', '1.0.0-rc.1.schema.json'], ['1.0.0_add_stats.mjs']),
      DEFAULT_FACTS,
    );
    expect(problems).toEqual([]);
    expect(kind.steps[0]).toMatchObject({ from: '1.0.0-rc.1', to: '1.0.0', name: '1.0.0_add_stats' });
  });

  it.each([
    [
      ['1.schema.json', '2.schema.json'],
      [],
      ['there is a gap in the kind app: schemas/app/2.schema.json has no migration that leads to it from version 1'],
    ],
    [['1.schema.json'], ['2_x.mjs'], ['migrations/app/2_x.mjs leads to version 2, which has no schema']],
    [
      ['1.schema.json'],
      ['1_x.mjs'],
      [
        'migrations/app/1_x.mjs leads to version 1, the first of the kind app: there is no version before it to come from',
      ],
    ],
    [
      ['1.schema.json', '2.schema.json'],
      ['2_a.mjs', '2_b.ts'],
      ['the kind app has 2 migrations for version 2: migrations/app/2_a.mjs and migrations/app/2_b.ts'],
    ],
    [
      ['1.schema.json', '1.schema.yaml'],
      [],
      ['the kind app has 2 schemas for version 1: schemas/app/1.schema.json and schemas/app/1.schema.yaml'],
    ],
    [
      ['1.schema.json', '2.0.0.schema.json'],
      [],
      [
        'the kind app mixes two styles of versions: schemas/app/1.schema.json has an integer, schemas/app/2.0.0.schema.json a semver',
      ],
    ],
    [
      ['v1.schema.json', '1.schema.json'],
      [],
      ['schemas/app/v1.schema.json is not named <version>.schema.json: "v1" is no version'],
    ],
    [['1.schema.json'], ['01_x.mjs'], ['migrations/app/01_x.mjs is not named <version>_<slug>: "01" is no version']],
    [
      ['1.schema.json'],
      ['2.mjs'],
      ['migrations/app/2.mjs is not named <version>_<slug>: it lacks the slug, which says what the step does'],
    ],
    [
      [],
      ['2_x.mjs'],
      ['the kind app has no version: it has migrations in migrations/app, but no schema in schemas/app'],
    ],
    [[], [], ['the kind app has no version: schemas/app holds no schema']],
  ])('says what is wrong with schemas %j and migrations %j', (schemas, migrations, expected) => {
    expect(problemsOf(schemas, migrations)).toEqual(expected);
  });

  it('refuses several schemas where the files carry no version', () => {
    expect(problemsOf(['1.schema.json', '2.schema.json'], ['2_x.mjs'], { ...DEFAULT_FACTS, version: false })).toEqual([
      'the files of the kind app carry no version (version: false), but schemas/app has 2 schemas',
    ]);
  });

  it('tells all problems at once, each with its hint', () => {
    const { problems } = kindFrom(listing(['1.schema.json', '2.schema.json'], ['3_x.mjs']), DEFAULT_FACTS);
    const error = registryError('app', problems);
    expect([error.code, error.message]).toEqual(['REGISTRY_INVALID', 'the kind app has 2 problems']);
    expect(error.problems?.map(({ message }) => message)).toEqual([
      'migrations/app/3_x.mjs leads to version 3, which has no schema',
      'there is a gap in the kind app: schemas/app/2.schema.json has no migration that leads to it from version 1',
    ]);
    expect(error.problems?.[0]?.hint).toBe('Add schemas/app/3.schema.json.');
    expect(error.problems?.[1]?.hint).toContain('Add migrations/app/2_<slug>.mjs');
  });

  it('tells one problem as itself', () => {
    const { problems } = kindFrom(listing(['1.schema.json'], ['3_x.mjs']), DEFAULT_FACTS);
    const error = registryError('app', problems);
    expect([error.message, error.hint, error.problems]).toEqual([
      'migrations/app/3_x.mjs leads to version 3, which has no schema',
      'Add schemas/app/3.schema.json.',
      undefined,
    ]);
  });

  it('takes a schema that lacks ".schema" for what it may be', () => {
    const [problem] = kindFrom(listing(['1.json']), DEFAULT_FACTS).problems;
    expect(problem?.hint).toBe('A schema is named <version>.schema.json; did you mean schemas/app/1.json to be one?');
  });
});

describe('a file that is almost named as it must be', () => {
  const SCHEMAS = ['1.schema.json', '2.schema.json'];

  it.each([
    ['2-add-lives.mjs', 'version and slug are parted by "_"', 'Rename it 2_add-lives.mjs. '],
    ['2 add lives.ts', 'version and slug are parted by "_"', 'Rename it 2_add-lives.ts. '],
    ['v2_add-lives.mjs', '"v2" is no version', 'Rename it 2_add-lives.mjs. '],
    ['002_add-lives.mjs', '"002" is no version', 'Rename it 2_add-lives.mjs. '],
    ['2.mjs', 'it lacks the slug, which says what the step does', 'A version is '],
  ])('is told how to be: the step %s', (file, reason, hint) => {
    const { problems } = kindFrom(listing(SCHEMAS, [file]), DEFAULT_FACTS);
    const misnamed = problems.find(({ message }) => message.includes('is not named'));
    expect(misnamed?.message).toBe(`migrations/app/${file} is not named <version>_<slug>: ${reason}`);
    expect(misnamed?.hint.startsWith(hint)).toBe(true);
    // A gap that the new name closes is not told.
    expect(problems).toHaveLength(1);
  });

  it.each(['v2.schema.json', '02.schema.json'])('is told how to be: the schema %s', (file) => {
    const { problems } = kindFrom(listing(['1.schema.json', file], ['2_x.mjs']), DEFAULT_FACTS);
    expect(problems.map(({ hint }) => hint)).toEqual([expect.stringContaining('Rename it 2.schema.json. ')]);
  });

  it.each([
    ['add-lives.mjs', '2_add-lives.mjs'],
    ['2_add-lives.cjs', '2_add-lives.mjs'],
    ['2_add-lives', '2_add-lives.mjs'],
  ])('is offered for a gap: %s', (file, name) => {
    const [problem] = kindFrom(listing(SCHEMAS, [file]), DEFAULT_FACTS).problems;
    expect(problem?.message).toContain('there is a gap');
    expect(problem?.hint).toContain(
      `migrations/app/${file} is not named <version>_<slug>: if it is this step, rename it ${name}. Else: Add `,
    );
  });

  it('is not guessed among several modules', () => {
    const [problem] = kindFrom(listing(SCHEMAS, ['names.mjs', 'dates.mjs']), DEFAULT_FACTS).problems;
    expect(problem?.hint.startsWith('Add ')).toBe(true);
  });

  it('is offered for a missing schema', () => {
    const [problem] = kindFrom(listing(['1.schema.json', '2.json'], ['2_x.mjs']), DEFAULT_FACTS).problems;
    expect(problem?.hint).toBe(
      'If schemas/app/2.json is its schema, rename it 2.schema.json; else add schemas/app/2.schema.json.',
    );
  });

  it('is offered where the directory of the steps is not there, but one like it', () => {
    const none = { ...listing(SCHEMAS), migrations: { ...listing([]).migrations, near: 'migration/app' } };
    const [problem] = kindFrom(none, DEFAULT_FACTS).problems;
    expect(problem?.hint).toContain('Did you mean migration/app to be migrations/app?');
  });
});

describe('an unknown kind', () => {
  it('is answered with the nearest and the list', () => {
    const error = unknownKind('deamon', ['daemon', 'checklist'], undefined);
    expect([error.code, error.message, error.hint]).toEqual([
      'KIND_UNKNOWN',
      'there is no kind "deamon"',
      'Did you mean daemon? Known are: daemon, checklist.',
    ]);
  });

  it('names who names it', () => {
    expect(unknownKind('x', [], 'statefix.config.yaml').message).toBe(
      'there is no kind "x", which statefix.config.yaml names',
    );
  });
});
