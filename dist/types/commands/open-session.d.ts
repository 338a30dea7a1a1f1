import { type WriterSession } from '../store/session.js';
import type { RunContext } from './run.js';
/** Opens the session of a command that writes; `operation` is what its locks say of it. Whoever opens it closes it. */
export declare function openSession(operation: string, { fs, log, signal, now }: RunContext): WriterSession;
