import type { CompletedCommand } from './completed.ts'
import { quoted } from './completed.ts'
import { branches, valued } from './words.ts'

/** Completion for zsh, as a file on its `fpath` called after the function, or to be sourced. */
export function zshCompletion(program: CompletedCommand): string {
  const { name } = program
  const { steps, values, places } = branches(program, {
    words: (words) => {
      const told = words.map(([word, about]) =>
        quoted(about === '' ? word : `${word}:${about.replaceAll(':', '\\:')}`),
      )
      return `offered=(${told.join(' ')}); _describe '' offered`
    },
    files: '_files',
  })
  return `#compdef ${name}
# zsh completion for ${name}
_${name}() {
  local place='' word previous="\${words[CURRENT-1]}"
  local -a offered
  local -i index
  for ((index = 2; index < CURRENT; index++)); do
    word="\${words[index]}"
    case "$place $word" in
    ${valued(program)}) ((index++)) ;;
${steps}
    esac
  done
  case "$place $previous" in
${values}
  esac
  case "$place" in
${places}
  esac
}
if [[ "$funcstack[1]" = "_${name}" ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`
}
