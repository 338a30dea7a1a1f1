import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Stands for the folder that relative paths are relative to; it is never looked up. */
const RELATIVE = 'relative:///';

/** The base URI of a schema file: what a path is as a URI, an absolute URI itself. */
export function uriOfPath(path: string): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return path;
  if (isAbsolute(path)) return pathToFileURL(path).href;
  const encoded = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return new URL(encoded, RELATIVE).href;
}

/** The path that a URI made by `uriOfPath`, or resolved against one, stands for; `undefined` for any other URI. */
export function pathOfUri(uri: string): string | undefined {
  if (uri.startsWith(RELATIVE)) return decoded(uri.slice(RELATIVE.length));
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return undefined;
    throw error;
  }
}

/** A reference resolved against a base; `undefined` where the two make no URI. */
export function resolveUri(base: string, reference: string): string | undefined {
  if (reference === '' || reference === '#') return withoutFragment(base);
  // A base such as urn:uuid:… has no path to resolve against, but can carry a fragment.
  if (reference.startsWith('#')) return withoutFragment(base) + reference;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}

export function withoutFragment(uri: string): string {
  const hash = uri.indexOf('#');
  return hash === -1 ? uri : uri.slice(0, hash);
}

/** The fragment, percent-decoded; `undefined` where it cannot be decoded. */
export function fragmentOf(uri: string): string | undefined {
  const hash = uri.indexOf('#');
  return hash === -1 ? '' : decoded(uri.slice(hash + 1));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
