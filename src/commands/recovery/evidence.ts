import { basename } from 'node:path';
import type { Format } from '../../formats/format.ts';
import { remainsOf } from '../../formats/remains/index.ts';
import type { Remains } from '../../formats/remains/remains.ts';
import type { Digest, StateFile } from '../../model/state-file.ts';
import type { Value } from '../../model/value.ts';
import { nameInBackups } from '../../plan/foreign-state.ts';
import type { RegisteredKind } from '../../store/load-registry.ts';
import type { Judgement } from '../judgement.ts';
import { stateVersionOf } from '../state-version.ts';

/** What is still known of a broken file: all that its candidates are held against. */
export interface Evidence {
  readonly loaded: RegisteredKind;
  readonly format: Format;
  /** The name of the state file without its extensions. */
  readonly name: string;
  readonly remains: Remains | undefined;
  /** True where a person may have written what stands there: it can be read, and not a single bit alone makes it differ from what was sealed. */
  readonly isReadable: boolean;
  /** The checksum that was last recorded for it, in it or beside it, where that can still be read. */
  readonly recorded: Digest | undefined;
  /** What it says of its lineage; `undefined` where its kind names none, or it does not say. */
  readonly lineage: Value | undefined;
  /** Its version, where it can still be read. */
  readonly version: Value | undefined;
  versionOf(file: StateFile): string | null;
}

export function evidenceOf(judgement: Omit<Judgement, 'diagnosis'>): Evidence {
  const { facts, kind, schemaOf, format, target } = judgement;
  const remains = remainsOf(facts.file);
  const leaf = (pointer: string | undefined) => (pointer === undefined ? undefined : remains?.leaves.get(pointer));
  const beside = facts.siblings.sidecar?.recorded;
  const inside = typeof kind.checksum === 'string' && kind.checksum !== 'sidecar' ? leaf(kind.checksum) : undefined;
  const recorded = kind.checksum === 'sidecar' ? beside : inside;
  return {
    loaded: { kind, schemaOf },
    format,
    name: nameInBackups(basename(target.path)),
    remains,
    isReadable: facts.file.kind === 'parsed' && !isDamaged(judgement),
    recorded: isDigest(recorded) ? recorded : undefined,
    lineage: leaf(kind.lineage),
    version: kind.version === false ? undefined : kind.version.map(leaf).find((value) => value !== undefined),
    versionOf: (file) => stateVersionOf(file, kind),
  };
}

function isDamaged({ facts }: Pick<Judgement, 'facts'>): boolean {
  return facts.ancestor?.isProven === true && facts.ancestor.flipped === 1;
}

function isDigest(value: Value | undefined): value is Digest {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}
