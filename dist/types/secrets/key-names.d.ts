/** Of whom a value is kept secret: what people think up, or what machines make. */
export type Secrecy = 'password' | 'passphrase' | 'token';
/** What a key says of its value, in any of the usual spellings: `api_key`, `apiKey`, `API-KEY`, `apikeys`; `undefined` where it names no secret. */
export declare function secrecyOf(key: string): Secrecy | undefined;
