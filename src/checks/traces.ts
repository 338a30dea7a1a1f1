import type { Finding } from '../model/finding.ts';
import type { Check } from './check.ts';

/** No interrupted writer has left anything beside the file. */
export const traces: Check = ({ siblings }) => {
  const findings: Finding[] = siblings.leftovers.map((leftover) => ({
    code: 'LEFTOVER_TEMP',
    pointer: '',
    args: leftover,
  }));
  const { lock } = siblings;
  if (lock?.isDead) {
    const { path, pid, hostname, since } = lock;
    findings.push({ code: 'LOCK_STALE', pointer: '', args: { path, pid, hostname, since } });
  }
  for (const args of siblings.pending) findings.push({ code: 'JOURNAL_PENDING', pointer: '', args });
  return findings;
};
