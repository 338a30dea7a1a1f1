import { TOOL_VERSION } from '../model/tool.ts';
import { openWriterSession, type WriterSession } from '../store/session.ts';
import type { RunContext } from './run.ts';

/** Opens the session of a command that writes; `operation` is what its locks say of it. Whoever opens it closes it. */
export function openSession(operation: string, { fs, log, signal, now }: RunContext): WriterSession {
  return openWriterSession({ fs, log, signal, now, tool: `statefix ${TOOL_VERSION}`, operation });
}
