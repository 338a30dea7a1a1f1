import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one harness of the torture suite saw, as a row of the table in docs/durability.md. */
export interface Figures {
  /** What was done to statefix, such as `power cuts`. */
  readonly harness: string;
  /** How much of it: `2 431 states of 9 runs`. */
  readonly tried: string;
  /** In how many of those cases something was wrong. */
  readonly bad: number;
  /** What the same harness says of code that is known to be wrong, and of other programs. */
  readonly controls: readonly { readonly name: string; readonly tried?: number; readonly bad: number }[];
}

/** Hands the figures of a harness to whoever asked for them by `STATEFIX_FIGURES`, the path of a folder. */
export function tellFigures(figures: Figures): void {
  const folder = process.env['STATEFIX_FIGURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const name = figures.harness.replaceAll(/[^a-z0-9]+/gi, '-');
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(figures)}\n`);
}
