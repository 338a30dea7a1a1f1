import { judge } from './judge.ts';
import { fileReport } from './report-file.ts';
import type { CheckOptions, Run, RunContext } from './run.ts';
import { openWorkbench } from './workbench.ts';

/** Verifies files. It changes nothing, takes no lock, and runs no code of the repository: migrations are known by name alone. */
export async function* check(options: CheckOptions, context: RunContext): Run {
  const bench = await openWorkbench(options, context, 'look');
  for (const target of bench.targets) {
    if (context.signal.aborted) return;
    const judgement = await judge(target, bench);
    if (judgement === undefined) continue;
    const { file } = judgement.facts;
    yield {
      report: fileReport(judgement),
      text: file.kind === 'unread' ? undefined : file.raw.text,
      output: undefined,
    };
  }
}
