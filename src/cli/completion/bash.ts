import type { CompletedCommand, CompletedOption, Offer } from './commands.ts';

/**
 * Completion for bash 3.2 and later. Where it offers no words, bash completes names of files, with its own rules for blanks and quotes. `kinds` are the
 * built-in ones.
 */
export function bashCompletion(commands: readonly CompletedCommand[], kinds: readonly string[]): string {
  const valued = new Map(
    commands.flatMap(({ options }) =>
      options.flatMap(({ name, offer }) => (offer === undefined ? [] : [[name, offer] as const])),
    ),
  );
  const cases = [...valued].flatMap(([name, offer]) => {
    const words = wordsFor(offer);
    return words === undefined ? [] : [`    --${name}) words=${words} ;;`];
  });
  return `# Completion of statefix for bash. In ~/.bashrc: eval "$(statefix completion bash)"
_statefix_kinds() {
  local folder
  for folder in schemas/*/; do
    folder=\${folder%/}
    [ "$folder" = 'schemas/*' ] || printf '%s\\n' "\${folder##*/}"
  done
  printf '%s\\n' ${kinds.join(' ')}
}

_statefix() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} option='' command='' action='' words='' index word
  COMPREPLY=()
  # To bash an equals sign is a word of its own.
  if [ "$current" = '=' ]; then
    option=$before
    current=''
  elif [ "$before" = '=' ]; then
    option=\${COMP_WORDS[COMP_CWORD-2]}
  else
    option=$before
  fi
  case $option in
${cases.join('\n')}
    ${[...valued.keys()].map((name) => `--${name}`).join('|')}) return ;;
  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  # After --format json= comes a file.
  [ "$before" = '=' ] && return
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in
      ${[...valued.keys()].map((name) => `--${name}`).join('|')})
        index=$((index + 1))
        [ "\${COMP_WORDS[index]}" = '=' ] && index=$((index + 1)) ;;
      -*|=) ;;
      *) if [ -z "$command" ]; then command=$word; elif [ -z "$action" ]; then action=$word; fi ;;
    esac
  done
  case $command in
    '') words='${commands.map(({ name }) => name).join(' ')} --help --version' ;;
${commands.map((command) => `    ${commandCase(command)}`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}

complete -o bashdefault -o default -F _statefix statefix
`;
}

function commandCase({ name, actions, options }: CompletedCommand): string {
  const flags = options.map((option: CompletedOption) => `--${option.name}`).join(' ');
  const first = actions.map(([word]) => word).join(' ');
  const actionPart = first === '' ? '' : `; [ -z "$action" ] && words='${first}'`;
  return `${name}) if [ "\${current#-}" != "$current" ]; then words='${flags}'; else words=''${actionPart}; fi ;;`;
}

/** What `compgen -W` is given; `undefined` leaves it to bash, which offers files. */
function wordsFor(offer: Offer): string | undefined {
  if (offer === 'kinds') return '$(_statefix_kinds)';
  if (offer === 'revisions') return "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)";
  return typeof offer === 'string' ? undefined : `'${offer.join(' ')}'`;
}
