import { bashCompletion } from './bash.ts';
import { type CompletedCommand, completedCommands } from './commands.ts';
import { fishCompletion } from './fish.ts';
import type { Shell } from './shells.ts';
import { zshCompletion } from './zsh.ts';

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CompletedCommand[], kinds: readonly string[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The script that teaches a shell what can follow `statefix`. It starts no statefix while somebody types. `kinds` are the built-in ones. */
export function completionFor(shell: Shell, kinds: readonly string[]): string {
  return SCRIPTS[shell](completedCommands(), kinds);
}
