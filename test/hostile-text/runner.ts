/** A command as a runner reads it from a line of the log. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

// What .NET calls white space, which a runner trims from the start of a line.
const BLANKS = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * What a GitHub runner takes for commands in a log, by its own rules, written down here a second time: a line that begins with `::`, after blanks, and holds
 * `::` again; else `##[name]` anywhere in a line, and `##vso[`, which the runner's older brother obeys. Stricter than a runner: every name counts.
 */
export function commandsIn(log: string): readonly RunnerCommand[] {
  return log.split(/\r\n|\n|\r/).flatMap((line) => newForm(line) ?? oldForm(line) ?? []);
}

function newForm(line: string): RunnerCommand | undefined {
  const text = line.replace(BLANKS, '');
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end === -1) return undefined;
  const head = text.slice(2, end);
  const space = head.indexOf(' ');
  const pairs =
    space === -1
      ? []
      : head
          .slice(space + 1)
          .trim()
          .split(',');
  return {
    name: space === -1 ? head : head.slice(0, space),
    properties: propertiesOf(pairs, [...DATA, ['%3A', ':'], ['%2C', ','], ['%25', '%']]),
    data: read(text.slice(end + 2), [...DATA, ['%25', '%']]),
  };
}

function oldForm(line: string): RunnerCommand | undefined {
  const found = /##(?:vso)?\[([^\]]*)\](.*)/i.exec(line);
  if (found === null) return undefined;
  const [, head = '', data = ''] = found;
  return { name: head.split(' ')[0] ?? '', properties: new Map(), data };
}

type Escapes = readonly (readonly [escaped: string, token: string])[];

const DATA: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
];

function propertiesOf(pairs: readonly string[], escapes: Escapes): ReadonlyMap<string, string> {
  return new Map(
    pairs
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), read(pair.slice(at + 1), escapes)];
      }),
  );
}

function read(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [escaped, token]) => result.replaceAll(escaped, token), text);
}
