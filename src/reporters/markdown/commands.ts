import type { CommandName, FileReport } from '../../model/report.ts';
import { shellWord } from '../../model/shell-word.ts';

/**
 * The command line that makes a planned change: as the hint of a finding has it, with the options that it needs, else with the path alone. To be typed in
 * the working directory of the report.
 */
export function changingCommand({ path, findings }: FileReport, command: CommandName): string {
  const start = `statefix ${command} `;
  const end = ` ${shellWord(path)}`;
  for (const { hint } of findings) {
    const from = hint.indexOf(start);
    const to = from === -1 ? -1 : hint.indexOf(end, from);
    // Between the two there are options alone, or it is another sentence.
    const options = to === -1 ? undefined : hint.slice(from + start.length - 1, to);
    if (options !== undefined && !/[;.,]\s/.test(options)) return `${start.trimEnd()}${options}${end}`;
  }
  return start.trimEnd() + end;
}
