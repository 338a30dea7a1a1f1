import { resolve } from 'node:path';
import { reportedError } from '../commands/reported.ts';
import { EXIT_CODES, StatefixError } from '../model/errors.ts';
import type { ErrorReport } from '../model/plan.ts';
import { paintOf } from '../reporters/paint.ts';
import { errorText } from '../reporters/text.ts';
import type { StoreLog } from '../store/log.ts';
import type { OutputOptions } from './output.ts';
import type { Reports } from './reports.ts';
import { type World, wantsColour } from './world.ts';

/** Writes the reports that go to files. Returns an exit code: a report that cannot be written is told, and the others are still tried. */
export async function writeReports(
  reports: Pick<Reports, 'files'>,
  world: World,
  options: OutputOptions,
  log: StoreLog,
): Promise<number> {
  const files = reports.files();
  if (files.length === 0) return 0;
  const { writeReport } = await import('./write-report.ts');
  let exitCode = 0;
  for (const { file, text } of files) {
    try {
      await writeReport(resolve(world.cwd, file), text, world.fileMode, log);
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
      tellError(reportedError(error), world, options);
      exitCode = EXIT_CODES[error.code];
    }
  }
  return exitCode;
}

/** Says on standard error what stopped a run. */
export function tellError(error: ErrorReport, { stderr, env }: World, { isColourless }: OutputOptions): void {
  stderr.write(errorText('statefix', error, paintOf(wantsColour(stderr, env, isColourless))));
}
