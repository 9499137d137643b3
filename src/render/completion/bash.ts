import { type CompletedCommand, quoted } from './completed.ts'
import { completing } from './words.ts'

/** Completion for bash 3.2 and newer, to be sourced. */
export function bashCompletion(program: CompletedCommand): string {
  const { name } = program
  const steps = completing(program, {
    words: (words) =>
      `COMPREPLY+=($(compgen -W ${quoted(words.map(([word]) => word).join(' '))} -- "$current"))`,
    files: 'compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current"))',
    typed: { from: 1, to: 'COMP_CWORD', word: '${COMP_WORDS[index]}' },
  })
  return `# bash completion for ${name}
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" place='' word index
  local IFS=$' \\t\\n'
  COMPREPLY=()
${steps}
}
complete -F _${name} ${name}
`
}
