import { diagnose } from '../../checks/diagnose.ts';
import { NO_SIBLINGS } from '../../checks/facts.ts';
import { sentenceOf } from '../../checks/sentences.ts';
import type { Format } from '../../formats/format.ts';
import { parseState } from '../../formats/parse.ts';
import { rewrite } from '../../formats/rewrite.ts';
import type { DiagnosedFinding, FindingCode } from '../../model/finding.ts';
import type { ParsedFile, RawFile } from '../../model/state-file.ts';
import { compareVersions } from '../../model/version.ts';
import { migrateDocuments } from '../../plan/migrate.ts';
import { documentVersion } from '../../registry/document-version.ts';
import type { RegisteredKind } from '../../store/load-registry.ts';
import { versionsOf } from '../versions-of.ts';
import type { Workbench } from '../workbench.ts';

export type SideName = 'base' | 'ours' | 'theirs';

/** One of the three, healthy but perhaps for its checksum. */
export interface Side {
  readonly name: SideName;
  readonly file: ParsedFile;
  /** Of its documents. */
  readonly versions: readonly string[];
  /** True where a checksum is not that of its document: somebody edited it by hand, or merged it by lines. */
  readonly isUnsealed: boolean;
}

/** Why the three cannot be merged by structure. */
export interface Obstacle {
  readonly kind: 'obstacle';
  /** One clause. */
  readonly message: string;
  /** True where another registry may know more. */
  readonly isOfRegistry: boolean;
}

/** A wrong checksum shows in the work of hands; what was meant is still there to be merged, and sealed anew. */
const UNSEALED: ReadonlySet<FindingCode> = new Set(['CHECKSUM_MISSING', 'CHECKSUM_MISMATCH']);
/** Findings that say more of the registry than of the file. */
const OF_REGISTRY: ReadonlySet<FindingCode> = new Set(['VERSION_NEWER', 'VERSION_UNKNOWN']);

/** Judges one of the three by the schema and the checksum of its own version. */
export async function judgeSide(
  name: SideName,
  raw: RawFile,
  loaded: RegisteredKind,
  format: Format,
  bench: Workbench,
): Promise<Side | Obstacle> {
  const file = parseState(raw, format);
  const errors = await errorsOf(file, loaded, format, bench);
  const [worst] = errors.filter(({ code }) => !UNSEALED.has(code));
  if (worst !== undefined || file.kind !== 'parsed') {
    const message = worst === undefined ? 'it is no document' : sentenceOf(worst, name).message;
    return {
      kind: 'obstacle',
      message: `${name}: ${message}`,
      isOfRegistry: worst !== undefined && OF_REGISTRY.has(worst.code),
    };
  }
  const versions: string[] = [];
  for (const value of file.documents) {
    const found = documentVersion(value, loaded.kind);
    if (found.kind !== 'known') {
      return { kind: 'obstacle', message: `${name}: its version is not known`, isOfRegistry: true };
    }
    versions.push(found.version);
  }
  return { name, file, versions, isUnsealed: errors.length > 0 };
}

/** The findings of severity error of a file that stands alone, without its mode and without what stands beside it. */
export async function errorsOf(
  file: ReturnType<typeof parseState>,
  loaded: RegisteredKind,
  format: Format,
  bench: Workbench,
): Promise<readonly DiagnosedFinding[]> {
  const facts = {
    file,
    kind: loaded.kind,
    siblings: NO_SIBLINGS,
    versions: await versionsOf(file, loaded),
    isTracked: false,
  };
  return diagnose(facts, bench.severities, format).findings.filter(({ severity }) => severity === 'error');
}

/** The newest version that one of them carries. */
export function newestVersion(sides: readonly Side[]): string {
  const versions = sides.flatMap((side) => side.versions);
  return versions.reduce((newest, version) => (compareVersions(version, newest) > 0 ? version : newest));
}

/** That side at `version`, in memory, with its text. Throws `MIGRATION_FAILED`. */
export async function broughtForward(
  { file }: Side,
  version: string,
  { kind, schemaOf }: RegisteredKind,
  format: Format,
  { runStep, context }: Workbench,
): Promise<ParsedFile> {
  const changes = await migrateDocuments(file, kind, version, { schemaOf, runStep, now: context.now() });
  return changes.size === 0 ? file : rewrite(file, format, changes).file;
}
