import { check } from '../../../src/commands/check.ts';
import type { CheckOptions, MigrateOptions, Only, RepairOptions, RunContext } from '../../../src/commands/run.ts';
import { aRepository, type Repository } from '../../store/candidates/git-repository.ts';
import { APP_REGISTRY, aContext, addFiles, all, type Files, options } from '../../support/project.ts';

export const V1 = '{"version": 1, "name": "x"}\n';
export const V2 = '{"version": 2, "title": "x"}\n';
export const BROKEN = '{"version": 2, "title": \n';

function withoutThird(files: Readonly<Record<string, string | Uint8Array>>): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !/\/3[._]/.test(path)));
}

/** Two kinds: `app`, of which version 2 is the newest, in `state/`, and `other` in `other/`. */
export const PROJECT = {
  ...withoutThird(APP_REGISTRY),
  'schemas/app/kind.yaml': 'checksum: false\n',
  'schemas/other/1.schema.json': '{"type":"object"}',
  'statefix.config.yaml':
    "version: 1\nkinds:\n  app: { files: ['state/**/*.json'] }\n  other: { files: ['other/*.json'], version: false }\n",
};

/** A repository with those files committed beside the project. */
export function aProjectInGit(files: Readonly<Record<string, string>>): Repository {
  const repository = aRepository();
  addFiles(repository.root, PROJECT);
  repository.commit(files);
  return repository;
}

export type Options = CheckOptions & MigrateOptions & RepairOptions;

export function part(only: Only | undefined, changes: Partial<Options> = {}): Options {
  return { ...options(), only, ...changes };
}

export const STAGED: Only = { kind: 'staged' };
export const CHANGED: Only = { kind: 'changed' };
export const since = (ref: string): Only => ({ kind: 'since', ref });

/** What `check` says of each file that it is about: the path, then the codes of its findings. */
export async function checked(
  { root }: Pick<Repository, 'root'>,
  only: Only | undefined,
  changes: Partial<Options> = {},
  context: Partial<RunContext> = {},
): Promise<readonly string[]> {
  const files = await all(check(part(only, changes), aContext(root, context)));
  return files.map(({ report }) => [report.path, ...report.findings.map(({ code }) => code)].join(' '));
}
