import { type ProjectStore } from '../project-store.js';
import type { WriterSession } from '../session.js';
import { type Link } from './line.js';
/** Where the next line goes: what it follows, and how large the file is before it. */
export interface AuditEnd extends Link {
    readonly size: number;
}
/** A file of the audit that has grown beyond this is put aside, and the next line begins a new one. */
export declare const ROTATION_SIZE: number;
/**
 * The end of an audit that is ready for the next line: `audit.jsonl` and its head exist and agree. Where they do not, they are made so, durably, under
 * the lock that the caller holds: what an interrupted append left whole is written anew (its own sync may have failed), what it left torn goes to
 * `audit.torn-<UTC time>`, and a large file is put aside whole. Deletes nothing. Where the head knows of lines that are gone, the chain goes on after
 * those, so that the gap stays to be seen. Throws `WRITE_FAILED`.
 */
export declare function readyEnd(session: WriterSession, store: ProjectStore, rotationSize: number): AuditEnd;
