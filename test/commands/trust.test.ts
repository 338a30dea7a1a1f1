import { describe, expect, test } from 'vitest';
import { type TrustSigns, trustOf } from '../../src/commands/trust.ts';

const SHA = 'a'.repeat(40);
const BASE = 'b'.repeat(40);

function trusted(environment: TrustSigns['environment'], event?: unknown) {
  return trustOf({ environment, wantsSandbox: false, readEvent: () => event });
}

describe('trust', () => {
  test('of a machine of its own: no event, no sandbox', () => {
    expect(trusted({})).toEqual({ event: 'none', base: undefined, isSandboxed: false });
  });

  test('of a machine of its own, where the sandbox was asked for', () => {
    expect(trustOf({ environment: {}, wantsSandbox: true, readEvent: () => undefined }).isSandboxed).toBe(true);
  });

  test.each(['push', 'pull_request', 'merge_group', 'schedule', 'workflow_dispatch'])(
    'in the event %s: as usual, sandboxed',
    (name) => {
      expect(trusted({ CI: 'true', GITHUB_EVENT_NAME: name, GITHUB_SHA: SHA })).toEqual({
        event: 'unprivileged',
        base: undefined,
        isSandboxed: true,
      });
    },
  );

  test.each([
    'pull_request_target',
    'workflow_run',
    'issue_comment',
    'issues',
    'discussion',
    'discussion_comment',
    'check_run',
    'repository_dispatch',
  ])('in the event %s: the base, sandboxed even where CI is not said', (name) => {
    expect(trusted({ GITHUB_EVENT_NAME: name, GITHUB_SHA: SHA })).toEqual({
      event: 'privileged',
      base: SHA,
      isSandboxed: true,
    });
  });

  test('takes the base of the pull request before the commit that the job runs at', () => {
    const event = { pull_request: { base: { sha: BASE } } };
    expect(trusted({ GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_SHA: SHA }, event).base).toBe(BASE);
  });

  test.each([
    ['no event', undefined],
    ['no object', 'text'],
    ['no commit', { pull_request: { base: { sha: '--upload-pack=x' } } }],
    ['a branch', { pull_request: { base: { sha: 'main' } } }],
    ['a number', { pull_request: { base: { sha: 7 } } }],
  ])('names no base by %s', (_, event) => {
    expect(trusted({ GITHUB_EVENT_NAME: 'pull_request_target' }, event).base).toBeUndefined();
  });

  test('reads the event in a privileged one alone', () => {
    const readEvent = () => {
      throw new Error('read');
    };
    expect(trustOf({ environment: { GITHUB_EVENT_NAME: 'push' }, wantsSandbox: false, readEvent }).event).toBe(
      'unprivileged',
    );
  });

  test.each([
    ['true', true],
    ['1', true],
    ['', false],
    ['false', false],
    ['0', false],
  ])('takes CI=%s for %s', (value, isSandboxed) => {
    expect(trusted({ CI: value }).isSandboxed).toBe(isSandboxed);
  });
});
