import { basename } from 'node:path';
import type { Facts } from '../checks/facts.ts';
import type { Format } from '../formats/format.ts';
import type { Diagnosis } from '../model/finding.ts';
import type { RegisteredKind } from '../store/load-registry.ts';
import type { SelectedFile } from '../store/select-files.ts';
import type { UnseenNeighbour } from '../store/siblings.ts';

/** One file, with all that was gathered about it and the verdict. */
export interface Judgement extends RegisteredKind {
  readonly target: SelectedFile;
  readonly format: Format;
  readonly facts: Facts;
  readonly diagnosis: Diagnosis;
  /** Something beside the file that the system refused to show. */
  readonly unseen: UnseenNeighbour | undefined;
  /** The options that tell the kind of this file: a command about it must repeat them. */
  readonly repeated: readonly string[];
}

/** The checksum file of a kind that keeps one, for plans to write. */
export function sidecarOf({ facts, target }: Judgement): { readonly path: string; readonly name: string } | undefined {
  const { sidecar } = facts.siblings;
  if (sidecar === undefined || target.path === '-') return undefined;
  return { path: sidecar.path, name: basename(sidecar.path).replace(/\.sha256$/, '') };
}
