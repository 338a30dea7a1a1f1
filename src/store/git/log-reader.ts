/** What a commit made of one path. */
export interface LoggedChange {
  readonly commit: LoggedCommit;
  /** Its mode after the commit, in octal as git writes it. */
  readonly mode: string;
  /** The id of its content after the commit. */
  readonly blob: string;
  /** Relative to the top of the work tree, with `/`. */
  readonly path: string;
  /** The name that it had before, where the commit renamed or copied it. */
  readonly from: string | undefined;
}

interface LoggedCommit {
  /** The full id. */
  readonly id: string;
  readonly committedAt: Date | undefined;
  /** True where it has no parent, as far as the repository knows. */
  readonly isFirst: boolean;
}

/** Takes the output of `git log --raw -z --no-abbrev --format='tformat:%H %ct %P'` as it comes, and gives the changes that are whole. */
export interface LogReader {
  take(chunk: Uint8Array): readonly LoggedChange[];
}

const COMMIT = /^\n?([0-9a-f]{40,64}) (-?[0-9]+) ([0-9a-f ]*)$/;
/** As many modes and ids before the last of each as the commit has parents, and as many colons. */
const CHANGE = /^\n?:+(?:[0-7]{6} )+([0-7]{6}) (?:[0-9a-f]{40,64} )+([0-9a-f]{40,64}) ([A-Z]+)[0-9]*$/;

/** A change whose names have not come yet. */
type Begun = Pick<LoggedChange, 'mode' | 'blob' | 'from'> & { readonly isRename: boolean };

/** A reader that has seen nothing yet. */
export function createLogReader(): LogReader {
  const decoder = new TextDecoder();
  let rest = '';
  let commit: LoggedCommit | undefined;
  let begun: Begun | undefined;

  function read(token: string): readonly LoggedChange[] {
    if (begun === undefined) {
      begun = changeIn(token);
      if (begun === undefined) commit = commitIn(token) ?? commit;
      return [];
    }
    const { mode, blob, from, isRename } = begun;
    const isFormerName = isRename && from === undefined;
    begun = isFormerName ? { ...begun, from: token } : undefined;
    return isFormerName || commit === undefined ? [] : [{ commit, mode, blob, path: token, from }];
  }

  return {
    take(chunk) {
      const tokens = (rest + decoder.decode(chunk, { stream: true })).split('\0');
      rest = tokens.pop() ?? '';
      return tokens.flatMap(read);
    },
  };
}

function changeIn(token: string): Begun | undefined {
  const [, mode, blob, status] = CHANGE.exec(token) ?? [];
  if (mode === undefined || blob === undefined) return undefined;
  // Against several parents there is a letter for each, and one name.
  return { mode, blob, from: undefined, isRename: status === 'R' || status === 'C' };
}

function commitIn(token: string): LoggedCommit | undefined {
  const [, id, seconds, parents] = COMMIT.exec(token) ?? [];
  if (id === undefined) return undefined;
  const date = new Date(Number(seconds) * 1000);
  return { id, committedAt: Number.isNaN(date.getTime()) ? undefined : date, isFirst: parents === '' };
}
