import type { SeverityOverrides } from '../../checks/diagnose.js';
import { type Finding } from '../../model/finding.js';
import type { StateFile } from '../../model/state-file.js';
import type { JudgedFile } from '../run.js';
/** What is to be said of a path that is no state file at hand: one of the registry, or one that is gone. */
export interface Remark {
    /** As reports show it. */
    readonly path: string;
    readonly kindName: string;
    /** The newest version of the kind; `null` where the kind cannot be used. */
    readonly current: string | null;
    readonly findings: readonly Finding[];
    /** The file as it stands, where it is a document. */
    readonly file?: StateFile;
    /** The text of a migration. */
    readonly text?: string;
}
/** The report of such a path; `undefined` where the config silences all that is to be said. */
export declare function remarkReport(remark: Remark, severities: SeverityOverrides): Promise<JudgedFile | undefined>;
