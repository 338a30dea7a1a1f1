import type { FindingArgs } from '../../model/finding.ts';

/** How many NULs stand between other bytes, and the longest run of them: blocks that never reached the disk show as one. In one pass. */
export function nulHole(bytes: Uint8Array): FindingArgs['NUL_BYTES'] {
  let count = 0;
  let longest = { byte: 0, length: 0 };
  for (let at = bytes.indexOf(0); at !== -1; ) {
    let end = at;
    while (bytes[end] === 0) end += 1;
    count += end - at;
    if (end - at > longest.length) longest = { byte: at, length: end - at };
    at = bytes.indexOf(0, end);
  }
  return { count, longest: { ...longest, place: placeOf(bytes, longest.byte, longest.byte + longest.length) } };
}

/** Blanks and line breaks between a run and the end of the file do not count: a line appended later is no part of the text that is gone. */
function placeOf(bytes: Uint8Array, start: number, end: number): 'start' | 'middle' | 'end' {
  if (start === 0) return 'start';
  let behind = end;
  while (behind < bytes.length && isBlank(bytes[behind])) behind += 1;
  return behind === bytes.length ? 'end' : 'middle';
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
