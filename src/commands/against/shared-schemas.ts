import { dirname, join, resolve } from 'node:path';
import { releasedSchema } from '../../checks/against/released.ts';
import { isArray, type Value } from '../../model/value.ts';
import { isSchemaName, namedSchemas } from '../../registry/named-files.ts';
import type { KindListing } from '../../registry/registry.ts';
import { filesOf, list } from '../../store/registry-listing.ts';
import { shownPath } from '../../store/shown-path.ts';
import { contentAt, type EditedFile, MAX_BYTES, parsed, type RegistrySight } from './content.ts';
import type { Remark } from './remark.ts';

/** What was edited of that to which the released schemas of a kind refer. */
export interface SharedEdits {
  readonly remarks: readonly Pick<Remark, 'path' | 'findings' | 'file'>[];
  /** The versions whose schemas mean something else by it. */
  readonly versions: ReadonlySet<string>;
}

const NONE: SharedEdits = { remarks: [], versions: new Set() };

/**
 * Schemas refer to files that are of no version themselves: one that was edited since edits them all. Such a file is read only where it differs, and the
 * schemas of the base only where one does. References by `$id` are not followed.
 */
export async function sharedEdits({ schemas }: KindListing, sight: RegistrySight): Promise<SharedEdits> {
  const root = dirname(schemas.directory);
  const known = sight.editedShared.get(root) ?? editedFiles(root, sight);
  sight.editedShared.set(root, known);
  const edited = await known;
  if (edited.size === 0) return NONE;
  const released = namedSchemas(filesOf(sight.tree, schemas.directory, sight.cwd)).files;
  const remarks = new Map<string, SharedEdits['remarks'][number]>();
  const versions = new Set<string>();
  for (const { version, file } of released) {
    for (const path of await reached(join(schemas.directory, file), sight)) {
      const found = edited.get(path);
      if (found === undefined) continue;
      versions.add(version);
      const shown = shownPath(path, sight.cwd);
      const findings = releasedSchema({ base: sight.base.shown, version, ...found });
      if (findings.length > 0 && !remarks.has(path)) remarks.set(path, { path: shown, findings, file: found.found });
    }
  }
  return { remarks: [...remarks.values()], versions: remarks.size === 0 ? NONE.versions : versions };
}

/** The files of a registry that are of no version, and whose contents are not what they were; by their paths. */
async function editedFiles(root: string, { fs, base, tree }: RegistrySight): Promise<ReadonlyMap<string, EditedFile>> {
  const edited = new Map<string, EditedFile>();
  for (const path of filesBelow(root, tree)) {
    const entry = base.named(path);
    const raw = contentAt(fs, path, base);
    if (entry === undefined || (raw.kind === 'raw' && base.idOf(raw.bytes) === entry.id)) continue;
    // One that is gone is missed by whoever refers to it.
    if (raw.kind === 'unread' && raw.fault.code === 'FILE_MISSING') continue;
    const before = await parsed(await base.read(entry, MAX_BYTES), path);
    edited.set(path, { before, found: await parsed(raw, path) });
  }
  return edited;
}

function filesBelow(root: string, tree: RegistrySight['tree']): readonly string[] {
  const files: string[] = [];
  const ahead = [root];
  for (let directory = ahead.pop(); directory !== undefined; directory = ahead.pop()) {
    for (const entry of list(tree, directory) ?? []) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) ahead.push(path);
      else if (entry.isFile() && isShared(entry.name)) files.push(path);
    }
  }
  return files;
}

function isShared(name: string): boolean {
  return /\.(?:json|ya?ml)$/.test(name) && !isSchemaName(name) && !/^kind\.ya?ml$/.test(name);
}

/** The files that a schema of the base refers to, and those that they refer to. */
async function reached(start: string, { base }: RegistrySight): Promise<ReadonlySet<string>> {
  const seen = new Set([start]);
  for (const path of seen) {
    const entry = base.named(path);
    const file = entry && (await parsed(await base.read(entry, MAX_BYTES), path));
    if (file?.kind !== 'parsed') continue;
    for (const target of file.documents.flatMap(fileReferences)) seen.add(resolve(dirname(path), target));
  }
  return seen;
}

function fileReferences(schema: Value): readonly string[] {
  const targets: string[] = [];
  const open: Value[] = [schema];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (isArray(value)) open.push(...value);
    else {
      for (const [key, member] of Object.entries(value)) {
        if (key === '$ref' && typeof member === 'string') targets.push(...fileOf(member));
        else open.push(member);
      }
    }
  }
  return targets;
}

function fileOf(reference: string): readonly string[] {
  const [path = ''] = reference.split('#', 1);
  return path === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(path) ? [] : [path];
}
