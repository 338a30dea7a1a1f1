import { expect } from 'vitest';
import { diagnose } from '../../../src/checks/diagnose.ts';
import { judge } from '../../../src/commands/judge.ts';
import type { Judgement } from '../../../src/commands/judgement.ts';
import { versionsOf } from '../../../src/commands/versions-of.ts';
import { openWorkbench, type Workbench } from '../../../src/commands/workbench.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import type { StateFile } from '../../../src/model/state-file.ts';
import type { Value } from '../../../src/model/value.ts';
import { aContext, aProject, type Files, options } from '../../support/project.ts';
import { type SealedFile, sidecarOf } from './sealed-files.ts';

const member = { type: 'integer', minimum: 0 };
const SCHEMA = {
  type: 'object',
  required: ['version', 'serial', 'items'],
  properties: {
    version: { const: 1 },
    serial: member,
    ratio: { type: 'number' },
    title: { type: 'string' },
    items: {
      type: 'array',
      items: { type: 'object', required: ['id', 'name'], properties: { id: member, took: member } },
    },
  },
};

const REGISTRY = {
  'statefix.config.yaml': `version: 1
kinds:
  inside: { files: ['inside/state.*'], checksum: /checksum, recover: [bak] }
  beside: { files: ['beside/state.*'], checksum: sidecar, recover: [bak] }
`,
  'schemas/inside/1.schema.json': JSON.stringify({
    ...SCHEMA,
    properties: { ...SCHEMA.properties, checksum: { type: 'string' } },
  }),
  'schemas/beside/1.schema.json': JSON.stringify(SCHEMA),
};

/** Config, registry, the healthy file, its backup and, where its kind keeps one, its checksum file. */
export function filesAround(file: SealedFile): Files {
  return {
    ...REGISTRY,
    [file.path]: file.bytes,
    [`${file.path}.bak`]: file.bytes,
    ...(file.kind === 'beside' ? { [`${file.path}.sha256`]: sidecarOf(file) } : {}),
  };
}

/** A healthy file in a project of its own, with a backup, and all that its commands work with. */
export interface Opened {
  readonly bench: Workbench;
  readonly judgement: Judgement;
  readonly value: Value;
}

/** Opens a healthy file as `statefix repair` does. */
export async function opened(file: SealedFile): Promise<Opened> {
  const root = aProject(filesAround(file));
  const bench = await openWorkbench(options(file.path), aContext(root));
  const [target] = bench.targets;
  const judgement = target && (await judge(target, bench));
  if (judgement === undefined || judgement.facts.file.kind !== 'parsed') throw new Error(`${file.path} is not parsed`);
  expect(judgement.diagnosis.findings).toEqual([]);
  return { bench, judgement, value: judgement.facts.file.documents[0] ?? null };
}

/** The verdict on other bytes at the same place. */
export async function judged(
  { judgement }: Opened,
  bytes: Uint8Array,
  checksum = judgement.kind.checksum,
): Promise<Judgement> {
  const { facts, format, target } = judgement;
  const file: StateFile = parseState(rawFileOf(bytes, { kind: 'file', path: target.path }), format);
  const kind = { ...facts.kind, checksum };
  const changed = { ...facts, file, kind, versions: await versionsOf(file, judgement) };
  return { ...judgement, facts: changed, diagnosis: diagnose(changed, new Map(), format) };
}
