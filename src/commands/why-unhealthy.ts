import { diagnose, type SeverityOverrides } from '../checks/diagnose.ts';
import { NO_SIBLINGS } from '../checks/facts.ts';
import { sentenceOf } from '../checks/sentences.ts';
import type { Finding } from '../model/finding.ts';
import type { StateFile } from '../model/state-file.ts';
import type { RegisteredKind } from '../store/load-registry.ts';
import { versionsOf } from './versions-of.ts';

/** Why a file could not take the place of another; `undefined` where it could. Its mode follows the file's then, and its age is what migrations are for. */
export async function whyUnhealthy(
  file: StateFile,
  shown: string,
  loaded: RegisteredKind,
  severities: SeverityOverrides,
): Promise<string | undefined> {
  const versions = await versionsOf(file, loaded);
  const facts = { file, kind: loaded.kind, siblings: NO_SIBLINGS, versions, isTracked: false };
  const asked: SeverityOverrides = new Map([...severities, ['MODE_TOO_OPEN', 'off'], ['MODE_NOT_TRACKED', 'off']]);
  const { findings } = diagnose(facts, asked, undefined);
  const error = findings.find(({ severity }) => severity === 'error') ?? faultOf(file);
  return error && sentenceOf(error, shown).message;
}

/** Whatever a config says of it: what cannot be read takes no file's place. */
function faultOf(file: StateFile): Finding | undefined {
  if (file.kind === 'parsed') return undefined;
  return file.kind === 'unread' ? file.fault : file.faults[0];
}
