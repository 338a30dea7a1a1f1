// Made from schemas/statefix-audit/1.schema.json by `npm run types`: change the schema, not this file.

/**
 * A SHA-256.
 */
export type Digest = string;

/**
 * One line of .statefix/audit.jsonl: one change, its place in the chain, and the proof of both. A line is the RFC 8785 canonical text of this object.
 */
export interface StatefixAudit {
  /**
   * Version of this line's form.
   */
  version: 1;
  /**
   * The number of the line, from 1, over all files of the audit.
   */
  sequence: number;
  /**
   * The hash of the line before; of the first line sha256: and 64 zeros.
   */
  previous: Digest;
  /**
   * The SHA-256 of the RFC 8785 canonical text of all other members.
   */
  hash: Digest;
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
  /**
   * The files that it changed, together or not at all.
   */
  files: File[];
}
/**
 * What the change did to one file. It holds no state values.
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
