/** The texts of one value that a pattern could not judge in time. */
export interface UndecidedTexts {
    /** A test that notes such a text and does not let it fit. */
    noting<T>(test: (value: T) => boolean): (value: T) => boolean;
    has(pattern: string, text: string): boolean;
    /** The first pattern of which it was so. */
    readonly pattern: string | undefined;
    forget(): void;
}
export declare function createUndecidedTexts(): UndecidedTexts;
