import type { StepRunner } from '../../plan/step-runner.js';
import { type SandboxLimits, type SandboxSettings } from './children.js';
/**
 * A runner that runs migrations in a child process, which is started with the first step, serves all of them, and is started anew where a step ended it. A step
 * has the language alone, in a world of its own; what it imports is read before and handed over as text, so that the child reads no file. Each is run twice. What the child answers is
 * checked as if a stranger had sent it. Never throws for what a step does; throws the reason of the signal when that aborts.
 */
export declare function createSandboxedRunner(settings: SandboxSettings, limits?: SandboxLimits): StepRunner;
