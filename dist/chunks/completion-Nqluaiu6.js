import{t as e}from"./names-BAG8x--v.js";import{l as t,o as n,s as r}from"./core-DfPaOF6Q.js";function bashCompletion(e,t){let n=new Map(e.flatMap(({options:e})=>e.flatMap(({name:e,offer:t})=>t===void 0?[]:[[e,t]]))),r=[...n].flatMap(([e,t])=>{let n=wordsFor(t);return n===void 0?[]:[`    --${e}) words=${n} ;;`]});return`# Completion of statefix for bash. In ~/.bashrc: eval "$(statefix completion bash)"
_statefix_kinds() {
  local folder
  for folder in schemas/*/; do
    folder=\${folder%/}
    [ "$folder" = 'schemas/*' ] || printf '%s\\n' "\${folder##*/}"
  done
  printf '%s\\n' ${t.join(` `)}
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
${r.join(`
`)}
    ${[...n.keys()].map(e=>`--${e}`).join(`|`)}) return ;;
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
      ${[...n.keys()].map(e=>`--${e}`).join(`|`)})
        index=$((index + 1))
        [ "\${COMP_WORDS[index]}" = '=' ] && index=$((index + 1)) ;;
      -*|=) ;;
      *) if [ -z "$command" ]; then command=$word; elif [ -z "$action" ]; then action=$word; fi ;;
    esac
  done
  case $command in
    '') words='${e.map(({name:e})=>e).join(` `)} --help --version' ;;
${e.map(e=>`    ${commandCase$1(e)}`).join(`
`)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}

complete -o bashdefault -o default -F _statefix statefix
`}function commandCase$1({name:e,actions:t,options:n}){let r=n.map(e=>`--${e.name}`).join(` `),i=t.map(([e])=>e).join(` `);return`${e}) if [ "\${current#-}" != "$current" ]; then words='${r}'; else words=''${i===``?``:`; [ -z "$action" ] && words='${i}'`}; fi ;;`}function wordsFor(e){return e===`kinds`?`$(_statefix_kinds)`:e===`revisions`?`$(git for-each-ref --format='%(refname:short)' 2>/dev/null)`:typeof e==`string`?void 0:`'${e.join(` `)}'`}const i={name:`help`,describe:`Show the help`,isRepeatable:!1,offer:void 0},a=new Map([[`format`,n],[`hook`,e]]),o=new Map([[`FILE`,`files`],[`PATH`,`files`],[`DIR`,`directories`],[`REF`,`revisions`]]);function completedCommands(){let e=r.map(({name:e,summary:t,actions:n=[],takesPaths:r,options:a})=>({name:e,summary:t,actions:n,takesPaths:r,options:[...a.map(optionOf),i]})),t=r.map(({name:e,summary:t})=>[e,t]),n={name:`help`,summary:`Show the help, or that of a command`,takesPaths:!1,options:[i]};return[...e,{...n,actions:t}]}function optionOf(e){let n=t.get(e),r=n?.value===void 0?void 0:offerOf(e,n.value);return{name:e,describe:n?.describe??``,isRepeatable:n?.isRepeatable===!0,offer:r}}function offerOf(e,t){return e===`kind`?`kinds`:a.get(e)??o.get(t)??`nothing`}function fishCompletion(e,t){let n=e.map(({name:e})=>e).join(` `);return`# Completion of statefix for fish. In ~/.config/fish/config.fish: statefix completion fish | source
function __statefix_kinds
  for folder in schemas/*/
    path basename -- $folder 2>/dev/null; or basename $folder
  end
  printf '%s\\n' ${t.join(` `)}
end

function __statefix_revisions
  git for-each-ref --format='%(refname:short)' 2>/dev/null
end

function __statefix_begins
  not __fish_seen_subcommand_from ${n}
end

complete -c statefix -n __statefix_begins -f
complete -c statefix -n __statefix_begins -s h -l help -d 'Show the help'
complete -c statefix -n __statefix_begins -s V -l version -d 'Show the version'
${e.map(({name:e,summary:t})=>`complete -c statefix -n __statefix_begins -a ${e} -d ${quoted$1(t)}`).join(`
`)}
${e.flatMap(linesOf).join(`
`)}
`}function linesOf({name:e,actions:t,takesPaths:n,options:r}){let i=`complete -c statefix -n ${quoted$1(`__fish_seen_subcommand_from ${e}`)}`,a=quoted$1(`__fish_seen_subcommand_from ${e}; and not __fish_seen_subcommand_from ${t.map(([e])=>e).join(` `)}`);return[...n?[]:[`${i} -f`],...t.map(([e,t])=>`complete -c statefix -n ${a} -f -a ${e} -d ${quoted$1(t)}`),...r.map(e=>`${i} ${optionWords(e)}`)]}function optionWords({name:e,describe:t,offer:n}){return`-l ${e}${n===void 0?``:offerWords(n)} -d ${quoted$1(t)}`}function offerWords(e){switch(e){case`files`:return` -r -F`;case`directories`:return` -x -a '(__fish_complete_directories)'`;case`kinds`:return` -x -a '(__statefix_kinds)'`;case`revisions`:return` -x -a '(__statefix_revisions)'`;case`nothing`:return` -x`;default:return` -x -a ${quoted$1(e.join(` `))}`}}function quoted$1(e){return`'${e.replaceAll(/[\\']/g,`\\$&`)}'`}function zshCompletion(e,t){return`#compdef statefix
# Completion of statefix for zsh. In ~/.zshrc, after compinit: eval "$(statefix completion zsh)"
_statefix_kinds() {
  local -a kinds
  kinds=(schemas/*(N/:t) ${t.join(` `)})
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
      commands=(${described(e.map(({name:e,summary:t})=>[e,t]))})
      _describe -t commands command commands ;;
    rest)
      case $words[1] in
${e.map(commandCase).join(`
`)}
      esac ;;
  esac
}

if [ "$funcstack[1]" = _statefix ]; then _statefix "$@"; else compdef _statefix statefix; fi
`}function commandCase({name:e,actions:t,takesPaths:n,options:r}){let i=r.map(e=>`          ${optionSpec(e)}`);return t.length>0&&i.push(`          '1: :{actions=(${nested(described(t))}); _describe -t actions action actions}'`),n&&i.push(`          '*:path:_files'`),`        ${e})\n          _arguments \\\n${i.join(` \\
`)} ;;`}function optionSpec({name:e,describe:t,isRepeatable:n,offer:r}){let i=n?`*`:``,a=t.replaceAll(/[[\]\\:]/g,`\\$&`),o=r===void 0?``:`:value:${actionFor(r)}`;return quoted(`${i}--${e}${r===void 0?``:`=`}[${a}]${o}`)}function actionFor(e){switch(e){case`files`:return`_files`;case`directories`:return`_files -/`;case`kinds`:return`_statefix_kinds`;case`revisions`:return`_statefix_revisions`;case`nothing`:return` `;default:return`(${e.join(` `)})`}}function described(e){return e.map(([e,t])=>quoted(`${e}:${t.replaceAll(/[\\:]/g,`\\$&`)}`)).join(` `)}function quoted(e){return`'${e.replaceAll(`'`,`'\\''`)}'`}function nested(e){return e.replaceAll(`'`,`'\\''`)}const s={bash:bashCompletion,zsh:zshCompletion,fish:fishCompletion};function completionFor(e,t){return s[e](completedCommands(),t)}export{completionFor};