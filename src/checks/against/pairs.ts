import type { Value } from '../../model/value.ts';
import { documentVersion } from '../../registry/document-version.ts';
import type { Kind } from '../../registry/kind.ts';
import type { Facts } from '../facts.ts';

/** A document, and what stood in its place at the base. */
export interface Pair {
  readonly before: Value;
  readonly found: Value;
  /** For findings: the document, where the file has several. */
  readonly at: { readonly document?: number };
}

/** The documents of a file with those of its base, one by one; none where one of the two cannot be read. */
export function pairsOf({ file, base }: Facts): readonly Pair[] {
  if (file.kind !== 'parsed' || base?.file?.kind !== 'parsed') return [];
  const several = file.documents.length > 1;
  const { documents } = base.file;
  return file.documents.flatMap((found, document) => {
    const before = documents[document];
    return before === undefined ? [] : [{ before, found, at: several ? { document } : {} }];
  });
}

/** The version that a document says it is of, whether the registry has it or not, and where it says so. */
export function statedVersion(
  value: Value,
  kind: Kind,
): { readonly version: string; readonly pointer: string } | undefined {
  if (kind.version === false) return undefined;
  const found = documentVersion(value, kind);
  switch (found.kind) {
    case 'known':
      return { version: found.version, pointer: found.pointer ?? '' };
    case 'newer':
    case 'unknown':
      return { version: found.found, pointer: found.pointer ?? '' };
    case 'missing':
      return undefined;
  }
}
