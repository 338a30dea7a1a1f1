import { judge } from './judge.ts';
import { fileReport } from './report-file.ts';
import type { CheckOptions, Run, RunContext } from './run.ts';
import { openWorkbench } from './workbench.ts';

/** Verifies files. It changes nothing, takes no lock, and runs no code of the repository: migrations are known by name alone. */
export async function* check(options: CheckOptions, context: RunContext): Run {
  const against =
    options.against === undefined
      ? undefined
      : await (await import('./against/open.ts')).openAgainst(options.against, options, context);
  const bench = against?.bench ?? (await openWorkbench(options, context, 'look'));
  try {
    for (const target of bench.targets) {
      if (context.signal.aborted) return;
      if (against !== undefined) yield* against.remarksBefore(target.display);
      if (against?.isPassedOver(target)) continue;
      const found = await judge(target, bench);
      if (found === undefined) continue;
      const judgement = against === undefined ? found : await against.compared(found);
      if (options.secrets || judgement.kind.secrets) {
        yield await (await import('./secrets.ts')).toldWithSecrets(judgement, bench);
        continue;
      }
      const { file } = judgement.facts;
      yield {
        report: fileReport(judgement),
        text: file.kind === 'unread' ? undefined : file.raw.text,
        output: undefined,
      };
    }
    if (against !== undefined) yield* against.remarksBefore();
  } finally {
    await against?.close();
  }
}
