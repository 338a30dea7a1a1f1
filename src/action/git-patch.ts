import { structuredPatch } from 'diff';

/** What git keeps of the permission bits of a file. */
export type GitMode = '100644' | '100755';

/** One file that a patch changes. */
export interface PatchedFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** `undefined`: the patch makes it. */
  readonly before: { readonly bytes: Uint8Array; readonly mode: GitMode } | undefined;
  readonly after: { readonly bytes: Uint8Array; readonly mode: GitMode };
}

/** Beyond this time the difference of two unlike texts is given up, and all of the one is replaced by all of the other: milliseconds. */
const DIFF_TIMEOUT = 2_000;

const NO_NEWLINE = '\\ No newline at end of file\n';

/**
 * The part of a patch for one file, as `git apply` takes it: exact for any bytes, whatever they mean as text, since a byte stands for a byte. Empty where
 * git would see no difference.
 */
export function gitPatch({ path, before, after }: PatchedFile): Buffer {
  const [old, now] = [before === undefined ? '' : bytesAsText(before.bytes), bytesAsText(after.bytes)];
  const modes = modeLines(before?.mode, after.mode);
  if (old === now && modes === '') return Buffer.alloc(0);
  const [from, to] = [nameOf(`a/${path}`), nameOf(`b/${path}`)];
  const names = old === now ? '' : `--- ${before === undefined ? '/dev/null' : ended(from)}\n+++ ${ended(to)}\n`;
  return Buffer.from(`diff --git ${from} ${to}\n${modes}${names}${hunksOf(old, now)}`, 'latin1');
}

function bytesAsText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function modeLines(before: GitMode | undefined, after: GitMode): string {
  if (before === undefined) return `new file mode ${after}\n`;
  return before === after ? '' : `old mode ${before}\nnew mode ${after}\n`;
}

/** As git writes it: quoted where it holds anything but printable ASCII, each other byte by its number. */
function nameOf(path: string): string {
  if (/^[ !#-[\]-~]*$/.test(path)) return path;
  const bytes = [...Buffer.from(path)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (byte < 0x20 || byte > 0x7e) return `\\${byte.toString(8).padStart(3, '0')}`;
    return character === '"' || character === '\\' ? `\\${character}` : character;
  });
  return `"${bytes.join('')}"`;
}

/** A tab ends a name with spaces, which could be taken for the time of the file. */
function ended(name: string): string {
  return name.startsWith('"') || !name.includes(' ') ? name : `${name}\t`;
}

function hunksOf(old: string, now: string): string {
  if (old === now) return '';
  const patch = structuredPatch('', '', old, now, undefined, undefined, { context: 3, timeout: DIFF_TIMEOUT });
  if (patch === undefined) return wholeHunk(old, now);
  return patch.hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      const head = `@@ -${rangeOf(oldStart, oldLines)} +${rangeOf(newStart, newLines)} @@\n`;
      return `${head}${lines.join('\n')}\n`;
    })
    .join('');
}

/** Of no lines the range is named by the line before it. */
function rangeOf(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

function wholeHunk(old: string, now: string): string {
  const [removed, added] = [linesOf(old), linesOf(now)];
  const head = `@@ -${rangeOf(1, removed.length)} +${rangeOf(1, added.length)} @@\n`;
  return head + marked('-', removed) + marked('+', added);
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function marked(sign: '-' | '+', lines: readonly string[]): string {
  return lines.map((line) => (line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n${NO_NEWLINE}`)).join('');
}
