import type * as Toolkit from '@actions/core';
import type { ErrorReport } from '../model/plan.ts';
import type { Annotation } from '../reporters/annotations.ts';
import { checkoutPath } from '../reporters/checkout-path.ts';
import { shownSentence } from '../reporters/shown.ts';

/** What says something in the log that a code host shows beside the code. */
export type Sayings = Pick<typeof Toolkit, 'error' | 'notice' | 'warning'>;

/** Says an annotation. `folder` is the working directory as seen from the root of the checkout, by which code hosts name files. */
export function annotate(core: Sayings, { level, title, message, path, range }: Annotation, folder: string): void {
  const say = { error: core.error, warning: core.warning, note: core.notice }[level];
  say(message, {
    title,
    ...(path === undefined ? {} : { file: checkoutPath(folder, path) }),
    ...(range === undefined ? {} : placeOf(range)),
  });
}

/** GitHub takes columns only where an annotation stays on one line. */
function placeOf({ start, end }: NonNullable<Annotation['range']>): Toolkit.AnnotationProperties {
  const lines = { startLine: start.line, endLine: end.line };
  return start.line === end.line ? { ...lines, startColumn: start.column, endColumn: end.column } : lines;
}

/** An error on one line for each thing that is wrong. */
export function errorSentence({ code, message, hint, problems = [] }: ErrorReport): string {
  const sentences = [{ message, ...(hint === undefined ? {} : { hint }) }, ...problems];
  const lines = sentences.map((each) => shownSentence(each.hint ? `${each.message}. ${each.hint}` : each.message, {}));
  return `${code}: ${lines.join('\n')}`;
}
