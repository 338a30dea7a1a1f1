import type { CompletedCommand, CompletedOption, Offer } from './commands.ts';

/** Completion for zsh, with what everything does beside it. It can be evaluated, or put as `_statefix` into a folder of `fpath`. `kinds` are the built-in ones. */
export function zshCompletion(commands: readonly CompletedCommand[], kinds: readonly string[]): string {
  return `#compdef statefix
# Completion of statefix for zsh. In ~/.zshrc, after compinit: eval "$(statefix completion zsh)"
_statefix_kinds() {
  local -a kinds
  kinds=(schemas/*(N/:t) ${kinds.join(' ')})
  compadd -a kinds
}

_statefix_revisions() {
  local -a revisions
  revisions=(\${(f)"$(git for-each-ref --format='%(refname:short)' 2>/dev/null)"})
  compadd -a revisions
}

_statefix() {
  local curcontext=$curcontext state line
  local -a commands actions
  typeset -A opt_args
  _arguments -C '(-h --help)'{-h,--help}'[Show the help]' '(-V --version)'{-V,--version}'[Show the version]' '1: :->command' '*:: :->rest'
  case $state in
    command)
      commands=(${described(commands.map(({ name, summary }) => [name, summary]))})
      _describe -t commands command commands ;;
    rest)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}

if [ "$funcstack[1]" = _statefix ]; then _statefix "$@"; else compdef _statefix statefix; fi
`;
}

function commandCase({ name, actions, takesPaths, options }: CompletedCommand): string {
  const specs = options.map((option) => `          ${optionSpec(option)}`);
  if (actions.length > 0)
    specs.push(`          '1: :{actions=(${nested(described(actions))}); _describe -t actions action actions}'`);
  if (takesPaths) specs.push("          '*:path:_files'");
  return `        ${name})\n          _arguments \\\n${specs.join(' \\\n')} ;;`;
}

function optionSpec({ name, describe, isRepeatable, offer }: CompletedOption): string {
  const star = isRepeatable ? '*' : '';
  const text = describe.replaceAll(/[[\]\\:]/g, '\\$&');
  const value = offer === undefined ? '' : `:value:${actionFor(offer)}`;
  return quoted(`${star}--${name}${offer === undefined ? '' : '='}[${text}]${value}`);
}

function actionFor(offer: Offer): string {
  switch (offer) {
    case 'files':
      return '_files';
    case 'directories':
      return '_files -/';
    case 'kinds':
      return '_statefix_kinds';
    case 'revisions':
      return '_statefix_revisions';
    case 'nothing':
      return ' ';
    default:
      return `(${offer.join(' ')})`;
  }
}

/** Words with what they do, as \`_describe\` reads them. */
function described(rows: readonly (readonly [word: string, does: string])[]): string {
  return rows.map(([word, does]) => quoted(`${word}:${does.replaceAll(/[\\:]/g, '\\$&')}`)).join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text as part of one that stands in single quotes. */
function nested(text: string): string {
  return text.replaceAll("'", "'\\''");
}
