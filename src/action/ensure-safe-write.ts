import type { Trust } from '../commands/trust.ts';
import { StatefixError } from '../model/errors.ts';
import { memberOf, type RunnerEvent } from './event.ts';

/**
 * Throws `USAGE` where `changes: write` would change a checkout that strangers decide about: in an event that has the rights of the repository while they
 * propose the code, and on the head of a fork, which nobody can push to. What cannot be told counts as such.
 */
export function ensureSafeWrite(event: RunnerEvent, trust: Trust): void {
  if (trust.event === 'privileged') {
    throw refusal(
      `in the event ${event.name}, in which strangers propose the code and the job has the rights of the repository`,
    );
  }
  if (!event.name.startsWith('pull_request')) return;
  const head = memberOf(event.payload, 'pull_request', 'head', 'repo', 'full_name');
  const base = memberOf(event.payload, 'pull_request', 'base', 'repo', 'full_name');
  if (typeof head !== 'string' || typeof base !== 'string') {
    throw refusal('for a pull request whose repository the event does not name: it may be a fork');
  }
  if (head !== base) throw refusal(`for a pull request from a fork, ${head}`);
}

function refusal(where: string): StatefixError {
  return new StatefixError('USAGE', `changes: write is refused ${where}`, {
    hint: 'Write changes: patch, and hand the patch on; or run it in a workflow for push or schedule.',
  });
}
