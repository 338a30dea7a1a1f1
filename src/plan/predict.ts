import type { Format } from '../formats/format.ts';
import { parseState } from '../formats/parse.ts';
import { rawFileOf } from '../formats/raw-file.ts';
import type { Plan } from '../model/plan.ts';
import type { FileStat, Origin, StateFile } from '../model/state-file.ts';

/**
 * The file as the plan will leave it, for the same checks to judge. `found` is what stands there now; its times and inode are not predicted.
 * A file that does not exist yet is predicted with the mode of the plan, 0600 where it has none.
 */
export function predict(plan: Plan, format: Format, found: FileStat | undefined): StateFile {
  const mode = plan.mode ?? found?.mode ?? 0o600;
  const stat: FileStat = {
    ...(found ?? { dev: 0n, ino: 0n, mtimeNs: 0n, uid: 0, gid: 0, nlink: 1 }),
    size: plan.bytes.length,
    mode,
  };
  const origin: Origin = { kind: 'predicted', path: plan.path };
  const { bytes, readBack } = plan;
  if (plan.digest === 'absent') {
    const fault = { code: 'FILE_MISSING', pointer: '', args: { remains: [] } } as const;
    return { kind: 'unread', origin, fault, isIoError: false, errno: undefined };
  }
  // The very bytes were parsed when they were made: once is enough.
  if (readBack?.raw.bytes === bytes) return { ...readBack, raw: { ...readBack.raw, origin, stat } };
  return parseState(rawFileOf(bytes, origin, stat), format);
}
