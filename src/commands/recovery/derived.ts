import { encode } from '../../formats/decode.ts';
import { rawFileOf } from '../../formats/raw-file.ts';
import type { RawFile } from '../../model/state-file.ts';
import { defaultsOf } from '../../plan/schema-defaults.ts';
import { currentVersion } from '../../registry/document-version.ts';
import type { Judgement } from '../judgement.ts';
import type { Workbench } from '../workbench.ts';
import { type Candidate, isHealthy } from './candidate.ts';
import type { Evidence } from './evidence.ts';
import { judgeDerived } from './judge-candidate.ts';

/** More attempts at a text than this are not worth their time. */
const MOST_SALVAGES = 20;

/** The state that a program starts with, as the current schema tells it. */
export async function defaultCandidate(evidence: Evidence, bench: Workbench): Promise<readonly Candidate[]> {
  const { kind, schemaOf } = evidence.loaded;
  const schema = await schemaOf(currentVersion(kind));
  const value = defaultsOf(schema, kind);
  if (value === undefined) return [];
  const raw = textOf(evidence.format.render(value), schema.path, false);
  const shown = `the defaults of ${kind.name} ${schema.version}`;
  return [await judgeDerived({ name: 'default', source: 'default', shown, at: undefined, raw }, evidence, bench)];
}

/** The best text that can be made out of the broken one, where one of them is healthy; the reason of the first where none is. */
export async function salvageCandidates(
  { facts, target }: Judgement,
  evidence: Evidence,
  bench: Workbench,
): Promise<readonly Candidate[]> {
  if (facts.file.kind !== 'malformed') return [];
  const { salvages } = await import('../../formats/salvage/index.ts');
  let first: Candidate | undefined;
  let count = 0;
  for (const { text, how } of salvages(facts.file.raw, evidence.format)) {
    const raw = textOf(text, target.display, facts.file.raw.hasBom);
    const found = {
      name: 'salvage',
      source: 'salvage',
      shown: `${target.display}, ${how}`,
      at: undefined,
      raw,
    } as const;
    const candidate = await judgeDerived(found, evidence, bench);
    if (isHealthy(candidate)) return [candidate];
    first ??= candidate;
    count += 1;
    if (count === MOST_SALVAGES) break;
  }
  return first === undefined ? [] : [first];
}

/** A text of our own making, with the byte order mark that its file had. */
export function textOf(text: string, path: string, hasBom: boolean): RawFile {
  return rawFileOf(encode(text, hasBom), { kind: 'derived', path });
}
