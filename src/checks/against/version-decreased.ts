import type { Finding } from '../../model/finding.ts';
import { compareVersions, parseVersion, versionStyle } from '../../model/version.ts';
import type { Check } from '../check.ts';
import { pairsOf, statedVersion } from './pairs.ts';

/** No document is of an older version than it was. */
export const versionDecreased: Check = (facts) =>
  pairsOf(facts).flatMap(({ before, found, at }): readonly Finding[] => {
    const earlier = statedVersion(before, facts.kind);
    const now = statedVersion(found, facts.kind);
    if (earlier === undefined || now === undefined || !isOlder(now.version, earlier.version)) return [];
    const args = { base: facts.base?.shown ?? '', before: earlier.version, found: now.version };
    return [{ code: 'VERSION_DECREASED', pointer: now.pointer, args, ...at }];
  });

function isOlder(version: string, than: string): boolean {
  if (parseVersion(version) === undefined || parseVersion(than) === undefined) return false;
  return versionStyle(version) === versionStyle(than) && compareVersions(version, than) < 0;
}
