import type { DiagnosedFinding } from '../model/finding.js';
/** What a repair does about a diagnosis; whichever it is, bits of the mode that are too many go with it. */
export type Remedy = 
/** Nothing is wrong, or nothing that a repair may touch. */
{
    readonly kind: 'none';
}
/** The content is healthy and its checksum file only waits to be put in place. */
 | {
    readonly kind: 'complete-sidecar';
}
/** Only the permission bits are wrong. */
 | {
    readonly kind: 'mode';
}
/** Content and checksum differ by formatting alone: the content is as good as it was. */
 | {
    readonly kind: 'reseal';
}
/** The content is broken: a candidate must take its place. */
 | {
    readonly kind: 'restore';
};
/**
 * Chooses the gentlest remedy for what was found. A newer version is touched only where the checksum disagrees too: then the version itself may be the
 * damage. What is larger than the limit is left alone: its bytes were not read.
 */
export declare function remedyFor(findings: readonly DiagnosedFinding[]): Remedy;
/** True where a hand edit is all that is wrong, as far as the findings tell: what `seal` is for. */
export declare function isHandEdit(findings: readonly DiagnosedFinding[]): boolean;
