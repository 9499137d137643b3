import type { CompletedCommand } from './completed.ts'
import { quoted } from './completed.ts'
import { branches, valued } from './words.ts'

/** Completion for bash 3.2 and newer, to be sourced. */
export function bashCompletion(program: CompletedCommand): string {
  const { name } = program
  const { steps, values, places } = branches(program, {
    words: (words) =>
      `COMPREPLY+=($(compgen -W ${quoted(words.map(([word]) => word).join(' '))} -- "$current"))`,
    files: 'compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current"))',
  })
  return `# bash completion for ${name}
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" place='' word index
  local IFS=$' \\t\\n'
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
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
complete -F _${name} ${name}
`
}
