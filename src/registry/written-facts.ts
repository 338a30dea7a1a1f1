import { nearest } from '../model/nearest.ts';
import type { Pointer } from '../model/pointer.ts';
import { parseDuration, parseSize } from '../model/quantity.ts';
import { isObject, type Value } from '../model/value.ts';
import { parseVersion } from '../model/version.ts';
import type { EnvelopeMember, ForeignBackups, ItemIdentity, KindFacts, RecoverSource, WrittenFacts } from './kind.ts';
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
  readEntries,
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

/** Directories are parted by `/` on every system; a walk that could turn back or begin anywhere would have no bounds. */
const foreignGlob: Reader<string> = (value, place) => {
  const glob = text(value, place);
  if (glob === undefined) return undefined;
  const hint = 'Write it relative to the directory of the state file, with / and with .. at its start alone.';
  if (/^(?:\/|[A-Za-z]:)/.test(glob)) {
    return refuse(place, `a glob of backups.from must be relative, not ${shown(glob)}`, hint);
  }
  if (glob.includes('\\')) {
    return refuse(place, `a glob of backups.from parts directories by /, not as in ${shown(glob)}`, hint);
  }
  if (/(?:^|[/{},()|])\.\.(?:$|[/{},()|])/.test(glob.replace(/^(?:\.{1,2}\/)+/, ''))) {
    return refuse(place, `a glob of backups.from may go up at its start alone, not as in ${shown(glob)}`, hint);
  }
  return glob;
};

const envelopeValue: Reader<EnvelopeMember['value']> = (value, place) => {
  if (value === 'time') return value;
  if (typeof value === 'string' && value.startsWith('/')) return pointer(value, place);
  const suggestion = typeof value === 'string' ? nearest(value, ['time']) : undefined;
  return refuse(
    place,
    `a member of an envelope must be a JSON Pointer into the state, or time, not ${shown(value)}`,
    suggestion === undefined ? undefined : 'Did you mean time?',
  );
};

const envelope: Reader<readonly EnvelopeMember[]> = (value, place) =>
  readEntries(value, place, envelopeValue).map(([member, read]) => ({ member, value: read }));

/** A glob alone, or with where the state stands in such a backup. */
const foreignBackups: Reader<ForeignBackups> = (value, place) => {
  const whole = { at: '', into: '', envelope: [] };
  if (!isObject(value)) {
    if (typeof value !== 'string') {
      return refuse(place, `a source of backups must be a glob, or an object with \`files\`, not ${shown(value)}`);
    }
    const files = foreignGlob(value, place);
    return files === undefined ? undefined : { files, ...whole };
  }
  const read = readMembers<ForeignBackups>(
    value,
    place,
    { files: foreignGlob, at: pointer, into: pointer, envelope },
    'setting of backups.from',
  );
  if (value['files'] === undefined) return refuse(place, 'a source of backups needs `files`, a glob');
  if (value['envelope'] !== undefined && value['into'] === undefined) {
    return refuse(place, 'an envelope needs `into`: where in it the backup belongs', 'Add into: /data, or the like.');
  }
  return read.files === undefined ? undefined : { ...whole, ...read, files: read.files };
};

/** The document itself may be such a list. */
const listPlace: Reader<Pointer> = (value, place) => (value === '' ? value : pointer(value, place));

const identity: Reader<ItemIdentity> = (value, place) => {
  const read = readMembers<ItemIdentity>(value, place, { items: listPlace, by: pointer }, 'setting of identities');
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
  secrets: flag,
  allowSecrets: listOf(pointer),
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
