/** A command that a runner takes out of the log of a step. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What a runner makes of the output of a step. */
export interface RunnerLog {
  readonly commands: readonly Command[];
  /** What people see, masks applied. */
  readonly lines: readonly string[];
}

/** The commands that a runner knows; a line with any other name is text. */
const KNOWN = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'internal-set-repo-path',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/**
 * Reads output as a runner does: a command is a line that starts with `::name ...::`, white space before it aside, or one that holds `##[name ...]` anywhere.
 * `stop-commands` silences all others until its own token comes. Masks hide what comes after them; `secrets` are hidden from the start.
 */
export function readLog(output: string, secrets: readonly string[] = []): RunnerLog {
  const masks = [...secrets];
  const commands: Command[] = [];
  const lines: string[] = [];
  let token: string | undefined;
  for (const line of output.split(/\r\n|\n|\r/)) {
    const command = token === undefined ? commandIn(line, KNOWN) : commandIn(line, new Set([token]));
    if (command === undefined) {
      lines.push(masks.reduce((text, mask) => text.replaceAll(mask, '***'), line));
      continue;
    }
    if (command.name === token) token = undefined;
    else if (command.name === 'stop-commands') token = command.data;
    if (command.name === 'add-mask') masks.push(command.data);
    commands.push(command);
  }
  return { commands, lines };
}

export function commandIn(line: string, known: ReadonlySet<string> = KNOWN): Command | undefined {
  return newForm(line, known) ?? oldForm(line, known);
}

function newForm(line: string, known: ReadonlySet<string>): Command | undefined {
  const text = line.trimStart();
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end === -1) return undefined;
  return commandOf(text.slice(2, end), text.slice(end + 2), ',', known);
}

function oldForm(line: string, known: ReadonlySet<string>): Command | undefined {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start === -1 || end === -1) return undefined;
  return commandOf(line.slice(start + 3, end), line.slice(end + 1), ';', known);
}

function commandOf(head: string, data: string, separator: ',' | ';', known: ReadonlySet<string>): Command | undefined {
  const space = head.indexOf(' ');
  const name = space === -1 ? head : head.slice(0, space);
  if (!known.has(name)) return undefined;
  const pairs =
    space === -1
      ? []
      : head
          .slice(space + 1)
          .trim()
          .split(separator);
  const properties = pairs.flatMap((pair) => {
    const equals = pair.indexOf('=');
    return equals <= 0 ? [] : [[pair.slice(0, equals), unescaped(pair.slice(equals + 1))] as const];
  });
  return { name, properties: Object.fromEntries(properties), data: unescaped(data) };
}

function unescaped(text: string): string {
  return [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%3A', ':'],
    ['%2C', ','],
    ['%25', '%'],
  ].reduce((result, [code = '', character = '']) => result.replaceAll(code, character), text);
}
