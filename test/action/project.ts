import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A state file of the built-in kind `daemon`, healthy. */
export const GOOD =
  '{"version":1,"daemon_state":"stopped","current_session":null,"stats":{"saves_count":0,"total_resumes":0}}\n';
/** The same, from before it carried a version. */
export const OLD = GOOD.replace('"version":1,', '');
export const BROKEN = '{\n  "version": }\n';

/** A workspace with those files, of mode 0600; it lives as long as the test. */
export function aWorkspace(files: Readonly<Record<string, string>>): string {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-workspace-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  putFiles(root, files);
  return root;
}

export function putFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
    chmodSync(join(root, name), 0o600);
  }
}

export function textIn(root: string, name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

/** The inputs for state files of the kind `daemon`. */
export const DAEMON = { kind: 'daemon', paths: '*.json' };
