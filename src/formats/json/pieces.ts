import { endsInLineComment, hasComment } from './gaps.ts';

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
export function joinPieces(pieces: readonly Piece[], frame: Frame): string {
  let written = frame.open;
  let left = -1;
  let isOpen = false;
  const add = (more: string): void => {
    const isBreakNeeded = isOpen && !/^[ \t]*[\r\n]/.test(more);
    written += isBreakNeeded ? frame.lineBreak + frame.indent + more.replace(/^[ \t]+/, '') : more;
    isOpen = false;
  };
  const addGap = (gap: string): void => {
    add(gap);
    isOpen = endsInLineComment(gap);
  };
  pieces.forEach((piece, index) => {
    const last = pieces[index - 1];
    if (piece.slot !== undefined && last === undefined) addGap(frame.between(-1, piece.slot));
    else if (last === undefined) addGap(headOf(pieces, frame));
    else if (piece.slot === undefined) addGap(frame.gap);
    else if (last.slot !== undefined) addGap(frame.between(left, piece.slot));
    else addGap(left === -1 ? frame.gap : frame.between(left, piece.slot));
    if (piece.slot !== undefined) left = piece.slot;
    add(piece.body);
    const isLast = index + 1 === pieces.length;
    if (!isLast || frame.hasTrailingComma) written += `${piece.hasComma ? piece.beforeComma : frame.beforeComma},`;
    else if (hasComment(piece.beforeComma)) {
      written += piece.beforeComma;
      isOpen = endsInLineComment(piece.beforeComma);
    }
    if (piece.tail !== '') {
      add(piece.tail);
      isOpen = endsInLineComment(piece.tail);
    }
  });
  if (pieces.length === 0) {
    const rest = frame.between(-1, frame.count);
    addGap(hasComment(rest) ? rest : '');
  } else addGap(footOf(left, frame));
  add(frame.close);
  return written;
}

/** Before the first piece, where that one is new: what stands before the first that stays. */
function headOf(pieces: readonly Piece[], frame: Frame): string {
  const next = pieces.find(({ slot }) => slot !== undefined)?.slot;
  if (next !== undefined) return frame.between(-1, next);
  // Nothing stays: what stood before the first, and the container's own comments between those that are gone.
  return frame.between(-1, Math.max(frame.count - 1, 0));
}

/** Behind the last piece. */
function footOf(left: number, frame: Frame): string {
  return frame.between(left === -1 ? Math.max(frame.count - 1, 0) : left, frame.count);
}

/** In the order of the text: pieces that stay in their places, each new one behind the piece that it follows in the new value. */
export function inPlaces(pieces: readonly Piece[]): readonly Piece[] {
  const front: Piece[] = [];
  const behind = new Map<Piece, Piece[]>();
  let chain = front;
  for (const piece of pieces) {
    if (piece.slot === undefined) chain.push(piece);
    else {
      chain = [];
      behind.set(piece, chain);
    }
  }
  const staying = [...behind.keys()].sort((left, right) => (left.slot ?? 0) - (right.slot ?? 0));
  return [...front, ...staying.flatMap((piece) => [piece, ...(behind.get(piece) ?? [])])];
}
