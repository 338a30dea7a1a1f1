import type { FileReport, ReportedFinding } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import { checkoutPath, isAbsolutePath } from '../checkout-path.ts';
import { shownSentence } from '../shown.ts';
import { fingerprinter, fingerprintText } from './fingerprint.ts';
import { replacementsOf } from './replacements.ts';
import type { Rules } from './rules.ts';

/** The results of one file: the findings that stand in it. Of a file that would be changed, the first that the change mends holds the change. */
export function resultsOf(report: FileReport, rules: Rules, folder: string): readonly object[] {
  const { path, outcome, findings, remaining } = report;
  const isPlanned = outcome.kind === 'planned';
  const standing = new Set(remaining.map((finding) => fingerprintText(path, finding)));
  const artifactLocation = artifactLocationOf(path, folder);
  const nameOf = fingerprinter(path);
  let fixes = isPlanned ? fixesOf(outcome.diff, artifactLocation) : [];
  // What is only planned has not happened: the file still is what was found.
  return (isPlanned ? findings : remaining).map((finding) => {
    const isMended = fixes.length > 0 && !standing.has(fingerprintText(path, finding));
    const result = {
      ruleId: finding.code,
      ruleIndex: rules.indexOf(finding.code),
      level: finding.severity,
      message: { text: messageOf(path, finding) },
      locations: [locationOf(finding, artifactLocation)],
      partialFingerprints: { 'statefixFinding/v1': nameOf(finding) },
      ...(isMended ? { fixes } : {}),
    };
    if (isMended) fixes = [];
    return result;
  });
}

/** Where a file of the checkout is; one outside of it has an address of its own. */
export function artifactLocationOf(path: string, folder: string): object {
  const name = checkoutPath(folder, path);
  if (!isAbsolutePath(name)) return { uri: encoded(name), uriBaseId: '%SRCROOT%' };
  const slashed = name.replaceAll('\\', '/');
  return { uri: `file://${slashed.startsWith('/') ? '' : '/'}${encoded(slashed)}` };
}

/** Text that a viewer of SARIF takes for no link: `[text](target)` is one to it. */
export function plain(text: string): string {
  return text.replaceAll('](', '] (');
}

function messageOf(path: string, { message, hint, args, pointer }: ReportedFinding): string {
  return plain(shownSentence(hint === '' ? message : `${message}. ${hint}`, { ...args, pointer, path }));
}

function locationOf({ range, pointer }: ReportedFinding, artifactLocation: object): object {
  const region =
    range === undefined
      ? {}
      : {
          region: {
            startLine: range.start.line,
            startColumn: range.start.column,
            endLine: range.end.line,
            endColumn: range.end.column,
          },
        };
  const logical = pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: visible(pointer) }] };
  return { physicalLocation: { artifactLocation, ...region }, ...logical };
}

function fixesOf(diff: string, artifactLocation: object): readonly object[] {
  const replacements = replacementsOf(diff);
  if (replacements === undefined) return [];
  const description = { text: 'Bring the file to health' };
  return [{ description, artifactChanges: [{ artifactLocation, replacements }] }];
}

function encoded(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}
