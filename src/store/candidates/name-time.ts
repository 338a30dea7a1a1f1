const STAMP =
  /(?<!\d)([12]\d{3})-?([01]\d)-?([0-3]\d)[T_ -]([0-2]\d)[:.-]?([0-5]\d)(?:[:.-]?([0-5]\d)(?:[.,-]?(\d{3}))?)?(?!\d)/;
/** Milliseconds since the epoch, from 2001 to 2286. */
const EPOCH = /(?<!\d)([1-9]\d{12})(?!\d)/;

/**
 * The time that the name of a backup tells: milliseconds since the epoch, or a date and a time of day after the manner of ISO 8601, which is taken for UTC;
 * `undefined` for any other name.
 */
export function timeInName(name: string): Date | undefined {
  const epoch = EPOCH.exec(name)?.[1];
  if (epoch !== undefined) return new Date(Number(epoch));
  const [, year, month, day, hour, minute, second = '00', ms = '000'] = STAMP.exec(name) ?? [];
  if (year === undefined) return undefined;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
