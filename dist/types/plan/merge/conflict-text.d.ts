/** What stands behind the markers of each side. */
export interface SideLabels {
    readonly ours: string;
    readonly theirs: string;
}
/**
 * Two texts as one, with git's conflict markers around the lines in which they differ: who takes ours of every hunk has the first text again, who takes
 * theirs the second. Markers stand on lines of their own, with the line breaks of ours; the last one has none where both texts end without. Where only
 * one of them does, both sides end with one. Lines that look like markers themselves are not told apart from them.
 */
export declare function conflictText(ours: string, theirs: string, labels: SideLabels): string;
