/** Something worth telling while it happens, as data: entry points make lines of it. */
export type LogEvent = {
    readonly kind: 'lock-acquired';
    readonly path: string;
} | {
    readonly kind: 'lock-waiting';
    readonly path: string;
    readonly pid: number;
    readonly hostname: string;
    readonly since: string;
} | {
    readonly kind: 'lock-broken';
    readonly path: string;
    readonly pid: number;
    readonly hostname: string;
    readonly ageMs: number;
    /** Why it was broken: its process is certainly gone, or it was not renewed for as long as its kind allows. */
    readonly reason: 'dead' | 'silent';
} | {
    readonly kind: 'lock-timeout';
    readonly path: string;
    readonly waitedMs: number;
    /** Who holds it; 0 and empty where nobody can be named. */
    readonly pid: number;
    readonly hostname: string;
    readonly since: string;
    /** How many others wait for it. */
    readonly waiting: number;
}
/** A lock file could not be renewed: on another machine it may be taken for left behind. */
 | {
    readonly kind: 'lock-not-renewed';
    readonly path: string;
    readonly errno: string;
} | {
    readonly kind: 'lock-released';
    readonly path: string;
    readonly heldMs: number;
} | {
    readonly kind: 'leftover-removed';
    readonly path: string;
}
/** A file of ours that could not be taken away again; the next changing command does it. */
 | {
    readonly kind: 'not-removed';
    readonly path: string;
    readonly errno: string;
} | {
    readonly kind: 'backup-made';
    readonly path: string;
}
/** What a dead writer had begun with these files was finished: done to the end, or taken back. */
 | {
    readonly kind: 'journal-recovered';
    readonly outcome: 'completed' | 'undone';
    readonly command: string;
    readonly path: string;
    /** The others of its set. */
    readonly others: readonly string[];
} | {
    readonly kind: 'journal-damaged';
    readonly path: string;
}
/** An interrupted change whose files somebody else holds: it is left for later. */
 | {
    readonly kind: 'journal-waits';
    readonly path: string;
    readonly command: string;
}
/** A place that may hold a better state of the file could not be looked at. */
 | {
    readonly kind: 'candidates-unseen';
    readonly path: string;
    readonly clause: string;
} | {
    readonly kind: 'directory-not-synced';
    readonly path: string;
    readonly errno: string;
} | {
    readonly kind: 'unignored';
    readonly path: string;
}
/** The revision to compare with is not in this shallow clone; `path` is the top of the work tree. */
 | {
    readonly kind: 'base-cut-off';
    readonly path: string;
    readonly ref: string;
}
/** The revision has gone on since the branch at hand left its line; `path` as above, `leftAt` a commit. */
 | {
    readonly kind: 'base-went-on';
    readonly path: string;
    readonly ref: string;
    readonly leftAt: string;
}
/** Config and migrations are those of this commit, not those of the work tree; `path` as above. */
 | {
    readonly kind: 'registry-of-base';
    readonly path: string;
    readonly commit: string;
};
/** Receives events in order. Must not throw. */
export type StoreLog = (event: LogEvent) => void;
