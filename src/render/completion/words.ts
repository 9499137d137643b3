import {
  type CompletedCommand,
  type CompletedOption,
  type Placed,
  placesOf,
  quoted,
} from './completed.ts'

/** How a shell writes what it can complete, and where it keeps what was typed. */
export interface Shell {
  /** Some words, each with what it is. */
  words(words: readonly (readonly [word: string, about: string])[]): string
  /** Files, beside whatever is offered already. */
  readonly files: string
  /** The words from the program's first argument up to the one that is being typed: where they begin and end, and one of them. */
  readonly typed: { readonly from: number; readonly to: string; readonly word: string }
}

/** What bash and zsh do alike: finds the command that the words lead to, and offers what fits there. */
export function completing(program: CompletedCommand, shell: Shell): string {
  const { steps, values, places } = branches(program, shell)
  const { from, to, word } = shell.typed
  return `  for ((index = ${from}; index < ${to}; index++)); do
    word="${word}"
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
  esac`
}

/** The branches of its `case`s: from place to place, by option and its place, and by place. */
function branches(
  program: CompletedCommand,
  offers: Shell,
): Readonly<Record<'steps' | 'values' | 'places', string>> {
  const places = placesOf(program)
  return {
    steps: places
      .filter(({ command }) => command.commands.length > 0)
      .map(({ words, command }) =>
        branch(
          command.commands.map(({ name }) => [...words, name]),
          'place="$place $word"',
        ),
      )
      .join('\n'),
    values: places.flatMap((place) => valuesOf(place, offers)).join('\n'),
    places: places.map((place) => branch([place.words], offeredAt(place, offers))).join('\n'),
  }
}

const branch = (patterns: readonly (readonly string[])[], body: string): string =>
  `    ${patterns.map((words) => quoted(words.map((word) => ` ${word}`).join(''))).join('|')}) ${body} ;;`

const valuesOf = ({ words, command }: Placed, offers: Shell): readonly string[] =>
  command.options.flatMap((option) =>
    option.value === 'none'
      ? []
      : [
          branch(
            option.flags.map((flag) => [...words, flag]),
            `${offeredFor(option, offers)}; return`,
          ),
        ],
  )

function offeredFor({ value }: CompletedOption, offers: Shell): string {
  if (value === 'file') return offers.files
  return typeof value === 'object' ? offers.words(value.map((word) => [word, ''])) : ':'
}

function offeredAt({ command }: Placed, offers: Shell): string {
  const words = [
    ...command.commands.map(({ name, summary }) => [name, summary] as const),
    ...command.choices.map((choice) => [choice, ''] as const),
    ...command.options.flatMap(({ flags, summary }) =>
      flags.map((flag) => [flag, summary] as const),
    ),
  ]
  return [offers.words(words), ...(command.takesFiles ? [offers.files] : [])].join('; ')
}

/** Options that take a value, with the words before them: what follows them is no command. */
const valued = (program: CompletedCommand): string =>
  placesOf(program)
    .flatMap(({ words, command }) =>
      command.options
        .filter(({ value }) => value !== 'none')
        .flatMap(({ flags }) => flags.map((flag) => quoted(` ${[...words, flag].join(' ')}`))),
    )
    .join('|')
