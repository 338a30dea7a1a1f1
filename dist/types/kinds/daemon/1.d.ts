/**
 * The session that is being watched; null where there is none.
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
 * State of a session daemon.
 */
export interface DaemonState {
    /**
     * Version of this file's form.
     */
    version: 1;
    /**
     * What the daemon is doing.
     */
    daemon_state: 'monitoring' | 'paused' | 'stopped';
    current_session: Session;
    stats: Stats;
}
/**
 * Counters over the life of the daemon.
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
