/**
 * How far the code of a repository is trusted in this run. Only migrations are code; `check` and `status` never run any, whatever this says.
 */
export interface Trust {
    /**
     * `none`: no event of a CI service that is known. `unprivileged`: one in which code has the rights of whoever proposed it, or was taken in already.
     * `privileged`: one in which strangers propose code and the job has the rights of the repository.
     */
    readonly event: 'none' | 'unprivileged' | 'privileged';
    /** In a privileged event: the commit whose config and registry serve, by its full id; `undefined` where the event names none. */
    readonly base: string | undefined;
    /** Migrations are run in a child process without files, environment or modules of Node. */
    readonly isSandboxed: boolean;
}
/** Someone runs their own migrations on their own machine. */
export declare const OWN_CODE: Trust;
/** What tells of trust. */
export interface TrustSigns {
    readonly environment: Readonly<Record<string, string | undefined>>;
    /** `--sandbox` */
    readonly wantsSandbox: boolean;
    /** The payload of the event, parsed; `undefined` where there is none that can be read. Called in a privileged event alone. */
    readonly readEvent: () => unknown;
}
/** What the environment of a CI service says of trust. In CI, and in every privileged event, steps are sandboxed. Pure, but for what it is given. */
export declare function trustOf({ environment, wantsSandbox, readEvent }: TrustSigns): Trust;
