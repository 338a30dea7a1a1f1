import { type SeverityOverrides } from '../checks/diagnose.js';
import type { StateFile } from '../model/state-file.js';
import type { RegisteredKind } from '../store/load-registry.js';
/** Why a file could not take the place of another; `undefined` where it could. Its mode follows the file's then, and its age is what migrations are for. */
export declare function whyUnhealthy(file: StateFile, shown: string, loaded: RegisteredKind, severities: SeverityOverrides): Promise<string | undefined>;
