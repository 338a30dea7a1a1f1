import { basename } from 'node:path';
import { type AuditFault, type AuditRemark, type AuditVerdict, FIRST_PREVIOUS } from '../../model/audit.ts';
import type { Digest } from '../../model/digest.ts';
import type { FsOps } from '../fs-ops.ts';
import { describeSelf } from '../lock/holder.ts';
import { auditHeadPath, auditPath, type ProjectStore } from '../project-store.ts';
import { type AuditPiece, piecesOf } from './files.ts';
import { type FoundHead, readHead } from './head.ts';
import { type Link, readLine } from './line.ts';
import { whileItStands } from './stand.ts';

/** What a walk over all lines came to: the end of the chain, or the first fault. */
interface Walk {
  /** The end of what holds together. */
  readonly end: Link;
  /** How many lines hold together. */
  readonly changes: number;
  /** The line with the number that the head counts to, where there is one. */
  readonly atHead: { readonly hash: Digest; readonly piece: AuditPiece } | undefined;
  /** Bytes after the last whole line. */
  readonly torn: AuditPiece | undefined;
  /** The last line read. */
  readonly last: AuditPiece | undefined;
  readonly fault: AuditFault | undefined;
}

/**
 * Proves that the audit is what statefix wrote, without a lock: that every line is byte for byte as it was, that none is missing between two others,
 * and, by the head, that none is missing at the end. Names the first thing that is wrong. It proves nothing against somebody who writes lines and head
 * anew, all of them.
 */
export function verifyAudit(fs: FsOps, store: ProjectStore): AuditVerdict {
  return whileItStands(fs, store, () => {
    const head = readHead(fs, store);
    const walk = walkLines(fs, store, head);
    const fault = walk.fault ?? faultOfHead(head, walk, fs, store);
    if (fault !== undefined) return { kind: 'broken', changes: walk.changes, fault };
    return { kind: 'intact', changes: walk.changes, remarks: remarksOf(head, walk) };
  });
}

function walkLines(fs: FsOps, store: ProjectStore, found: FoundHead): Walk {
  const counted = found.kind === 'head' ? found.head.count : undefined;
  let end: Link = { sequence: 0, hash: FIRST_PREVIOUS };
  let atHead: Walk['atHead'];
  let last: AuditPiece | undefined;
  const walk = (rest: Partial<Walk>): Walk => {
    return { end, changes: end.sequence, atHead, last, torn: undefined, fault: undefined, ...rest };
  };
  for (const piece of piecesOf(fs, store)) {
    if ('reason' in piece) return walk({ fault: piece });
    last = piece;
    if (!piece.isWhole && piece.isCurrent) return walk({ torn: piece });
    const read = readLine(piece.bytes);
    const reason = !piece.isWhole
      ? 'it has no line feed at its end'
      : read.kind === 'fault'
        ? read.reason
        : placeFault(read.line, end);
    if (reason !== undefined || read.kind === 'fault') return walk({ fault: faultAt(piece, reason ?? '') });
    end = read.line;
    if (end.sequence === counted) atHead = { hash: end.hash, piece };
  }
  return walk({});
}

function placeFault(line: { readonly sequence: number; readonly previous: Digest }, end: Link): string | undefined {
  const expected = end.sequence + 1;
  if (line.sequence > expected) {
    const gap = line.sequence - expected;
    const missing = gap === 1 ? `change ${expected} is` : `changes ${expected} to ${line.sequence - 1} are`;
    return `${missing} missing before it`;
  }
  if (line.sequence < expected) return `it is change ${line.sequence}, where change ${expected} belongs`;
  return line.previous === end.hash ? undefined : 'it does not follow the line before it';
}

function faultOfHead(found: FoundHead, walk: Walk, fs: FsOps, store: ProjectStore): AuditFault | undefined {
  const { end, torn, atHead } = walk;
  const name = basename(auditHeadPath(store));
  if (found.kind !== 'head') {
    if (found.kind === 'absent' && end.sequence === 0 && torn === undefined) return undefined;
    const state = found.kind === 'absent' ? 'is missing' : 'cannot be read';
    return {
      file: auditHeadPath(store),
      line: null,
      reason: `${name} ${state}: whether lines are missing at the end cannot be told`,
    };
  }
  const { count, hash, boot } = found.head;
  if (count > end.sequence) {
    if (torn !== undefined) return faultAt(torn, `it has no line feed at its end, and ${name} counts ${count} changes`);
    return {
      ...nextLine(walk, store),
      reason: `lines are missing here: ${name} counts ${count} changes, and ${end.sequence} stand`,
    };
  }
  const known = count === 0 ? FIRST_PREVIOUS : atHead?.hash;
  if (known !== hash) {
    const reason = `it is not the line that ${name} knows as change ${count}`;
    return atHead === undefined
      ? { file: auditHeadPath(store), line: null, reason: 'it knows no change, and yet a hash' }
      : faultAt(atHead.piece, reason);
  }
  if (end.sequence - count <= 1 || isOfAnotherBoot(fs, boot)) return undefined;
  return {
    file: auditHeadPath(store),
    line: null,
    reason: `${name} counts ${count} changes, and ${end.sequence} stand: others than statefix wrote some`,
  };
}

/** Where the system does not tell its boots, any head may be one that a power cut left behind. */
function isOfAnotherBoot(fs: FsOps, boot: string | null): boolean {
  const { bootId } = describeSelf(fs);
  return boot === null || bootId === undefined || boot !== bootId;
}

function remarksOf(found: FoundHead, { end, torn }: Walk): readonly AuditRemark[] {
  const lead = found.kind === 'head' ? end.sequence - found.head.count : 0;
  return [
    ...(lead === 1 ? (['ahead'] as const) : lead > 1 ? (['behind'] as const) : []),
    ...(torn === undefined ? [] : (['torn'] as const)),
  ];
}

function faultAt({ file, line }: AuditPiece, reason: string): AuditFault {
  return { file, line, reason };
}

/** The place after the last line, in the file that is appended to. */
function nextLine({ last }: Walk, store: ProjectStore): { readonly file: string; readonly line: number } {
  const file = auditPath(store);
  return { file, line: last?.file === file ? last.line + 1 : 1 };
}
