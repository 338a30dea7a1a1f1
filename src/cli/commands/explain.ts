import { StatefixError } from '../../model/errors.ts';
import type { Door } from '../door.ts';
import { EXPLAINING_EXITS } from '../exit-status.ts';
import { OUTPUT_OPTIONS } from '../options.ts';

/** `statefix explain`. */
export const explain: Door = {
  name: 'explain',
  summary: 'Say what a code of a finding or an error means, why it matters and how to mend it',
  takesPaths: true,
  paths: 'Takes one code; none means a list of all.',
  options: ['format', ...OUTPUT_OPTIONS],
  examples: [
    ['statefix explain CHECKSUM_MISMATCH', 'one code in full'],
    ['statefix explain', 'every code in a line'],
    ['statefix explain --format json', 'the same for programs'],
  ],
  exitStatus: EXPLAINING_EXITS,
  async open({ paths }, context) {
    const [code, second] = paths;
    if (second !== undefined || code === '' || code === '-') {
      throw new StatefixError('USAGE', 'explain takes one code', {
        hint: 'Write: statefix explain CHECKSUM_MISMATCH, or without a code to list all',
      });
    }
    return {
      kind: 'answer',
      async answer() {
        const { explain: run } = await import('../../commands/explain.ts');
        const { explainText } = await import('../../reporters/explain-text.ts');
        const report = run(code, context);
        return { data: report, text: (look) => explainText(report, look), exitCode: 0 };
      },
    };
  },
};
