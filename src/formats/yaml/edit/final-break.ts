import type { Patch } from './patch.ts';

/** The last line ends as it did: no line break appears at the end of the file, and none is lost. */
export function withFinalBreak(before: string, after: string, patches: readonly Patch[]): string {
  if (before.endsWith('\n')) {
    return after === '' || after.endsWith('\n') ? after : `${after}${before.endsWith('\r\n') ? '\r\n' : '\n'}`;
  }
  if (!after.endsWith('\n')) return after;
  if (endsOpen(after)) {
    // What was written last came without its last line break, which here is part of the value.
    const end = patches.reduce((latest, patch) => Math.max(latest, patch.end), 0);
    const isWritten = patches.some((patch) => patch.end === end && patch.text !== '');
    return !isWritten ? after : `${after}${after.endsWith('\r\n') ? '\r\n' : '\n'}`;
  }
  const cut = after.replace(/\r?\n$/, '');
  // More than one: blank lines that stood before something that went.
  return cut.endsWith('\n') ? cut.trimEnd() : cut;
}

/** True where the text ends inside of a block scalar with `+`, whose line breaks are part of its value. */
function endsOpen(text: string): boolean {
  const header = [...text.matchAll(/^( *).*[|>](?:[1-9]?\+|\+[1-9])[ \t]*(?:#.*)?\r?$/gm)].at(-1);
  if (header === undefined) return false;
  const indent = header[1]?.length ?? 0;
  const rest = text
    .slice(header.index + header[0].length)
    .split('\n')
    .slice(1);
  return rest.every((line) => line.trim() === '' || (/^ */.exec(line)?.[0].length ?? 0) > indent);
}
