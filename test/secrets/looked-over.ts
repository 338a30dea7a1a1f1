import { loadFormat } from '../../src/formats/index.ts';
import { parseState } from '../../src/formats/parse.ts';
import { rawFileOf } from '../../src/formats/raw-file.ts';
import type { FormatName } from '../../src/model/state-file.ts';
import { type FoundSecret, findSecrets } from '../../src/secrets/find-secrets.ts';
import { loadScanner } from '../../src/secrets/scanner.ts';

/** The secrets of a text, as a check looks it over. */
export async function lookedOver(
  text: string,
  name: FormatName = 'json',
  allowed: readonly string[] = [],
): Promise<readonly FoundSecret[]> {
  const format = await loadFormat(name);
  const file = parseState(rawFileOf(Buffer.from(text), { kind: 'file', path: `state.${name}` }), format);
  const documents = file.kind === 'parsed' ? file.documents : [];
  const locate = (document: number, pointers: ReadonlySet<string>) => format.locate(text, document, pointers);
  return await findSecrets({ text, documents, extension: `.${name}`, locate }, allowed, await loadScanner());
}

/** Rule and place of each, and what stands at its span. */
export function told(secrets: readonly FoundSecret[], text: string): readonly string[] {
  return secrets.map(({ rule, pointer, span }) => `${rule} ${pointer} ${span && text.slice(span.start, span.end)}`);
}
