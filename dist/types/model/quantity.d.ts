/** Milliseconds of a duration such as `500ms`, `30s`, `1.5m`, `2h`, `1d`, or a bare `0`; `undefined` for any other text. */
export declare function parseDuration(text: string): number | undefined;
/** Whole bytes of a size such as `4096`, `64KiB`, `16MiB`, `1.5GB`, in letters of either case; `undefined` for any other text. */
export declare function parseSize(text: string): number | undefined;
