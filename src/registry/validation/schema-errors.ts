import { StatefixError } from '../../model/errors.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { knownDialects, nearestDialect } from './dialects.ts';
import type { Place, SchemaDocument } from './resource.ts';
import { pathOfUri } from './uris.ts';

/** An error about a place in a schema. */
export function invalid(document: SchemaDocument, pointer: Pointer, reason: string, hint?: string): StatefixError {
  return new StatefixError('REGISTRY_INVALID', `${document.path}#${pointer} is no valid JSON Schema: ${reason}`, {
    path: document.path,
    pointer,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A `$schema` that names no draft we know and no meta-schema we have. */
export function unknownDialect(document: SchemaDocument, at: Pointer, uri: string): StatefixError {
  const meant = nearestDialect(uri);
  const known = `Known are ${knownDialects().join(', ')}.`;
  const reason = `its $schema ${JSON.stringify(uri)} is not known`;
  const hint =
    meant === undefined ? `${known} A meta-schema of your own is given by --ref.` : `Did you mean ${meant}? ${known}`;
  return invalid(document, pointerTo(at, '$schema'), reason, hint);
}

/** A reference without target. */
export function unresolved(from: Place, keyword: string, reference: string, uri: string | undefined): StatefixError {
  const { document } = from.resource;
  const pointer = pointerTo(from.pointer, keyword);
  const target = uri === undefined || uri === reference ? '' : ` (${pathOfUri(uri) ?? uri})`;
  return new StatefixError(
    'REGISTRY_INVALID',
    `${document.path}#${pointer} leads nowhere: no schema is known as ${JSON.stringify(reference)}${target}`,
    {
      path: document.path,
      pointer,
      hint: 'Nothing is fetched: keep the schema inside the registry, or give it with --ref FILE, by its $id.',
    },
  );
}
