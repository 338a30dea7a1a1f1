import { nearest } from '../model/nearest.ts';
import { parseDuration, parseSize } from '../model/quantity.ts';
import type { Value } from '../model/value.ts';
import { parseVersion } from '../model/version.ts';
import type { ForeignBackups, ItemIdentity, KindFacts, RecoverSource, WrittenFacts } from './kind.ts';
import {
  count,
  falseOr,
  flag,
  listOf,
  oneOf,
  type Place,
  pointer,
  quantity,
  type Reader,
  type Readers,
  readMembers,
  refuse,
  shown,
  text,
  type WrittenProblem,
} from './written.ts';

const RECOVER_SOURCES: readonly RecoverSource[] = ['bak', 'backups', 'temp', 'conflict', 'corrupt', 'git', 'default'];

const versionPlace: Reader<KindFacts['version']> = (value, place) => {
  const read = falseOr(pointer)(value, place);
  return typeof read === 'string' ? [read] : read;
};

const versionText: Reader<string> = (value, place) =>
  parseVersion(value) ?? refuse(place, `unversioned must be a version such as "0" or "0.0.0", not ${shown(value)}`);

const checksumPlace: Reader<KindFacts['checksum']> = (value, place) => {
  if (value === 'sidecar') return value;
  if (typeof value === 'string' && nearest(value, ['sidecar']) !== undefined) {
    return refuse(
      place,
      `checksum must be a JSON Pointer, sidecar or false, not ${shown(value)}`,
      'Did you mean sidecar?',
    );
  }
  return falseOr(pointer)(value, place);
};

const modeBits: Reader<number> = (value, place) => {
  if (typeof value === 'string' && /^0?[0-7]{3}$/.test(value)) return Number.parseInt(value, 8);
  // Unquoted, YAML 1.2 reads 0644 as the decimal number 644.
  const hint = typeof value === 'number' ? 'Put it in quotes, so that it is not read as a decimal number.' : undefined;
  return refuse(place, `mode must be three octal digits such as "0644", not ${shown(value)}`, hint);
};

const sources: Reader<readonly RecoverSource[]> = (value, place) => {
  const read = listOf(oneOf(RECOVER_SOURCES))(value, place);
  return read === undefined ? undefined : [...new Set(read)];
};

/** A glob alone, or with where the state stands in such a backup. */
const foreignBackups: Reader<ForeignBackups> = (value, place) => {
  if (typeof value === 'string') return { files: value, at: '', into: '' };
  const read = readMembers<ForeignBackups>(
    value,
    place,
    { files: text, at: pointer, into: pointer },
    'setting of backups.from',
  );
  if (read.files === undefined) return refuse(place, 'a source of backups needs `files`, a glob');
  return { at: '', into: '', ...read, files: read.files };
};

const identity: Reader<ItemIdentity> = (value, place) => {
  const read = readMembers<ItemIdentity>(value, place, { items: pointer, by: pointer }, 'setting of identities');
  if (read.items === undefined || read.by === undefined) return refuse(place, 'an identity needs `items` and `by`');
  return { items: read.items, by: read.by };
};

const FACTS: Readers<WrittenFacts> = {
  version: versionPlace,
  unversioned: versionText,
  checksum: checksumPlace,
  mode: modeBits,
  backups: (value, place) =>
    readMembers<KindFacts['backups']>(
      value,
      place,
      { bak: flag, keep: count, corrupt: flag, from: listOf(foreignBackups) },
      'setting of backups',
    ),
  recover: sources,
  touched: pointer,
  serial: pointer,
  lineage: pointer,
  recovery: pointer,
  conflicts: pointer,
  identities: listOf(identity),
  lock: (value, place) =>
    readMembers<KindFacts['lock']>(
      value,
      place,
      { timeout: quantity(parseDuration, '5s'), stale: quantity(parseDuration, '5m') },
      'setting of lock',
    ),
  maxSize: quantity(parseSize, '16MiB'),
  format: oneOf(['json', 'jsonc', 'yaml']),
  leftovers: listOf(text),
};

/** True for the name of a fact that the config may say of a kind. */
export function isConfiguredFact(name: string): boolean {
  return name === 'files' || Object.hasOwn(FACTS, name);
}

/** Reads the facts of a kind as the config writes them, its `files` among them. Problems go to `place`. */
export function readConfiguredKind(value: Value, place: Place): WrittenFacts & { readonly files?: readonly string[] } {
  return readMembers<WrittenFacts & { files: readonly string[] }>(
    value,
    place,
    { ...FACTS, files: listOf(text) },
    'fact of a kind',
  );
}

/** Reads a `kind.yaml`: facts alone. An empty file says nothing, and is right. */
export function readKindFile(value: Value): {
  readonly facts: WrittenFacts;
  readonly problems: readonly WrittenProblem[];
} {
  const problems: WrittenProblem[] = [];
  if (value === null) return { facts: {}, problems };
  const { $schema: _, ...facts } = readMembers<WrittenFacts & { $schema: string }>(
    value,
    { pointer: '', problems },
    { ...FACTS, $schema: text },
    'fact of a kind',
  );
  return { facts, problems };
}
