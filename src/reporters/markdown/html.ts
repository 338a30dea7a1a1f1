import { cut } from '../../model/visible.ts';

// A runner, Markdown and HTML leave a reference alone, whatever character it stands for.
const ACTIVE = /[&<>"'|\\`*_[\]#@!~:]/g;

/** Text that was made visible, as a page shows it without obeying it. */
function escaped(text: string): string {
  return text.replace(ACTIVE, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text from outside stands in `<code>`: there a code host makes no mention, no link and no emoji of it. */
export function code(text: string): string {
  return text === '' ? '' : `<code>${escaped(text)}</code>`;
}

/** Several lines as they are. Line breaks are references, because an empty line would end the table around it. */
export function block(text: string): string {
  return `<pre>${escaped(text.replace(/\n$/, '')).replaceAll('\n', '&#10;')}</pre>`;
}

/** What can be opened on the page. `text` is cut between two lines where it is longer than `most`, and says so. */
export function folded(title: string, text: string, most: number): string {
  if (text.length <= most) return `<details><summary>${title}</summary>${block(text)}</details>`;
  const end = text.lastIndexOf('\n', most);
  const part = end <= 0 ? cut(text, most) : text.slice(0, end);
  return `<details><summary>${title}</summary>${block(part)}The rest of it is left out.</details>`;
}
