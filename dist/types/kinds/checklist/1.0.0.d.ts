/**
 * State of a workflow runner.
 */
export interface ChecklistState {
    /**
     * Version of this file's form.
     */
    schemaVersion: '1.0.0';
    /**
     * The checklist at work; null where none is.
     */
    activeInstance: {
        /**
         * UUID (version 4) of this instance.
         */
        id: string;
        /**
         * The template that it was made from.
         */
        templateId: string;
        /**
         * Version of that template, as semver.
         */
        templateVersion: string;
        /**
         * Absolute path of the project it is about.
         */
        projectPath: string;
        /**
         * How far it is.
         */
        status: 'active' | 'paused' | 'completed' | 'failed';
        /**
         * The step at hand; null where there is none.
         */
        currentStepId: string | null;
        /**
         * When it was begun.
         */
        startedAt: string;
        /**
         * When it last changed.
         */
        lastModifiedAt: string;
        /**
         * When it was completed; absent or null until then.
         */
        completedAt?: string | null;
    } | null;
    /**
     * The steps that are done, oldest first.
     */
    completedSteps: CompletedStep[];
    /**
     * The last recovery from damage, written by it.
     */
    recovery?: {
        /**
         * When the damage was found.
         */
        lastCorruption: string;
        /**
         * What the damage was.
         */
        corruptionType: 'checksum_mismatch' | 'schema_invalid' | 'parse_error';
        /**
         * How the state was got back.
         */
        recoveryMethod: 'backup' | 'reset' | 'manual';
        /**
         * True where something is gone.
         */
        dataLoss: boolean;
    };
    /**
     * The last conflict of two writers, written by the merge.
     */
    conflicts?: {
        /**
         * Whether, or when, one was found.
         */
        detected: boolean | string;
        /**
         * Whose values were taken.
         */
        resolution: 'local' | 'remote' | 'merge';
    };
    /**
     * SHA-256 of the canonical form (RFC 8785) of the document without this member.
     */
    checksum: string;
}
/**
 * A step that is done.
 */
export interface CompletedStep {
    /**
     * The step.
     */
    stepId: string;
    /**
     * When it was done.
     */
    completedAt: string;
    /**
     * How long it took, in milliseconds.
     */
    executionTime: number | bigint;
    /**
     * How it ended.
     */
    result: 'success' | 'failure' | 'skipped';
    /**
     * What its commands answered, in their order.
     */
    commandResults: unknown[];
}
