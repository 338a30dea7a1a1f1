import { reportedError } from '../commands/reported.ts';
import type { JudgedFile } from '../commands/run.ts';
import { createTally, type Tally } from '../commands/summary.ts';
import { StatefixError } from '../model/errors.ts';
import type { ErrorReport } from '../model/plan.ts';
import { type Annotator, createAnnotator } from '../reporters/annotations.ts';
import { neutral } from '../reporters/neutral.ts';
import type { Closing, Reporter } from '../reporters/reporter.ts';
import { nodeFs } from '../store/fs-ops.ts';
import { changedSince } from './changed-lines.ts';
import { type ReportTarget, reporterOf } from './formats.ts';
import { type Inputs, isLook } from './inputs.ts';
import { type OutputsInTheMaking, startOutputs } from './outputs.ts';
import { type PatchInTheMaking, startPatch } from './patch-file.ts';
import { outputPath, temporaryPath } from './report-files.ts';
import type { Runner, Workplace } from './runner.ts';

/** A report that goes to a file; its path is absolute. */
interface Written {
  readonly path: string;
  readonly text: () => string | Uint8Array;
}

/** All that is told of one run, in the making. */
export interface Telling {
  readonly tally: Tally;
  readonly outputs: OutputsInTheMaking;
  readonly annotator: Annotator;
  /** Takes a file as it comes, and prints what the log shows of it. */
  file(judged: JudgedFile): void;
  /** What no patch can carry. */
  problems(): readonly ErrorReport[];
  /** Ends all reports, and prints what the log ends with. */
  end(closing: Closing): void;
  /** After `end`: the page for the summary of the step. */
  page(): string;
  /** After `end`: what is to be written, by the output that names it. */
  files(): readonly (Written & { readonly output: 'report-path' | 'sarif-path' | 'patch-path' | undefined })[];
}

/** Throws `StatefixError` for paths that nothing may be written to. `base` is what a check compares with. */
export function startTelling(inputs: Inputs, place: Workplace, runner: Runner, base: string | undefined): Telling {
  const { command, changes, isStrict, annotations, reportPath, sarifPath, patchPath } = inputs;
  const isPlanned = changes !== 'write' && !isLook(command);
  const look = { command, colour: false, volume: 'normal', isPlanned } as const;
  const surroundings = { look, folder: place.folder, builtinRoot: runner.builtinRoot };
  const gathered = (format: ReportTarget['format']) => gathering(reporterOf(format, surroundings));
  const path = (named: string | undefined, name: string, extension: string) =>
    named === undefined ? temporaryPath(name, extension, place) : outputPath(named, place);

  const page = gathered('markdown');
  const json = {
    ...gathered('json'),
    output: 'report-path',
    path: path(reportPath, 'statefix-report', 'json'),
  } as const;
  const sarif =
    sarifPath === undefined
      ? []
      : [{ ...gathered('sarif'), output: 'sarif-path', path: outputPath(sarifPath, place) } as const];
  const asked = inputs.reports.flatMap(({ format, file }) =>
    file === undefined ? [] : [{ ...gathered(format), output: undefined, path: outputPath(file, place) }],
  );
  const logged = inputs.reports.find(({ file }) => file === undefined)?.format ?? 'text';
  const log = printing(reporterOf(logged, surroundings), (text) => runner.print(neutral(text)));
  const all = [log, page, json, ...sarif, ...asked];

  const patch = changes === 'patch' ? startPatch(nodeFs, place.cwd, place.workspace, runner.env) : undefined;
  const patchAt = patch && path(patchPath, 'statefix', 'patch');
  const problems: ErrorReport[] = [];
  const tally = createTally({ strict: isStrict, failOnPending: changes === 'report', failOnChange: false });
  const outputs = startOutputs(command);
  const annotator = createAnnotator(
    annotations,
    base === undefined ? undefined : changedSince(nodeFs, place.cwd, runner.env, base),
  );
  return {
    tally,
    outputs,
    annotator,
    file(judged) {
      const { report, text } = judged;
      tally.add(report);
      outputs.add(report);
      annotator.add(report);
      for (const each of all) each.file(report, text);
      if (patch !== undefined) addTo(patch, judged, problems);
    },
    problems: () => problems,
    end: (closing) => {
      for (const each of all) each.end(closing);
    },
    page: page.text,
    files() {
      const bytes = patch?.bytes() ?? Buffer.alloc(0);
      // git refuses a patch that changes nothing.
      const patches =
        patchAt === undefined || bytes.length === 0
          ? []
          : [{ path: patchAt, text: () => bytes, output: 'patch-path' } as const];
      return [json, ...sarif, ...asked, ...patches];
    },
  };
}

/** A reporter whose text is kept to the end. */
function gathering(reporter: Reporter) {
  const texts: string[] = [];
  return { ...printing(reporter, (text) => void texts.push(text)), text: () => texts.join('') };
}

function printing(reporter: Reporter, print: (text: string) => void) {
  const say = (text: string) => {
    if (text !== '') print(text);
  };
  say(reporter.begin());
  return {
    file: (...[report, text]: Parameters<Reporter['file']>) => say(reporter.file(report, text)),
    end: (closing: Closing) => say(reporter.end(closing)),
  };
}

/** A file that no patch can carry takes no other with it. */
function addTo(patch: PatchInTheMaking, { offer }: JudgedFile, problems: ErrorReport[]): void {
  if (offer === undefined) return;
  try {
    patch.add(offer);
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    problems.push(reportedError(error));
  }
}
