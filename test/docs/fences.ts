/** A fenced block of a Markdown text: its language, the file name beside it where it has one, and its text. */
export interface Fence {
  readonly language: string;
  readonly name: string | undefined;
  readonly text: string;
}

/** The fenced blocks of a Markdown text, in order. */
export function fencesOf(markdown: string): readonly Fence[] {
  return [...markdown.matchAll(/^```(\S*)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', name, text = '']) => ({
      language,
      name,
      text,
    }),
  );
}

/** The rows of the table below a heading, each as its cells; the head of the table is left out. */
export function tableBelow(heading: string, markdown: string): readonly (readonly string[])[] {
  const section = markdown.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`no section ${heading}`);
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      // A bar inside a cell is escaped.
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** The words in backticks of a cell. */
export function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
