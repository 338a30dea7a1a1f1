import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** Beyond this time a line diff of two unlike texts is given up: milliseconds. */
const DIFF_TIMEOUT = 2_000;

/**
 * A unified diff with three lines of context, as `git apply` and `patch` read it; a comment line in its place where the texts are so unlike that it
 * would take too long. Empty for equal texts.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    timeout: DIFF_TIMEOUT,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch ?? `# ${path}: the difference is too large to be shown\n`;
}
