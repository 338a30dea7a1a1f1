const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

const BYTES: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1000],
  ['mb', 1000 ** 2],
  ['gb', 1000 ** 3],
  ['kib', 1024],
  ['mib', 1024 ** 2],
  ['gib', 1024 ** 3],
]);

/** Milliseconds of a duration such as `500ms`, `30s`, `1.5m`, `2h`, `1d`, or a bare `0`; `undefined` for any other text. */
export function parseDuration(text: string): number | undefined {
  return text === '0' ? 0 : quantity(text, MILLISECONDS);
}

/** Whole bytes of a size such as `4096`, `64KiB`, `16MiB`, `1.5GB`, in letters of either case; `undefined` for any other text. */
export function parseSize(text: string): number | undefined {
  return quantity(text, BYTES);
}

function quantity(text: string, units: ReadonlyMap<string, number>): number | undefined {
  const match = /^([0-9]+(?:\.[0-9]+)?) ?([a-z]*)$/i.exec(text);
  const unit = units.get(match?.[2]?.toLowerCase() ?? 'none');
  if (match === null || unit === undefined) return undefined;
  const amount = Math.round(Number(match[1]) * unit);
  return Number.isSafeInteger(amount) ? amount : undefined;
}
