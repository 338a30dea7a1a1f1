import { dirname, join, resolve } from 'node:path';
import { StatefixError } from '../model/errors.ts';
import { openBase } from '../store/base/base.ts';
import { layeredFs } from '../store/base/layered-fs.ts';
import { findRevision, type Revision } from '../store/base/revision.ts';
import { CONFIG_NAMES, loadConfig } from '../store/find-config.ts';
import type { FsOps } from '../store/fs-ops.ts';
import type { RunContext, Selection } from './run.ts';

/** A run of which strangers propose the code has the rights of the repository: what it runs and how it judges is taken from the base. */
export type WantedRegistry = Pick<Selection, 'config' | 'schemas' | 'migrations'>;

/**
 * The files as they are, but for config and registry: those are as the base has them, at their own paths, wherever in the repository they are named. Nothing
 * is checked out. Throws `REGISTRY_INVALID` where the base is not to be had.
 */
export async function filesOfBase(wanted: WantedRegistry, context: RunContext): Promise<FsOps> {
  const { fs, environment, cwd, signal, builtinRoot, log } = context;
  const revision = revisionOfBase(context);
  const base = openBase({ fs, environment, cwd, signal, revision });
  try {
    const root = base.pathOf({ path: '.', mode: '', id: '' });
    const places = placesOfConfig(cwd, root);
    const named = wanted.config === undefined ? [] : [resolve(cwd, wanted.config)];
    const tree = await base.files([...places, ...named]);
    const files = layeredFs({ disk: fs, tree, root, program: builtinRoot });
    const flags = { ...wanted, lockTimeout: undefined, maxSize: undefined };
    const { schemas, migrations } = await loadConfig({ fs: files, cwd, named: wanted.config }, flags);
    await base.files([schemas.path, migrations.path]);
    log({ kind: 'registry-of-base', path: root, commit: revision.commit });
    return files;
  } finally {
    await base.close();
  }
}

function placesOfConfig(cwd: string, root: string): readonly string[] {
  const places: string[] = [];
  for (let directory = cwd; ; directory = dirname(directory)) {
    places.push(...[...CONFIG_NAMES, 'package.json'].map((name) => join(directory, name)));
    if (directory === root || dirname(directory) === directory) return places;
  }
}

function revisionOfBase(context: RunContext): Revision {
  const { fs, environment, cwd, trust } = context;
  const { base } = trust;
  if (base === undefined) throw notToBeHad('the event does not tell which commit that is', context);
  try {
    const revision = findRevision({ fs, environment, cwd, ref: base });
    if (revision.kind === 'found') return revision;
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    throw notToBeHad(error.message.replace(/^--against [^:]*: /, ''), context);
  }
  throw notToBeHad(`commit ${base.slice(0, 12)} is not in this shallow clone`, context);
}

function notToBeHad(reason: string, { environment, trust }: RunContext): StatefixError {
  const event = environment['GITHUB_EVENT_NAME'] ?? 'this event';
  const message = `in the event ${event}, which has the rights of the repository, config and migrations are taken from the base alone, and that is not to be had: ${reason}`;
  return new StatefixError('REGISTRY_INVALID', message, {
    hint: `Fetch it before this step${trust.base === undefined ? '' : `: git fetch --no-tags --depth=1 origin ${trust.base}`}; or let the pull request be judged in a workflow for the event pull_request.`,
  });
}
