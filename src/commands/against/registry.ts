import { join } from 'node:path';
import { releasedMigration, releasedSchema } from '../../checks/against/released.ts';
import { StatefixError } from '../../model/errors.ts';
import type { RawFile, UnreadFile } from '../../model/state-file.ts';
import { currentVersion } from '../../registry/document-version.ts';
import {
  type DirectoryListing,
  type NamedFile,
  type NamedFiles,
  namedMigrations,
  namedSchemas,
} from '../../registry/named-files.ts';
import type { KindListing, RegistryDuplicate } from '../../registry/registry.ts';
import type { BaseEntry } from '../../store/base/tree-listing.ts';
import type { Registry } from '../../store/load-registry.ts';
import { filesOf } from '../../store/registry-listing.ts';
import { shownPath } from '../../store/shown-path.ts';
import { contentAt, MAX_BYTES, parsed, type RegistrySight } from './content.ts';
import type { Remark } from './remark.ts';
import { sharedEdits } from './shared-schemas.ts';

const LINK = '120000';

/** A kind of the registry, held against its base. */
export interface ComparedKind {
  readonly name: string;
  readonly remarks: readonly Remark[];
  /** By version: where the schema stands at the base that was edited since; absolute. */
  readonly edited: ReadonlyMap<string, string>;
}

/** Compares schemas and migrations of a user's kind by their versions, whatever their files are called. Only what differs is read. */
export async function compareKind(name: string, sight: RegistrySight): Promise<ComparedKind> {
  const listing = sight.registry.listing(name);
  if (listing === undefined || listing.origin !== 'user') return { name, remarks: [], edited: new Map() };
  const duplicates = await sight.registry.duplicates(name);
  const current = duplicates.length === 0 ? await currentOf(name, sight.registry) : null;
  const remarks: Remark[] = duplicates.map((duplicate) => remarkOnDuplicate(duplicate, listing, sight));
  const edited = new Map<string, string>();
  for (const [directory, read, judge] of parts(listing)) {
    const before = filesOf(sight.tree, directory.directory, sight.cwd);
    const here = read(directory).files;
    for (const file of read(before).files) {
      const differing = differingFile(file, { before, here, directory }, sight);
      if (differing === undefined) continue;
      const remark = await judge(differing, sight);
      if (remark.findings.length === 0) continue;
      remarks.push({ ...remark, kindName: name, current });
      if (directory === listing.schemas) edited.set(file.version, join(before.directory, file.file));
    }
  }
  const shared = await sharedEdits(listing, sight);
  remarks.push(...shared.remarks.map((remark) => ({ ...remark, kindName: name, current })));
  for (const { version, file } of namedSchemas(filesOf(sight.tree, listing.schemas.directory, sight.cwd)).files) {
    if (shared.versions.has(version)) edited.set(version, join(listing.schemas.directory, file));
  }
  return { name, remarks, edited };
}

type Part = readonly [
  directory: DirectoryListing,
  read: (listing: DirectoryListing) => NamedFiles,
  judge: (file: DifferingFile, sight: RegistrySight) => Promise<Omit<Remark, 'kindName' | 'current'>>,
];

function parts({ schemas, migrations }: KindListing): readonly Part[] {
  return [
    [schemas, namedSchemas, schemaRemark],
    [migrations, namedMigrations, migrationRemark],
  ];
}

/** A broken kind is told by whoever uses it. */
async function currentOf(name: string, registry: Registry): Promise<string | null> {
  try {
    return currentVersion((await registry.kind(name)).kind);
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    return null;
  }
}

/** A released file, and the one that stands for its version now. */
interface DifferingFile {
  readonly version: string;
  readonly entry: BaseEntry;
  /** `undefined` where there is none. */
  readonly found: RawFile | UnreadFile | undefined;
  /** As reports show it. */
  readonly shown: string;
}

/** `undefined` where the version has the very file that it had, under whatever name. */
function differingFile(
  { version, file }: NamedFile,
  {
    before,
    here,
    directory,
  }: { readonly before: DirectoryListing; readonly here: readonly NamedFile[]; readonly directory: DirectoryListing },
  { fs, cwd, base }: RegistrySight,
): DifferingFile | undefined {
  const path = join(before.directory, file);
  const entry = base.named(path);
  // What a link led to then, nobody knows.
  if (entry === undefined || entry.mode === LINK) return undefined;
  const same = here.filter((each) => each.version === version);
  const contents = same.map((each) => ({ each, raw: contentAt(fs, join(directory.directory, each.file), base) }));
  if (contents.some(({ raw }) => raw.kind === 'raw' && base.idOf(raw.bytes) === entry.id)) return undefined;
  const [found] = contents;
  return { version, entry, found: found?.raw, shown: found?.each.shown ?? shownPath(path, cwd) };
}

async function schemaRemark(
  { version, entry, found: raw, shown }: DifferingFile,
  { base }: RegistrySight,
): Promise<Omit<Remark, 'kindName' | 'current'>> {
  const before = await parsed(await base.read(entry, MAX_BYTES), entry.path);
  const found = raw && (await parsed(raw, shown));
  const findings = releasedSchema({ base: base.shown, version, before, found });
  return { path: shown, findings, ...(found === undefined ? {} : { file: found }) };
}

async function migrationRemark(
  { version, entry, found, shown }: DifferingFile,
  { base }: RegistrySight,
): Promise<Omit<Remark, 'kindName' | 'current'>> {
  const before = await base.read(entry, MAX_BYTES);
  const findings = releasedMigration({ base: base.shown, version, before, found });
  const text = found?.kind === 'raw' ? found.text : undefined;
  return { path: shown, findings, ...(text === undefined ? {} : { text }) };
}

/** Told at the file that the base does not have: the one that came later. */
function remarkOnDuplicate(
  { what, version, files }: RegistryDuplicate,
  { name, schemas, migrations }: KindListing,
  { base }: RegistrySight,
): Remark {
  const { directory, shown } = what === 'schema' ? schemas : migrations;
  const isNew = (file: string) => base.at(join(directory, file.slice(shown.length + 1))) === undefined;
  const path = files.findLast(isNew) ?? files.at(-1) ?? shown;
  const args = { base: base.shown, what, kind: name, version, files };
  return { path, kindName: name, current: null, findings: [{ code: 'REGISTRY_DUPLICATE', pointer: '', args }] };
}
