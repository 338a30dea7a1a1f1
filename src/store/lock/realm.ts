import { digestOf } from '../../formats/digest.ts';
import type { ProcessFacts } from './holder.ts';

/** Tells apart the machines, boots and containers whose pids mean different processes, in eight hexadecimal digits. */
export function realmOf({ hostname, machineId, bootId, pidNamespace }: ProcessFacts): string {
  const facts = JSON.stringify([hostname, machineId ?? '', bootId ?? '', pidNamespace ?? '']);
  return digestOf(facts).slice('sha256:'.length, 'sha256:'.length + 8);
}
