/** A shorter beginning of a secret may be the beginning of much else. */
const LEAST = 16;

const LINE_BREAK = /[\r\n]/;

/**
 * Makes a text in which no secret can be read: each is replaced by `*`, also where it is cut short, and where it is escaped as in JSON or in a pointer.
 * Line breaks and lengths stay, so places in the text stay what they were. Of a secret that is cut, sixteen characters are needed to know it.
 */
export function createMask(secrets: Iterable<string>): (text: string) => string {
  const known = [...new Set([...secrets].flatMap(formsOf))].sort();
  if (known.length === 0) return (text) => text;
  const longest = known.reduce((length, secret) => Math.max(length, secret.length), 0);
  const firsts = new Set(known.map((secret) => secret.charCodeAt(0)));
  const starts = startsOf(known);
  return (text) => {
    const parts: string[] = [];
    let done = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (!firsts.has(text.charCodeAt(at)) || !isStart(text, at, starts)) continue;
      const length = commonLength(text.slice(at, at + longest), known);
      parts.push(text.slice(done, at), stars(text.slice(at, at + length)));
      done = at + length;
      at = done - 1;
    }
    return done === 0 ? text : parts.join('') + text.slice(done);
  };
}

/** As many stars, line breaks kept. */
export function stars(text: string): string {
  return LINE_BREAK.test(text) ? text.replaceAll(/[^\r\n]/g, '*') : '*'.repeat(text.length);
}

function formsOf(secret: string): readonly string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, escaped, secret.replaceAll('~', '~0').replaceAll('/', '~1')].filter((form) => form !== '');
}

/** The beginnings by which secrets are known, by their length. */
function startsOf(known: readonly string[]): ReadonlyMap<number, ReadonlySet<string>> {
  const starts = new Map<number, Set<string>>();
  for (const secret of known) {
    const start = secret.slice(0, LEAST);
    const group = starts.get(start.length);
    if (group === undefined) starts.set(start.length, new Set([start]));
    else group.add(start);
  }
  return starts;
}

function isStart(text: string, at: number, starts: ReadonlyMap<number, ReadonlySet<string>>): boolean {
  for (const [length, group] of starts) if (group.has(text.slice(at, at + length))) return true;
  return false;
}

/** How much of the text's beginning is that of one of the sorted secrets: of those beside its own place in their order. */
function commonLength(text: string, known: readonly string[]): number {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((known[middle] ?? '') <= text) low = middle + 1;
    else high = middle;
  }
  return Math.max(commonStart(text, known[low - 1] ?? ''), commonStart(text, known[low] ?? ''));
}

function commonStart(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left.charCodeAt(length) === right.charCodeAt(length)) length += 1;
  return length;
}
