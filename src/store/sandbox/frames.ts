import { deserialize, serialize } from 'node:v8';

/** Messages go through a pipe as frames: their length in four bytes, then their structured clone. */
const HEADER = 4;

/** One message, ready to be written. Integers beyond 2^53, maps and keys such as `__proto__` come out as they went in. */
export function frameOf(message: unknown): Uint8Array {
  const body = serialize(message);
  const frame = Buffer.allocUnsafe(HEADER + body.length);
  frame.writeUInt32BE(body.length, 0);
  body.copy(frame, HEADER);
  return frame;
}

/** What came of a piece of a pipe: the messages that it completed, each as whatever it holds; `undefined` for what is no message, or one that is too large. */
type Completed = readonly unknown[] | undefined;

/** Puts messages together from pieces of a pipe. After one that was none, nothing can be told any more. */
export function createFrameReader(limit: number): (piece: Uint8Array) => Completed {
  let pieces: Uint8Array[] = [];
  let length = 0;

  function take(count: number): Buffer {
    const all = Buffer.concat(pieces, length);
    const rest = all.subarray(count);
    pieces = rest.length === 0 ? [] : [rest];
    length = rest.length;
    return all.subarray(0, count);
  }

  let awaited: number | undefined;
  return (piece) => {
    pieces.push(piece);
    length += piece.length;
    const messages: unknown[] = [];
    for (;;) {
      if (awaited === undefined) {
        if (length < HEADER) return messages;
        awaited = take(HEADER).readUInt32BE(0);
        if (awaited > limit) return undefined;
      }
      if (length < awaited) return messages;
      try {
        messages.push(deserialize(take(awaited)));
      } catch {
        // Bytes of a child that may mean harm: whatever is wrong with them, they are no message.
        return undefined;
      }
      awaited = undefined;
    }
  };
}
