// Made from schemas/checklist/0.9.0.schema.json by `npm run types`: change the schema, not this file.

/**
 * State of a workflow runner, before it kept a checksum.
 */
export interface ChecklistState {
  /**
   * Version of this file's form.
   */
  schemaVersion: '0.9.0';
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
    updatedAt: string;
    /**
     * When it was completed; absent or null until then.
     */
    completedAt?: string | null;
  } | null;
  /**
   * The steps that are done, oldest first.
   */
  completedSteps: CompletedStep[];
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
  durationMs: number | bigint;
  /**
   * How it ended.
   */
  result: 'success' | 'failure' | 'skipped';
  /**
   * What its commands answered, in their order.
   */
  commandResults?: unknown[];
}
