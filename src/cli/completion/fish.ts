import type { CompletedCommand, CompletedOption, Offer } from './commands.ts';

/** Completion for fish, with what everything does beside it. `kinds` are the built-in ones. */
export function fishCompletion(commands: readonly CompletedCommand[], kinds: readonly string[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of statefix for fish. In ~/.config/fish/config.fish: statefix completion fish | source
function __statefix_kinds
  for folder in schemas/*/
    path basename -- $folder 2>/dev/null; or basename $folder
  end
  printf '%s\\n' ${kinds.join(' ')}
end

function __statefix_revisions
  git for-each-ref --format='%(refname:short)' 2>/dev/null
end

function __statefix_begins
  not __fish_seen_subcommand_from ${names}
end

complete -c statefix -n __statefix_begins -f
complete -c statefix -n __statefix_begins -s h -l help -d 'Show the help'
complete -c statefix -n __statefix_begins -s V -l version -d 'Show the version'
${commands.map(({ name, summary }) => `complete -c statefix -n __statefix_begins -a ${name} -d ${quoted(summary)}`).join('\n')}
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ name, actions, takesPaths, options }: CompletedCommand): readonly string[] {
  const seen = `complete -c statefix -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  const words = actions.map(([word]) => word).join(' ');
  const first = quoted(`__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${words}`);
  return [
    ...(takesPaths ? [] : [`${seen} -f`]),
    ...actions.map(([word, does]) => `complete -c statefix -n ${first} -f -a ${word} -d ${quoted(does)}`),
    ...options.map((option) => `${seen} ${optionWords(option)}`),
  ];
}

function optionWords({ name, describe, offer }: CompletedOption): string {
  return `-l ${name}${offer === undefined ? '' : offerWords(offer)} -d ${quoted(describe)}`;
}

function offerWords(offer: Offer): string {
  switch (offer) {
    case 'files':
      return ' -r -F';
    case 'directories':
      return " -x -a '(__fish_complete_directories)'";
    case 'kinds':
      return " -x -a '(__statefix_kinds)'";
    case 'revisions':
      return " -x -a '(__statefix_revisions)'";
    case 'nothing':
      return ' -x';
    default:
      return ` -x -a ${quoted(offer.join(' '))}`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
