import type { Check } from '../check.ts';
import { bumpMissed } from './bump-missed.ts';
import { lineage } from './lineage.ts';
import { modeChanged } from './mode-changed.ts';
import { shrunk } from './shrunk.ts';
import { versionDecreased } from './version-decreased.ts';

/** What a file is held against its base for, in the order in which the findings are told. */
export const AGAINST_BASE: readonly Check[] = [versionDecreased, lineage, bumpMissed, shrunk, modeChanged];
