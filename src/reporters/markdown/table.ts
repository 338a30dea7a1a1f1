import type { Row } from './rows.ts';

/** The worst first: what stands first is left out last. */
const BY_WORTH: readonly Row['severity'][] = ['error', 'change', 'warning', 'note'];

const NAMES: Readonly<Record<Row['severity'], string>> = {
  error: 'errors',
  change: 'changes',
  warning: 'warnings',
  note: 'notes',
};

/** A table in the making, which takes no more bytes than it is given: the worst rows stay, each where it came. */
export interface Table {
  add(row: Row): void;
  /** The rows that stay, joined; `''` where there are none. */
  rows(): string;
  /** How many rows of each sort are left out: `3 warnings, 5 notes`; `''` where all stay. */
  leftOut(): string;
}

interface Held {
  readonly place: number;
  readonly html: string;
  readonly bytes: number;
}

export function createTable(limit: number): Table {
  const sorts = BY_WORTH.map((severity) => ({ severity, rows: [] as Held[], bytes: 0, count: 0 }));
  let places = 0;

  function kept(): readonly {
    readonly severity: Row['severity'];
    readonly rows: readonly Held[];
    readonly left: number;
  }[] {
    let free = limit;
    return sorts.map(({ severity, rows, count }) => {
      const fitting: Held[] = [];
      for (const row of rows) {
        // Once one is left out, those behind it are, too: what is shown has no holes.
        if (row.bytes > free) break;
        free -= row.bytes;
        fitting.push(row);
      }
      return { severity, rows: fitting, left: count - fitting.length };
    });
  }

  return {
    add({ severity, html }) {
      const sort = sorts.find((each) => each.severity === severity);
      if (sort === undefined) return;
      places += 1;
      sort.count += 1;
      const bytes = Buffer.byteLength(html);
      // No more is held than could ever be shown.
      if (sort.bytes > limit) return;
      sort.bytes += bytes;
      sort.rows.push({ place: places, html, bytes });
    },
    rows: () =>
      kept()
        .flatMap(({ rows }) => rows)
        .sort((a, b) => a.place - b.place)
        .map(({ html }) => html)
        .join(''),
    leftOut: () =>
      kept()
        .filter(({ left }) => left > 0)
        .map(({ severity, left }) => `${left} ${left === 1 ? NAMES[severity].slice(0, -1) : NAMES[severity]}`)
        .join(', '),
  };
}
