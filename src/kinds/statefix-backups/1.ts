// Made from schemas/statefix-backups/1.schema.json by `npm run types`: change the schema, not this file.

export type Count = number;

/**
 * The rolling backups of one state file. What stands beside it counts: a manifest that is lost or broken is made anew from there.
 */
export interface StatefixBackups {
  /**
   * Version of this manifest's form.
   */
  version: 1;
  /**
   * The state file: relative to the directory of the config, with /; absolute where it lies on another volume.
   */
  path: string;
  /**
   * The backups, in the order in which they were taken.
   */
  entries: Entry[];
}
/**
 * One backup.
 */
export interface Entry {
  /**
   * Its id, which is also the name of its file: time, command, start of the digest.
   */
  id: string;
  /**
   * The state file, as above.
   */
  path: string;
  /**
   * The SHA-256 of its bytes.
   */
  digest: string;
  /**
   * Its bytes, counted.
   */
  size: Count;
  /**
   * Its permission and set-id bits.
   */
  mode: Count;
  /**
   * Its owner.
   */
  uid: Count;
  /**
   * Its group.
   */
  gid: Count;
  /**
   * The version of the state, as the registry spells it; null where it carries none, or nobody has looked.
   */
  version: string | null;
  /**
   * When it was taken, in UTC.
   */
  at: string;
  /**
   * The command that took it, or create.
   */
  why: string;
  /**
   * The id of the change that replaced this content; null where none did, or it is not known any more.
   */
  change: string | null;
  /**
   * True where the checks found nothing wrong with it.
   */
  isHealthy: boolean;
  /**
   * True where it was taken before a migration: it goes only when it is asked for by its id.
   */
  isMilestone: boolean;
  /**
   * Found without an entry of its own: nobody knows yet whether it is healthy.
   */
  isUnjudged?: true;
}
