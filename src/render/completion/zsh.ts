import { type CompletedCommand, quoted } from './completed.ts'
import { completing } from './words.ts'

/** Completion for zsh, as a file on its `fpath` called after the function, or to be sourced. */
export function zshCompletion(program: CompletedCommand): string {
  const { name } = program
  const steps = completing(program, {
    words: (words) => {
      const told = words.map(([word, about]) =>
        quoted(about === '' ? word : `${word}:${about.replaceAll(':', '\\:')}`),
      )
      return `offered=(${told.join(' ')}); _describe '' offered`
    },
    files: '_files',
    typed: { from: 2, to: 'CURRENT', word: '${words[index]}' },
  })
  return `#compdef ${name}
# zsh completion for ${name}
_${name}() {
  local place='' word previous="\${words[CURRENT-1]}"
  local -a offered
  local -i index
${steps}
}
if [[ "$funcstack[1]" = "_${name}" ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`
}
