import type { SelectedFile } from '../store/select-files.js';
import type { WriterSession } from '../store/session.js';
import { type Change } from './change.js';
import type { Run } from './run.js';
import type { Workbench } from './workbench.js';
/** Changes files together or not at all: where one cannot be acted on, the others are left as they are, and told so. */
export declare function changeSet(targets: readonly SelectedFile[], what: Change, bench: Workbench, session: WriterSession | undefined): Run;
