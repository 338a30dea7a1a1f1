const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['B', 1],
  ['kB', 1000],
  ['KB', 1000],
  ['MB', 1000 ** 2],
  ['GB', 1000 ** 3],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
]);

/** Bytes of a size such as `512KiB`, `16MiB`, `1.5GB`, `4096`; `undefined` for any other text. */
export function parseSize(text: string): number | undefined {
  const [, amount = '', unit = '?'] = /^(\d{1,15}(?:\.\d{1,3})?) ?([A-Za-z]*)$/.exec(text) ?? [];
  const factor = UNITS.get(unit);
  const bytes = factor === undefined ? Number.NaN : Math.round(Number(amount) * factor);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
