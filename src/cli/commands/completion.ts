import { StatefixError } from '../../model/errors.ts';
import { nearest } from '../../model/nearest.ts';
import { SHELLS, type Shell } from '../completion/shells.ts';
import type { Door } from '../door.ts';
import { PRINTING_EXITS } from '../exit-status.ts';
import type { Invocation } from '../invocation.ts';
import { OUTPUT_OPTIONS } from '../options.ts';

const NAMES = Object.keys(SHELLS) as readonly Shell[];

/** `statefix completion`. */
export const completion: Door = {
  name: 'completion',
  summary: 'Print the script that completes statefix in a shell: commands, options, formats, kinds and paths',
  takesPaths: false,
  actions: Object.entries(SHELLS),
  options: OUTPUT_OPTIONS,
  examples: [
    ['eval "$(statefix completion bash)"', 'complete in this bash'],
    ['statefix completion zsh > ~/.zfunc/_statefix', 'complete in every zsh, where ~/.zfunc is in fpath'],
    ['statefix completion fish | source', 'complete in this fish'],
  ],
  exitStatus: PRINTING_EXITS,
  async open(invocation, { fs, cwd, builtinRoot }) {
    const shell = shellOf(invocation);
    const { completionFor } = await import('../completion/index.ts');
    const { builtinKinds } = await import('../../commands/builtin-kinds.ts');
    const script = completionFor(shell, builtinKinds({ fs, cwd, builtinRoot }));
    return { kind: 'answer', answer: async () => ({ data: {}, text: () => script, exitCode: 0 }) };
  },
};

/** Throws `USAGE` for a word that is no shell, and for none. */
function shellOf({ paths: [word] }: Invocation): Shell {
  const shell = NAMES.find((name) => name === word);
  if (shell !== undefined) return shell;
  const suggestion = word === undefined ? undefined : nearest(word, NAMES);
  const start = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
  const message = word === undefined ? 'completion needs the name of a shell' : `Unknown shell ${JSON.stringify(word)}`;
  throw new StatefixError('USAGE', message, { hint: `${start}The shells: ${NAMES.join(', ')}.` });
}
