import type { StateFile } from '../model/state-file.ts';
import { documentVersion } from '../registry/document-version.ts';
import type { Kind } from '../registry/kind.ts';

/** The version of the first document of a file, as it is spelled; `null` where there is none or none can be read. */
export function stateVersionOf(file: StateFile, kind: Kind): string | null {
  const [first] = file.kind === 'parsed' ? file.documents : [];
  if (first === undefined || kind.version === false) return null;
  const found = documentVersion(first, kind);
  switch (found.kind) {
    case 'known':
      return found.version;
    case 'newer':
    case 'unknown':
      return found.found;
    case 'missing':
      return null;
  }
}
