/** Reads what a step wrote to `GITHUB_OUTPUT` or `GITHUB_STATE`: `name=value`, or `name<<DELIMITER` with lines up to it. Throws where a runner would. */
export function readVariables(text: string): Readonly<Record<string, string>> {
  const variables = new Map<string, string>();
  const lines = text.split(/\r\n|\n/);
  if (lines.at(-1) === '') lines.pop();
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const equals = line.indexOf('=');
    const arrows = line.indexOf('<<');
    if (equals > 0 && (arrows === -1 || equals < arrows)) {
      variables.set(line.slice(0, equals), line.slice(equals + 1));
      continue;
    }
    if (arrows <= 0) throw new Error(`Invalid format '${line}'`);
    const end = lines.indexOf(line.slice(arrows + 2), at + 1);
    if (end === -1) throw new Error(`Matching delimiter not found '${line.slice(arrows + 2)}'`);
    variables.set(line.slice(0, arrows), lines.slice(at + 1, end).join('\n'));
    at = end;
  }
  return Object.fromEntries(variables);
}
