import { join } from 'node:path';
import type { FindingCode } from '../model/finding.ts';
import type { FsOps } from './fs-ops.ts';
import { readBytes } from './read-bytes.ts';

const MAX_PAGE = 1024 * 1024;

/** The page of a finding, as Markdown: the pages lie beside the built-in kinds. `undefined` where it cannot be read, as in a statefix that is not whole. */
export function findingPage(fs: FsOps, builtinRoot: string, code: FindingCode): string | undefined {
  const found = readBytes(fs, join(builtinRoot, 'docs', 'findings', `${code}.md`), MAX_PAGE);
  return found.kind === 'bytes' ? new TextDecoder().decode(found.bytes).replaceAll('\r\n', '\n') : undefined;
}
