/**
 * How far the code of a repository is trusted in this run. Only migrations are code; `check` and `status` never run any, whatever this says.
 */
export interface Trust {
  /**
   * `none`: no event of a CI service that is known. `unprivileged`: one in which code has the rights of whoever proposed it, or was taken in already.
   * `privileged`: one in which strangers propose code and the job has the rights of the repository.
   */
  readonly event: 'none' | 'unprivileged' | 'privileged';
  /** In a privileged event: the commit whose config and registry serve, by its full id; `undefined` where the event names none. */
  readonly base: string | undefined;
  /** Migrations are run in a child process without files, environment or modules of Node. */
  readonly isSandboxed: boolean;
}

/** Someone runs their own migrations on their own machine. */
export const OWN_CODE: Trust = { event: 'none', base: undefined, isSandboxed: false };

/** Events of GitHub in which a workflow has the rights of the repository while strangers may decide what it looks at. */
const PRIVILEGED_EVENTS: ReadonlySet<string> = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'check_run',
  'check_suite',
  'status',
  'deployment_status',
  'repository_dispatch',
  'gollum',
]);

/** What tells of trust. */
export interface TrustSigns {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `--sandbox` */
  readonly wantsSandbox: boolean;
  /** The payload of the event, parsed; `undefined` where there is none that can be read. Called in a privileged event alone. */
  readonly readEvent: () => unknown;
}

/** What the environment of a CI service says of trust. In CI, and in every privileged event, steps are sandboxed. Pure, but for what it is given. */
export function trustOf({ environment, wantsSandbox, readEvent }: TrustSigns): Trust {
  const event = eventOf(environment['GITHUB_EVENT_NAME']);
  const isPrivileged = event === 'privileged';
  return {
    event,
    base: isPrivileged ? baseOf(readEvent(), environment['GITHUB_SHA']) : undefined,
    isSandboxed: wantsSandbox || isPrivileged || isSet(environment['CI']) || isSet(environment['GITHUB_ACTIONS']),
  };
}

function eventOf(name: string | undefined): Trust['event'] {
  if (name === undefined || name === '') return 'none';
  return PRIVILEGED_EVENTS.has(name) ? 'privileged' : 'unprivileged';
}

/**
 * The commit that the pull request would be merged into; of other events the one that GitHub runs them at, which in these is always one of the repository's own
 * branches.
 */
function baseOf(event: unknown, sha: string | undefined): string | undefined {
  const base = member(member(member(event, 'pull_request'), 'base'), 'sha');
  return [base, sha].find((each) => typeof each === 'string' && /^[0-9a-f]{40,64}$/.test(each)) as string | undefined;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && !['', '0', 'false'].includes(variable.toLowerCase());
}
