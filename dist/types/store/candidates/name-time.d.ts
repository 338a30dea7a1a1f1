/**
 * The time that the name of a backup tells: milliseconds since the epoch, or a date and a time of day after the manner of ISO 8601, which is taken for UTC;
 * `undefined` for any other name.
 */
export declare function timeInName(name: string): Date | undefined;
