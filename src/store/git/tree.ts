/** What stands under a name in a directory of a commit. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'other';
  /** The id of its object. */
  readonly id: string;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The entries of a tree object, in its order. Those whose names are not UTF-8 are left out, and so is what follows a damage. `idLength` is
 * in bytes.
 */
export function readTree(bytes: Uint8Array, idLength: number): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const blank = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, blank);
    const next = end + 1 + idLength;
    if (blank === -1 || end === -1 || next > bytes.length) break;
    const name = decoded(bytes.subarray(blank + 1, end));
    const mode = Buffer.from(bytes.subarray(at, blank)).toString('latin1');
    if (name !== undefined) {
      entries.push({ name, kind: kindOf(mode), id: Buffer.from(bytes.subarray(end + 1, next)).toString('hex') });
    }
    at = next;
  }
  return entries;
}

/** What a mode of git means, written as git writes it: a link or a submodule is neither a file nor a directory. */
export function kindOf(mode: string): TreeEntry['kind'] {
  if (/^0?100[0-7]{3}$/.test(mode)) return 'file';
  return /^0?40000$/.test(mode) ? 'directory' : 'other';
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}
