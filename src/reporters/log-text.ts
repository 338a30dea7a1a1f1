import type { AuditFault, AuditLine, AuditRemark, LogReport, ProofReport } from '../model/audit.ts';
import type { RecordedFile, RecordedState } from '../model/change.ts';
import type { PlanStep } from '../model/plan.ts';
import { recordedLoss, shortLossText } from './loss-text.ts';
import { type Paint, paintOf } from './paint.ts';
import type { Look } from './reporter.ts';
import { shown, shownPath } from './shown.ts';

type LogLook = Pick<Look, 'colour' | 'volume'>;

/** `statefix log` for people: of every change one line that says when, what and who, and below it one line a file. */
export function logText({ changes, faults }: LogReport, look: LogLook): string {
  const paint = paintOf(look.colour);
  const told = faults.map((fault) => `${placeOf(fault)}: ${paint.warning('warning')} ${shown(fault.reason)}\n`);
  const advice = faults.length === 0 ? '' : `  ${paint.faint('hint:')} Prove the rest with: statefix log --verify\n`;
  if (look.volume === 'quiet') return '';
  const texts = changes.map((change) => changeText(change, look, paint));
  return (texts.length === 0 ? 'No change is recorded.\n' : texts.join('')) + told.join('') + advice;
}

/** `statefix log --verify` for people: one sentence, and where the chain is broken what that means. */
export function proofText({ verdict }: ProofReport, look: LogLook): string {
  const paint = paintOf(look.colour);
  if (verdict.kind === 'intact') {
    if (look.volume === 'quiet') return '';
    const count = `${verdict.changes} ${verdict.changes === 1 ? 'change' : 'changes'}`;
    const remarks = verdict.remarks.map((remark) => `  ${paint.note('note:')} ${REMARKS[remark]}\n`);
    return `The audit is intact: ${count}, every one as it was recorded.\n${remarks.join('')}`;
  }
  const { fault, changes } = verdict;
  const before =
    changes === 0
      ? 'No change before it is proven'
      : `The ${changes === 1 ? 'change' : `${changes} changes`} before it ${changes === 1 ? 'is' : 'are'} as recorded`;
  return (
    `${placeOf(fault)}: ${paint.error('error')} the chain of the audit is broken: ${shown(fault.reason)}\n` +
    `  ${paint.faint('hint:')} ${before}. Somebody else than statefix changed the files of the audit; keep a copy of them.\n`
  );
}

const REMARKS: Readonly<Record<AuditRemark, string>> = {
  ahead: 'the last append was interrupted after its line, or is still at work; the next change mends it',
  torn: 'bytes after the last whole line are of an interrupted append; the next change puts them aside',
  behind: 'audit.head is of before the machine last went down; the next change brings it up to date',
};

function placeOf({ file, line }: AuditFault): string {
  return line === null ? shownPath(file) : `${shownPath(file)}:${line}`;
}

function changeText(change: AuditLine, look: LogLook, paint: Paint): string {
  const { at, command, who, tool, id, run, files, sequence } = change;
  const head = `${paint.strong(`${sequence}  ${shown(at)}  ${shown(command)}`)}  ${shown(who.user)}@${shown(who.hostname)} pid ${who.pid}\n`;
  const more =
    look.volume === 'verbose' ? `    ${paint.faint(`change ${shown(id)}, run ${shown(run)}, ${shown(tool)}`)}\n` : '';
  return head + more + files.map((file) => fileText(file, look, paint)).join('');
}

function fileText(file: RecordedFile, look: LogLook, paint: Paint): string {
  const parts = [
    stateText(file),
    ...(file.recovery === null ? [] : [`from ${shownPath(file.recovery)}${lossAside(file.steps)}`]),
    ...(file.backup === null ? [] : [`backup ${shownPath(file.backup)}`]),
  ];
  const digests = `      ${paint.faint(`${digestText(file.from)} → ${digestText(file.to)}`)}\n`;
  return `    ${shownPath(file.path)}: ${parts.join(', ')}\n${look.volume === 'verbose' ? digests : ''}`;
}

/** What became of the version: the one thing that most readers look for. */
function stateText({ from, to, steps }: RecordedFile): string {
  const names = steps.flatMap(nameOf);
  const aside = names.length === 0 ? '' : ` (${names.join(', ')})`;
  if (to.digest === 'absent') return `removed${versionAside(from)}`;
  if (from.digest === 'absent') return `made${versionAside(to)}`;
  const before = versionText(from);
  const after = versionText(to);
  return before === after ? `version ${after}${aside}` : `version ${before} → ${after}${aside}`;
}

function versionText({ version }: RecordedState): string {
  return version === null ? 'none' : shown(version);
}

function versionAside({ version }: RecordedState): string {
  return version === null ? '' : ` (version ${shown(version)})`;
}

/** Steps are read as they were recorded, by whatever version of statefix that was. */
function nameOf(step: PlanStep): readonly string[] {
  return step.kind === 'migrate' && typeof step.name === 'string' ? [shown(step.name)] : [];
}

function lossAside(steps: readonly PlanStep[]): string {
  const loss = steps.map(recordedLoss).find((each) => each !== undefined);
  return loss === undefined ? '' : ` (lost: ${shortLossText(loss)})`;
}

function digestText({ digest }: RecordedState): string {
  return digest === 'absent' ? 'absent' : digest.slice(0, 'sha256:'.length + 12);
}
