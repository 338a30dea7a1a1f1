import { resolve } from 'node:path';
import { DEFAULT_SEVERITIES, type FindingCode, type Severity } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { isObject, type Value } from '../model/value.ts';
import { parseVersion } from '../model/version.ts';
import type { WrittenFacts } from './kind.ts';
import {
  inside,
  oneOf,
  type Place,
  type Reader,
  readEntries,
  readMembers,
  refuse,
  shown,
  text,
  type WrittenProblem,
} from './written.ts';
import { isConfiguredFact, readConfiguredKind } from './written-facts.ts';

/** The version of the config's form that this statefix reads. */
const CONFIG_VERSION = '1';

/** What the config says of one kind. */
export interface ConfiguredKind {
  readonly name: string;
  /** Globs, relative to the config's directory. */
  readonly files: readonly string[];
  readonly facts: WrittenFacts;
}

/** A config as it was written, checked: what it does not say is not there. */
export interface WrittenConfig {
  readonly registry?: { readonly schemas?: string; readonly migrations?: string };
  readonly kinds?: readonly ConfiguredKind[];
  readonly severity?: ReadonlyMap<FindingCode, Severity | 'off'>;
}

/** A config file, or the `statefix` member of a `package.json`. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  /** Absolute: what its globs and paths are relative to. */
  readonly directory: string;
  readonly written: WrittenConfig;
}

/** What the command line says that a config could say too; it wins. */
export interface ConfigFlags {
  readonly schemas: string | undefined;
  readonly migrations: string | undefined;
  readonly lockTimeout: number | undefined;
  readonly maxSize: number | undefined;
}

/** A directory of the registry, and who named it: one that was named must be there. */
interface RegistryDirectory {
  /** Absolute. */
  readonly path: string;
  readonly namedBy: 'option' | 'config' | 'default';
}

/** All settings, every one resolved: flags over config over defaults. */
export interface Config {
  /** The config file; `undefined` where there is none. */
  readonly path: string | undefined;
  /** Absolute: the directory of the config, else the working directory. What a walk found is written only inside it. */
  readonly directory: string;
  readonly schemas: RegistryDirectory;
  readonly migrations: RegistryDirectory;
  /** In the order of the config: a later kind does not steal what an earlier one matches. */
  readonly kinds: readonly ConfiguredKind[];
  readonly severities: ReadonlyMap<FindingCode, Severity | 'off'>;
  /** The facts that the command line sets for every kind. */
  readonly flagFacts: WrittenFacts;
}

const codes = Object.keys(DEFAULT_SEVERITIES) as FindingCode[];
const severityWord = oneOf(['error', 'warning', 'note', 'off']);

const version: Reader<string> = (value, place) => {
  const found = parseVersion(value);
  if (found === CONFIG_VERSION) return found;
  const isNewer = found !== undefined && Number(found) > Number(CONFIG_VERSION);
  return refuse(
    place,
    `version must be ${CONFIG_VERSION}, not ${shown(value)}`,
    isNewer ? 'This config was written for a newer statefix. Update statefix.' : `Write: version: ${CONFIG_VERSION}`,
  );
};

const kinds: Reader<readonly ConfiguredKind[]> = (value, place) =>
  readEntries(value, place, configuredKind, 'Write each kind as a key, such as: kinds: { my-kind: { files: [] } }').map(
    ([name, { files = [], ...facts }]) => ({ name, files, facts }),
  );

/** What is no object here is most often one whose members were not indented. */
const configuredKind: Reader<ReturnType<typeof readConfiguredKind>> = (value, place) => {
  if (isObject(value)) return readConfiguredKind(value, place);
  const name = place.pointer.slice(place.pointer.lastIndexOf('/') + 1);
  if (isConfiguredFact(name)) {
    return refuse(
      place,
      `${name} is a fact of a kind, not a kind`,
      'Indent it further, below the kind that it is about.',
    );
  }
  return refuse(
    place,
    `the kind ${name} must be an object, not ${shown(value)}`,
    'Indent what is said of it, such as its files, below it.',
  );
};

const severity: Reader<ReadonlyMap<FindingCode, Severity | 'off'>> = (value, place) => {
  const read = readEntries(value, place, severityWord).flatMap(([name, word]) => {
    const code = codes.find((each) => each === name);
    if (code !== undefined) return [[code, word] as const];
    place.problems.push(unknownCode(name, inside(place, name)));
    return [];
  });
  return new Map(read);
};

function unknownCode(name: string, { pointer }: Place): WrittenProblem {
  const suggestion = nearest(name, codes);
  return {
    pointer,
    atKey: true,
    message: `${JSON.stringify(name)} is no code of a finding`,
    hint: suggestion === undefined ? `Known are: ${codes.join(', ')}.` : `Did you mean ${suggestion}?`,
  };
}

/** Reads a config as it was written. Problems, each with its place, instead of settings that cannot be meant. */
export function readConfig(value: Value): {
  readonly config: WrittenConfig;
  readonly problems: readonly WrittenProblem[];
} {
  const problems: WrittenProblem[] = [];
  const place: Place = { pointer: '', problems };
  if (!isObject(value)) {
    refuse(
      place,
      `the config must be an object, not ${shown(value)}`,
      `The least that it says is: version: ${CONFIG_VERSION}`,
    );
    return { config: {}, problems };
  }
  type Written = Required<WrittenConfig> & { version: string; $schema: string };
  const {
    version: found,
    $schema: _,
    ...config
  } = readMembers<Written>(
    value,
    place,
    {
      version,
      $schema: text,
      registry: (member, at) => readMembers(member, at, { schemas: text, migrations: text }, 'setting of registry'),
      kinds,
      severity,
    },
    'setting of the config',
  );
  // A key that is told to be a misspelt `version` is not told to be missing, too.
  const isUnsaid = found === undefined && nearest('version', Object.keys(value)) === undefined;
  if (isUnsaid) refuse(place, 'the config does not say its version', `Add: version: ${CONFIG_VERSION}`);
  return { config, problems };
}

/** Every setting, from the flags, the config file where there is one, and the defaults. `cwd` is absolute. */
export function resolveConfig(file: ConfigFile | undefined, flags: ConfigFlags, cwd: string): Config {
  const directory = file?.directory ?? cwd;
  const registry = file?.written.registry ?? {};
  const lock = flags.lockTimeout === undefined ? {} : { lock: { timeout: flags.lockTimeout } };
  const maxSize = flags.maxSize === undefined ? {} : { maxSize: flags.maxSize };
  return {
    path: file?.path,
    directory,
    schemas: registryDirectory(flags.schemas, registry.schemas, 'schemas', directory, cwd),
    migrations: registryDirectory(flags.migrations, registry.migrations, 'migrations', directory, cwd),
    kinds: file?.written.kinds ?? [],
    severities: file?.written.severity ?? new Map(),
    flagFacts: { ...lock, ...maxSize },
  };
}

function registryDirectory(
  option: string | undefined,
  configured: string | undefined,
  standard: string,
  directory: string,
  cwd: string,
): RegistryDirectory {
  if (option !== undefined) return { path: resolve(cwd, option), namedBy: 'option' };
  if (configured !== undefined) return { path: resolve(directory, configured), namedBy: 'config' };
  return { path: resolve(directory, standard), namedBy: 'default' };
}
