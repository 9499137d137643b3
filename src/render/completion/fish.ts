import type { CompletedCommand, CompletedOption, Placed } from './completed.ts'
import { placesOf } from './completed.ts'

/** Completion for fish 3 and newer, as a file in its folder of completions, or to be sourced. */
export function fishCompletion(program: CompletedCommand): string {
  const { name } = program
  const lines = placesOf(program).flatMap((place) => {
    const { words, command } = place
    const here = `complete -c ${name} -n ${fishQuoted(`__${name}_at ${words.join(' ')}`.trim())}`
    return [
      ...command.commands.map((one) => `${here} -a ${one.name} -d ${fishQuoted(one.summary)}`),
      ...(command.choices.length > 0
        ? [`${here} -a ${fishQuoted(command.choices.join(' '))}`]
        : []),
      ...(command.takesFiles ? [`${here} -F`] : []),
      ...command.options.map((option) => `${here} ${optionOf(option)}`),
    ]
  })
  return `# fish completion for ${name}
function __${name}_at
    set -l typed (commandline -opc)[2..-1]
    set -l place
    while test (count $typed) -gt 0
        switch (string join ' ' -- $place $typed[1])
${steps(program)}
        end
        set -e typed[1]
    end
    test "$place" = "$argv"
end
complete -c ${name} -f
${lines.join('\n')}
`
}

/** Which words lead on to a command, and which options have a word of their own behind them. */
function steps(program: CompletedCommand): string {
  const valued = ({ words, command }: Placed) =>
    command.options
      .filter(({ value }) => value !== 'none')
      .flatMap(({ flags }) => flags.map((flag) => fishQuoted([...words, flag].join(' '))))
  const places = placesOf(program)
  const commands = places.filter(({ words }) => words.length > 0)
  return [
    ...(places.flatMap(valued).length === 0
      ? []
      : [`        case ${places.flatMap(valued).join(' ')}`, '            set -e typed[1]']),
    `        case ${commands.map(({ words }) => fishQuoted(words.join(' '))).join(' ')}`,
    '            set -a place $typed[1]',
  ].join('\n')
}

function optionOf({ flags, summary, value }: CompletedOption): string {
  const named = flags.map((flag) =>
    flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  )
  const taken = {
    none: '',
    file: ' -r -F',
    open: ' -x',
  }
  const rest = typeof value === 'string' ? taken[value] : ` -x -a ${fishQuoted(value.join(' '))}`
  return `${named.join(' ')}${rest} -d ${fishQuoted(summary)}`
}

const fishQuoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
