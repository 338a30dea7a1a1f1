import type { Finding } from '../model/finding.ts';
import { documentVersion } from '../registry/document-version.ts';
import type { Check } from './check.ts';

/** Each document fits the schema of the version that it carries, not of the newest. */
export const schema: Check = ({ file, kind, versions }) => {
  if (file.kind !== 'parsed') return [];
  const several = file.documents.length > 1;
  return file.documents.flatMap((value, document): Finding[] => {
    const found = documentVersion(value, kind);
    if (found.kind !== 'known') return [];
    const problems = versions.get(found.version)?.validator.validate(value) ?? [];
    return problems.map(({ pointer, atKey, args }) => ({
      code: 'SCHEMA_MISMATCH',
      pointer,
      args,
      ...(atKey ? { atKey } : {}),
      ...(several ? { document } : {}),
    }));
  });
};
