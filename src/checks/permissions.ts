import type { Check } from './check.ts';

const EXECUTABLE = 0o111;

/** The file has no permission bit beyond those of its kind. Of a file that git tracks only the executable bit is judged: git keeps no other. */
export const permissions: Check = ({ file, kind, isTracked }) => {
  const mode = file.kind === 'unread' ? undefined : file.raw.stat?.mode;
  if (mode === undefined || kind.mode === undefined) return [];
  const excess = mode & 0o7777 & ~kind.mode;
  if (excess === 0) return [];
  const args = { mode, allowed: kind.mode };
  const isKeptByGit = (excess & EXECUTABLE) !== 0;
  if (isTracked && !isKeptByGit) return [{ code: 'MODE_NOT_TRACKED', pointer: '', args }];
  return [{ code: 'MODE_TOO_OPEN', pointer: '', args }];
};
