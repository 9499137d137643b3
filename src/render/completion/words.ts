import {
  type CompletedCommand,
  type CompletedOption,
  type Placed,
  placesOf,
  quoted,
} from './completed.ts'

/** How a shell writes what it can complete. */
export interface Offers {
  /** Some words, each with what it is. */
  words(words: readonly (readonly [word: string, about: string])[]): string
  /** Files, beside whatever is offered already. */
  readonly files: string
}

/** The branches of two `case`s that bash and zsh share: by option and its place, and by place. */
export function branches(
  program: CompletedCommand,
  offers: Offers,
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

const valuesOf = ({ words, command }: Placed, offers: Offers): readonly string[] =>
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

function offeredFor({ value }: CompletedOption, offers: Offers): string {
  if (value === 'file') return offers.files
  return typeof value === 'object' ? offers.words(value.map((word) => [word, ''])) : ':'
}

function offeredAt({ command }: Placed, offers: Offers): string {
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
export const valued = (program: CompletedCommand): string =>
  placesOf(program)
    .flatMap(({ words, command }) =>
      command.options
        .filter(({ value }) => value !== 'none')
        .flatMap(({ flags }) => flags.map((flag) => quoted(` ${[...words, flag].join(' ')}`))),
    )
    .join('|')
