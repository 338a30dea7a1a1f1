/** A process as its lock file tells of it; `null` for what it does not tell. */
export interface ToldProcess {
  readonly lockId: string | null;
  readonly pid: number | null;
  readonly hostname: string | null;
  readonly user: string | null;
  /** ISO 8601, by the clock of that process. */
  readonly since: string | null;
  readonly renewedAt: string | null;
  readonly operation: string | null;
  readonly tool: string | null;
  /** `unknown`: on another machine, in another container, or no lock file of statefix. */
  readonly state: 'alive' | 'dead' | 'unknown';
}

/** What `statefix unlock` gives, and its JSON form; files relative to the working directory, with `/`. */
export interface UnlockReport {
  readonly version: 1;
  readonly command: 'unlock';
  readonly path: string;
  readonly lock: string;
  /** `none`: nobody holds or reads the file. `shown`: as it stands, and nothing was removed. */
  readonly outcome: 'none' | 'shown' | 'removed';
  /** Who holds the lock, or held it until it was removed. */
  readonly holder: ToldProcess | null;
  readonly concurrency: {
    readonly waitingProcesses: readonly ToldProcess[];
    /** Those who read under a shared lock, which keeps every writer out. */
    readonly readingProcesses: readonly ToldProcess[];
  };
}
