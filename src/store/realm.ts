import { createHash } from 'node:crypto';
import type { ProcessFacts } from './holder.ts';

/** Tells apart the machines, boots and containers whose pids mean different processes, in eight hexadecimal digits. */
export function realmOf({ hostname, machineId, bootId, pidNamespace }: ProcessFacts): string {
  const facts = JSON.stringify([hostname, machineId ?? '', bootId ?? '', pidNamespace ?? '']);
  return createHash('sha256').update(facts).digest('hex').slice(0, 8);
}
