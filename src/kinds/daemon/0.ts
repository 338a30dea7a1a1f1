// Made from schemas/daemon/0.schema.json by `npm run types`: change the schema, not this file.

/**
 * The session that is being watched; null or absent where there is none.
 */
export type Session = {
  /**
   * Where the session is.
   */
  path: string;
  /**
   * Numbers of the steps that are done, in the order in which they were.
   */
  steps_completed: Uint32[];
  /**
   * Number of the last step that was begun.
   */
  last_step: Uint32;
  /**
   * How many steps the session has.
   */
  total_steps: Uint32;
} | null;
export type Uint32 = number;
export type Uint64 = number | bigint;

/**
 * State of a session daemon before its file carried a version.
 */
export interface DaemonState {
  /**
   * Absent in files of that time; 0 where a newer file was brought back to this version.
   */
  version?: 0;
  /**
   * What the daemon is doing.
   */
  daemon_state: 'monitoring' | 'paused' | 'stopped';
  current_session?: Session;
  stats?: Stats;
}
/**
 * Counters over the life of the daemon; absent where none were kept.
 */
export interface Stats {
  /**
   * How often the state was saved.
   */
  saves_count: Uint64;
  /**
   * How often a session was resumed.
   */
  total_resumes: Uint64;
  /**
   * When a session was last resumed (RFC 3339); absent or null where none ever was.
   */
  last_resume?: string | null;
}
