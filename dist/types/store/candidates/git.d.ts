import type { CandidateFinder } from './candidate.js';
/**
 * The states that git holds: of the index (`index`), of the newest commit (`HEAD`), and of the file's history through renames
 * (`git:COMMIT`), the newest first, each content once in the history. A sound repository is read with three runs of git at most; nothing of
 * it is run, nothing is fetched. Other branches, the stash and the log of references are not looked at. The repository may reach beyond
 * `root`: only what it has of this file is read. The index does not say here what is a link: such a candidate holds the link's text.
 */
export declare const gitCandidates: CandidateFinder;
