import type { Check } from './check.ts';

/** Each backup beside the file could take its place. */
export const backups: Check = ({ siblings }) =>
  siblings.backups.flatMap(({ path, unhealthy }) =>
    unhealthy === undefined ? [] : [{ code: 'BACKUP_UNHEALTHY', pointer: '', args: { path, reason: unhealthy } }],
  );
