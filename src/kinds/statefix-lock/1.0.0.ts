// Made from schemas/statefix-lock/1.0.0.schema.json by `npm run types`: change the schema, not this file.

/**
 * Who holds the lock of a file. It stands beside the file only as long as that.
 */
export interface StatefixLock {
  /**
   * Version of this form.
   */
  version: '1.0.0';
  /**
   * Names this instance of the lock; never used again.
   */
  lockId: string;
  /**
   * The process that holds it, told apart from every other one as far as its system says.
   */
  metadata: {
    /**
     * Its process id.
     */
    pid: number;
    /**
     * That of the process that started it.
     */
    ppid: number;
    /**
     * The name of its machine.
     */
    hostname: string;
    /**
     * The name of its user; empty where there is none.
     */
    user: string;
    /**
     * When it began, in clock ticks since the boot.
     */
    startTime?: string;
    /**
     * The id of its machine.
     */
    machineId?: string;
    /**
     * The id of the last boot of that.
     */
    bootId?: string;
    /**
     * The namespace in which its process id counts.
     */
    pidNamespace?: string;
  };
  /**
   * Times by the clock of the holder: for people, never for a decision.
   */
  timing: {
    /**
     * When its run began to lock.
     */
    acquiredAt: string;
    /**
     * When it last said that it lives. That this moves is what counts, not what it says.
     */
    renewedAt: string;
    /**
     * When others may take it for left behind, where it is not renewed.
     */
    expiresAt: string;
  };
  /**
   * What the holder does.
   */
  operation: {
    /**
     * Its sort, such as write.
     */
    type: string;
    /**
     * Its command, such as migrate.
     */
    name: string;
    /**
     * Where in its code it took the lock; other programs write it.
     */
    stackTrace?: string;
  };
  /**
   * Name and version of the program.
   */
  tool: string;
}
