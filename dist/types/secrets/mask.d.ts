/**
 * Makes a text in which no secret can be read: each is replaced by `*`, also where it is cut short, and where it is escaped as in JSON or in a pointer.
 * Line breaks and lengths stay, so places in the text stay what they were. Of a secret that is cut, sixteen characters are needed to know it.
 */
export declare function createMask(secrets: Iterable<string>): (text: string) => string;
/** As many stars, line breaks kept. */
export declare function stars(text: string): string;
