import { readCiEvent } from '../store/ci-event.ts';
import { nodeFs } from '../store/fs-ops.ts';

/** What GitHub says of the event that a job runs for. Strangers write much of it: it is data, and names no file and no command. */
export interface RunnerEvent {
  /** Such as `pull_request`; `''` outside of GitHub. */
  readonly name: string;
  /** The commit that the job runs for; `undefined` where none is said. */
  readonly sha: string | undefined;
  /** The parsed payload; `undefined` where there is none, or none that can be read. */
  readonly payload: unknown;
}

/** Reads the event from the variables and the file of a runner. Never throws for what it finds there. */
export function readEvent(environment: Readonly<Record<string, string | undefined>>): RunnerEvent {
  return {
    name: environment['GITHUB_EVENT_NAME'] ?? '',
    sha: commitIn(environment['GITHUB_SHA']),
    payload: readCiEvent(nodeFs, environment['GITHUB_EVENT_PATH']),
  };
}

/** The member of a payload at these names; `undefined` where there is none. */
export function memberOf(payload: unknown, ...names: readonly string[]): unknown {
  let value = payload;
  for (const name of names) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, name)?.value;
  }
  return value;
}

/** A full commit id; `undefined` for anything else, and for the zeros that say that there is no commit. */
export function commitIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value) && !/^0+$/.test(value) ? value : undefined;
}
