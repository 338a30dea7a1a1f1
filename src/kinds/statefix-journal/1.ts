// Made from schemas/statefix-journal/1.schema.json by `npm run types`: change the schema, not this file.

export type Count = number;

/**
 * One record of .statefix/journal/: a change that has begun. It goes when all of the change is done; one that stays was interrupted, and is completed or undone by the next command that changes something.
 */
export interface StatefixJournal {
  /**
   * Version of this record's form.
   */
  version: 1;
  /**
   * True where the files change together or not at all.
   */
  isAtomic: boolean;
  /**
   * The change, as the audit will record it.
   */
  change: {
    /**
     * The name of the change, a UUID.
     */
    id: string;
    /**
     * The name of the run that made it, the same for all changes of one command.
     */
    run: string;
    /**
     * When it was made: ISO 8601, UTC.
     */
    at: string;
    /**
     * The command that made it.
     */
    command: string;
    /**
     * Name and version of the program.
     */
    tool: string;
    /**
     * Whose process made it.
     */
    who: {
      /**
       * The name of the user; empty where the system has none.
       */
      user: string;
      /**
       * The name of the host.
       */
      hostname: string;
      /**
       * The id of the process.
       */
      pid: number;
    };
  };
  /**
   * Its files, in the order in which they are changed.
   *
   * @minItems 1
   */
  files: File[];
  /**
   * Who is at it, in the words of a lock file.
   */
  holder: {
    /**
     * Names one instance of a lock.
     */
    lockId: string;
    /**
     * The process.
     */
    metadata: {
      /**
       * Its id.
       */
      pid: number;
      /**
       * The name of its host.
       */
      hostname: string;
    };
  };
}
/**
 * What is being done to one file. It holds no state values.
 */
export interface File {
  /**
   * Relative to the directory of the config, with /; absolute where it lies on another volume.
   */
  path: string;
  /**
   * The name of its kind.
   */
  kind: string;
  /**
   * The file before.
   */
  from: State;
  /**
   * The file after.
   */
  to: State;
  /**
   * What was done, in order, as reports show it.
   */
  steps: {
    /**
     * What the step did.
     */
    kind: string;
  }[];
  /**
   * Where a repair, a restore or an undo took the content from; null for all else.
   */
  recovery: string | null;
  /**
   * The id of the rolling backup that holds the content that was replaced; null where none was made.
   */
  backup: string | null;
  /**
   * True where the content that was replaced was found healthy.
   */
  wasHealthy: boolean;
  /**
   * What the checksum file beside it recorded before; null where its kind keeps none, or none was there.
   */
  sidecar: string | null;
  /**
   * What the checksum file beside it records after the change; null where the change leaves it alone.
   */
  sidecarTo: string | null;
  /**
   * The instance of the lock under which it was locked and its new content staged.
   */
  lockId: string;
  /**
   * What becomes of the content that is replaced, beside the file.
   */
  keep: 'bak' | 'corrupt' | 'corrupt-and-bak' | 'none';
  /**
   * The bits that a backup may have at most; null where the kind does not say.
   */
  allowedMode: number | null;
  /**
   * How many rolling backups of it stay.
   */
  backupsKept: Count;
  /**
   * True where the content that is replaced outlives the rolling backups.
   */
  isMilestone: boolean;
  /**
   * Bytes of the content that is replaced.
   */
  size: Count;
  /**
   * Its owner.
   */
  uid: Count;
  /**
   * Its group.
   */
  gid: Count;
}
/**
 * A file before or after a change.
 */
export interface State {
  /**
   * The SHA-256 of its content; absent where there was no file.
   */
  digest: string;
  /**
   * Its permission and set-id bits; null where there was no file.
   */
  mode: number | null;
  /**
   * The version of its state; null where there was none, or none could be read.
   */
  version: string | null;
}
