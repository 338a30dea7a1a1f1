/** The text of one member or item, in pieces. */
export interface Piece {
    /** The index of the old unit in whose place it stands. */
    readonly slot: number | undefined;
    readonly body: string;
    /** What stands between it and its comma. */
    readonly beforeComma: string;
    readonly hasComma: boolean;
    /** Its comments behind the comma, with the blanks before them. */
    readonly tail: string;
}
/** What sets the parts of a container apart. */
export interface Frame {
    readonly open: string;
    readonly close: string;
    readonly gap: string;
    readonly beforeComma: string;
    readonly hasTrailingComma: boolean;
    /** How many units the old container has. */
    readonly count: number;
    /** For a line that has to be begun anew. */
    readonly lineBreak: string;
    readonly indent: string;
    between(left: number, right: number): string;
}
/** Puts pieces that follow one another together. */
export declare function joinPieces(pieces: readonly Piece[], frame: Frame): string;
/** In the order of the text: pieces that stay in their places, each new one behind the piece that it follows in the new value. */
export declare function inPlaces(pieces: readonly Piece[]): readonly Piece[];
