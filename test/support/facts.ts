import { type Facts, NO_SIBLINGS } from '../../src/checks/facts.ts';
import { loadFormat } from '../../src/formats/index.ts';
import { parseState } from '../../src/formats/parse.ts';
import { rawFileOf } from '../../src/formats/raw-file.ts';
import type { FileStat, FormatName, StateFile } from '../../src/model/state-file.ts';
import type { Value } from '../../src/model/value.ts';
import type { Kind } from '../../src/registry/kind.ts';
import type { Validator } from '../../src/registry/validator.ts';
import type { VersionSchema } from '../../src/registry/version-schema.ts';

/** A kind with versions 1 and 2 and the step between them; a test changes what it is about. */
export function aKind(changes: Partial<Kind> = {}): Kind {
  return {
    name: 'sample',
    origin: 'user',
    version: ['/version', '/schemaVersion'],
    unversioned: undefined,
    checksum: false,
    mode: undefined,
    backups: { bak: true, keep: 3, corrupt: false, from: [] },
    recover: ['bak', 'backups', 'git'],
    touched: undefined,
    serial: undefined,
    lineage: undefined,
    recovery: undefined,
    conflicts: undefined,
    identities: [],
    lock: { timeout: 5_000, stale: 300_000 },
    maxSize: 16 * 1024 * 1024,
    format: undefined,
    leftovers: ['*.tmp'],
    secrets: false,
    allowSecrets: [],
    versions: ['1', '2'].map((version) => ({ version, path: `schemas/sample/${version}.schema.json` })),
    steps: [
      {
        kindName: 'sample',
        from: '1',
        to: '2',
        name: '2_add-stats',
        path: '/registry/migrations/sample/2_add-stats.mjs',
        shown: 'migrations/sample/2_add-stats.mjs',
      },
    ],
    ...changes,
  };
}

export const aStat: FileStat = {
  dev: 1n,
  ino: 1n,
  size: 1,
  mtimeNs: 0n,
  mode: 0o644,
  uid: 0,
  gid: 0,
  nlink: 1,
};

/** The bytes of a text (or bytes as they are) as a parsed or malformed file. */
export async function aFile(
  content: string | Uint8Array,
  format: FormatName = 'json',
  stat = aStat,
): Promise<StateFile> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return parseState(rawFileOf(bytes, { kind: 'file', path: '/state' }, stat), await loadFormat(format));
}

/** A schema that asks for nothing but what it names, with a validator that accepts everything. */
export function aVersionSchema(
  version: string,
  schema: Value = {},
  validator: Validator = { validate: () => [] },
): VersionSchema {
  return { version, path: `schemas/sample/${version}.schema.json`, schema, validator };
}

/** Facts of a healthy file of the current version; a test changes what it is about. */
export async function someFacts(changes: Partial<Facts> = {}): Promise<Facts> {
  return {
    file: await aFile('{"version": 2}\n'),
    kind: aKind(),
    siblings: NO_SIBLINGS,
    versions: new Map(['1', '2'].map((version) => [version, aVersionSchema(version)])),
    isTracked: false,
    ...changes,
  };
}
