/** What happened to the bytes of a file. */
export interface Accident {
  readonly sort: 'flip' | 'cut';
  /** The byte with the wrong bit, or the length that is left. */
  readonly at: number;
  readonly bytes: Buffer;
}

/** Every file that differs by one bit, and every one that ends too early; of both only each `stride`-th. */
export function* accidentsOf(bytes: Buffer, stride: number): Generator<Accident> {
  for (let bit = 0; bit < bytes.length * 8; bit += stride) {
    const at = bit >> 3;
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (bit & 7));
    yield { sort: 'flip', at, bytes: damaged };
  }
  for (let length = 0; length < bytes.length; length += stride) {
    yield { sort: 'cut', at: length, bytes: bytes.subarray(0, length) };
  }
}

/** What a harmless accident hit, for people: it left the value as it was. */
export function classOf({ sort, at, bytes }: Accident, healthy: Buffer, comments: RegExp | undefined): string {
  const text = healthy.toString('latin1');
  if (sort === 'cut') return text.slice(at).trim() === '' ? 'final newline' : 'comment at the end';
  const spans = comments === undefined ? [] : [...text.matchAll(comments)];
  if (spans.some(({ index, 0: all }) => at >= index && at <= index + all.length)) return 'comment';
  const [before, after] = [text[at] ?? '', String.fromCharCode(bytes[at] ?? 0)];
  if (/\s/.test(before) && after === '!') return 'blank that became a tag without a name';
  if (/\s/.test(before) || /\s/.test(after)) return 'blank';
  if (before.toLowerCase() !== after.toLowerCase()) return 'other';
  if (/[eE]/.test(before) && /[0-9]$/.test(text.slice(0, at))) return 'exponent case';
  return /\\u[0-9a-fA-F]{0,3}$/.test(text.slice(0, at)) ? 'case of a digit of an escape' : 'case of a word';
}
