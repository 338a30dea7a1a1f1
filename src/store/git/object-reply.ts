/** What git says of an object that it was asked for by name. */
export type GitObject =
  | { readonly kind: 'object'; readonly id: string; readonly type: ObjectType; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly id: string; readonly type: ObjectType; readonly size: number }
  /** There is no such name, or the object that it means is lost. */
  | { readonly kind: 'missing' }
  /** `reason` is a clause. */
  | { readonly kind: 'failed'; readonly reason: string };

type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

/** One answer of `git cat-file --batch`, as its bytes come in. */
export interface Reply {
  take(chunk: Uint8Array): void;
  /** No more will come. */
  fail(reason: string): void;
}

const HEADER = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) ([0-9]+)$/;
const NEWLINE = 0x0a;

/**
 * Reads the answer to a question for `name`. The content of an object of more than `limit` bytes is let go as it comes, but one of more
 * than `mostLetGo`, which is told of before its content has come.
 */
export function createReply(
  name: string,
  { limit, mostLetGo }: { readonly limit: number; readonly mostLetGo: number },
  settle: (object: GitObject) => void,
): Reply {
  // A name with line breaks is given back with them.
  const missing = new TextEncoder().encode(`${name} missing\n`);
  let head = new Uint8Array(0);
  let found: { readonly id: string; readonly type: ObjectType; readonly size: number } | undefined;
  const kept: Uint8Array[] = [];
  let left = 0;

  function takeBody(chunk: Uint8Array): void {
    if (found === undefined || left === 0) return;
    if (found.size <= limit) kept.push(chunk);
    left -= chunk.length;
    if (left > 0 && (found.size <= limit || found.size <= mostLetGo)) return;
    const { id, type, size } = found;
    if (size > limit) settle({ kind: 'too-large', id, type, size });
    else settle({ kind: 'object', id, type, bytes: new Uint8Array(Buffer.concat(kept).subarray(0, size)) });
  }

  return {
    take(chunk) {
      if (found !== undefined) return takeBody(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(NEWLINE);
      if (end === -1) return;
      const [, id, type, size] = HEADER.exec(Buffer.from(head.subarray(0, end)).toString('latin1')) ?? [];
      if (id !== undefined) {
        found = { id, type: type as ObjectType, size: Number(size) };
        left = found.size + 1;
        takeBody(head.subarray(end + 1));
      }
      // Shorter than that, it may be a name whose first line is all that came so far.
      else if (!name.includes('\n') || head.length >= missing.length) settle({ kind: 'missing' });
    },
    fail(reason) {
      settle({ kind: 'failed', reason });
    },
  };
}
