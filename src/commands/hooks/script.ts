import { readBytes } from '../../store/read-bytes.ts';
import type { HookContext, HookFile } from './place.ts';

/** No hook is larger. */
const MAX_SIZE = 1024 * 1024;

/** A script of a shell, as far as it stands. `undefined`: there is none. */
export interface Script {
  readonly bytes: Buffer;
  readonly mode: number;
  /** True where a line of it that is no comment runs statefix. */
  readonly runsStatefix: boolean;
}

/** The script at the path; `'unreadable'` where something else stands there. */
export function scriptAt(path: string, { fs }: HookContext): Script | 'unreadable' | undefined {
  const found = readBytes(fs, path, MAX_SIZE);
  if (found.kind === 'absent') return undefined;
  if (found.kind !== 'bytes') return 'unreadable';
  const bytes = Buffer.from(found.bytes);
  return { bytes, mode: found.stat.mode, runsStatefix: /^[^#\n]*\bstatefix\b/m.test(bytes.toString('latin1')) };
}

/** The script with a line more at its end. */
export function withLine(path: string, line: string, script: Script | undefined): HookFile {
  const before = script?.bytes ?? Buffer.alloc(0);
  const start = before.length === 0 || before.at(-1) === 0x0a ? '' : '\n';
  return {
    path,
    bytes: Buffer.concat([before, Buffer.from(`${start}${line}\n`)]),
    mode: script?.mode ?? 0o755,
    isNew: script === undefined,
    added: line,
  };
}
