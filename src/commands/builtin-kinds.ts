import { resolveConfig } from '../registry/config.ts';
import { openRegistry } from '../store/load-registry.ts';
import type { RunContext } from './run.ts';

/** The names of the built-in kinds that files of users are of; statefix's own files are not among them. */
export function builtinKinds({
  fs,
  cwd,
  builtinRoot,
}: Pick<RunContext, 'fs' | 'cwd' | 'builtinRoot'>): readonly string[] {
  const flags = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };
  const registry = openRegistry({
    fs,
    cwd,
    builtin: builtinRoot,
    config: resolveConfig(undefined, flags, cwd),
    refs: [],
  });
  const own = new Set(registry.userKinds());
  return registry.kindNames().filter((name) => !own.has(name) && !name.startsWith('statefix-'));
}
