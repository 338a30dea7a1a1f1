import { checksumOf } from '../formats/canonical.ts';
import { digestOf } from '../formats/digest.ts';
import type { Finding, FindingArgs } from '../model/finding.ts';
import { type Pointer, valueAt } from '../model/pointer.ts';
import type { Digest, MalformedFile, ParsedFile, RawFile } from '../model/state-file.ts';
import type { Value } from '../model/value.ts';
import { documentVersion } from '../registry/document-version.ts';
import { schemaKnows } from '../registry/version-schema.ts';
import type { Check } from './check.ts';
import type { AncestorFacts, Facts, Siblings } from './facts.ts';

/** The recorded checksum, in the document or beside the file, is that of the content. */
export const checksum: Check = (facts) => {
  const { file, kind, siblings } = facts;
  if (file.kind === 'unread' || kind.checksum === false) return [];
  if (kind.checksum === 'sidecar') return beside(file, siblings, facts.ancestor);
  return file.kind === 'parsed' ? inside(file, kind.checksum, facts) : [];
};

/** Why a checksum disagrees, as far as a state from before tells. */
function causeOf(ancestor: AncestorFacts | undefined): Pick<FindingArgs['CHECKSUM_MISMATCH'], 'cause' | 'edited'> {
  if (ancestor === undefined) return { cause: 'unknown' };
  const { shown, isProven, difference, flipped } = ancestor;
  const isDamage = isProven && flipped === 1;
  return { cause: isDamage ? 'damage' : 'edit', edited: { against: shown, isProven, ...difference } };
}

function inside(file: ParsedFile, pointer: Pointer, facts: Facts): readonly Finding[] {
  const several = file.documents.length > 1;
  return file.documents.flatMap((value, document) => {
    const finding = judge(value, pointer, isAskedFor(value, pointer, facts), facts.ancestor);
    if (finding === undefined) return [];
    return [several ? { ...finding, document } : finding];
  });
}

/** A version whose schema we do not have is asked for nothing, but what it records must still be true. */
function isAskedFor(value: Value, pointer: Pointer, { kind, versions }: Facts): boolean {
  const found = documentVersion(value, kind);
  const version = found.kind === 'known' ? versions.get(found.version) : undefined;
  return version !== undefined && schemaKnows(version.schema, pointer);
}

function judge(
  value: Value,
  pointer: Pointer,
  isAsked: boolean,
  ancestor: AncestorFacts | undefined,
): Finding | undefined {
  const recorded = valueAt(value, pointer);
  if (recorded === undefined) {
    return isAsked ? { code: 'CHECKSUM_MISSING', pointer: '', args: { expectedAt: pointer } } : undefined;
  }
  const actual = checksumOf(value, pointer);
  if (recorded === actual) return undefined;
  const shown = typeof recorded === 'string' ? recorded : String(typeof recorded);
  return {
    code: 'CHECKSUM_MISMATCH',
    pointer,
    args: { recorded: shown, actual, onlyFormatting: false, ...causeOf(ancestor) },
  };
}

function beside(
  { raw }: ParsedFile | MalformedFile,
  { sidecar, stagedSidecar }: Siblings,
  ancestor: AncestorFacts | undefined,
): readonly Finding[] {
  if (sidecar === undefined || sidecar.recorded === raw.digest) return [];
  if (stagedSidecar?.recorded === raw.digest) {
    return [{ code: 'CHECKSUM_PENDING', pointer: '', args: { staged: stagedSidecar.path } }];
  }
  if (sidecar.recorded === undefined) {
    return [{ code: 'CHECKSUM_MISSING', pointer: '', args: { expectedAt: sidecar.path } }];
  }
  const onlyFormatting = otherSpellings(raw).some((digest) => digest === sidecar.recorded);
  const cause = onlyFormatting ? ({ cause: 'formatting' } as const) : causeOf(ancestor);
  const args = { recorded: sidecar.recorded, actual: raw.digest, onlyFormatting, ...cause };
  return [{ code: 'CHECKSUM_MISMATCH', pointer: '', args }];
}

/** The digests that the same text would have with other line endings, with and without its last line break and its BOM. */
function otherSpellings({ text }: RawFile): readonly Digest[] {
  if (text === undefined) return [];
  const lines = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  const crlf = lines.replaceAll('\n', '\r\n');
  const spellings = [lines, `${lines}\n`, crlf, `${crlf}\r\n`];
  const encoder = new TextEncoder();
  return spellings.flatMap((each) => [digestOf(encoder.encode(each)), digestOf(encoder.encode(`\uFEFF${each}`))]);
}
