/** A place in a text as SARIF writes it: lines and columns from 1, the end exclusive. */
interface DeletedRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Replacement {
  readonly deletedRegion: DeletedRegion;
  readonly insertedContent: { readonly text: string };
}

/** A run of lines that go and lines that come in their place. */
interface Run {
  readonly line: number;
  readonly deleted: string[];
  readonly inserted: string[];
}

/**
 * A unified diff as replacements of whole lines. `undefined` for a text that is none, and for one in which a carriage return stands alone, because
 * SARIF counts lines by it and a diff does not.
 */
export function replacementsOf(diff: string): readonly Replacement[] | undefined {
  if (/\r(?!\n)/.test(diff)) return undefined;
  const rows = diff.split('\n');
  const first = rows.findIndex((row) => row.startsWith('@@ '));
  if (first === -1) return undefined;
  const runs: Run[] = [];
  let run: Run | undefined;
  let line = 0;
  let last: string[] | undefined;
  for (const row of rows.slice(first)) {
    const header = /^@@ -([0-9]+)(?:,([0-9]+))? /.exec(row);
    if (header !== null) {
      // Where nothing is taken away, the header names the line before.
      line = Number(header[1]) + (header[2] === '0' ? 1 : 0);
      run = undefined;
    } else if (row.startsWith('\\')) {
      // The line before has no line break at its end.
      last?.push((last.pop() ?? '').slice(0, -1));
    } else if (row.startsWith(' ')) {
      line += 1;
      run = undefined;
      last = undefined;
    } else if (row.startsWith('-') || row.startsWith('+')) {
      if (run === undefined) {
        run = { line, deleted: [], inserted: [] };
        runs.push(run);
      }
      last = row.startsWith('-') ? run.deleted : run.inserted;
      last.push(`${row.slice(1)}\n`);
      if (row.startsWith('-')) line += 1;
    }
  }
  return runs.map(replacementOf);
}

function replacementOf({ line, deleted, inserted }: Run): Replacement {
  const last = deleted.at(-1);
  // A line without a break at its end is the last one, and has none after it.
  const end =
    last === undefined || last.endsWith('\n')
      ? { endLine: line + deleted.length, endColumn: 1 }
      : { endLine: line + deleted.length - 1, endColumn: last.length + 1 };
  return {
    deletedRegion: { startLine: line, startColumn: 1, ...end },
    insertedContent: { text: inserted.join('') },
  };
}
