import { type Fact, type Survey, wordsOf } from '../../domain/fact.ts'
import { startsFrom } from './programs.ts'

const indexes = new WeakMap<Survey, ReadonlyMap<string, readonly string[]>>()

/** The flags of a survey by their words: `--dryRun` and `--dry-run` are the same to most parsers. */
function indexOf(survey: Survey): ReadonlyMap<string, readonly string[]> {
  const before = indexes.get(survey)
  if (before !== undefined) return before
  const index = new Map<string, string[]>()
  for (const subject of survey.subjects('cli-flag')) {
    const key = wordsOf(subject).join('-')
    const listed = index.get(key)
    if (listed === undefined) index.set(key, [subject])
    else listed.push(subject)
  }
  indexes.set(survey, index)
  return index
}

/** Facts that state a flag: as written, in another spelling, or as the opposite of the switch that is stated. */
export function flagsNamed(flag: string, surveys: readonly Survey[]): readonly Fact[] {
  const words = wordsOf(flag)
  const opposite = words[0] === 'no' ? words.slice(1) : ['no', ...words]
  const keys = [words.join('-'), opposite.join('-')]
  return surveys
    .flatMap((survey) =>
      [...new Set([flag, ...keys.flatMap((key) => indexOf(survey).get(key) ?? [])])].flatMap(
        (subject) => survey.about(subject, ['cli-flag']),
      ),
    )
    .sort((a, b) => Number(a.weak) - Number(b.weak))
}

/** `Command::new("Ledger")` shows its name, and is run as `ledger`. */
const isCalled = (shown: string | undefined, program: string | null): boolean =>
  shown?.toLowerCase() === program?.toLowerCase()

/** Whether a flag belongs to a command or to one that it stands under: the program's own flags hold everywhere. */
export function fitsCommand(
  fact: Fact,
  command: readonly string[],
  program: string | null,
): boolean {
  if (fact.owner === null) return true
  const owner = fact.owner.split(' ')
  const own = isCalled(owner[0], program) ? owner.slice(1) : owner
  return own.every((word, index) => word === command[index])
}

/**
 * The flags of a program's command, where no file can have more; null where the list may not be whole, or may be that of
 * another program of the repository.
 */
export function wholeList(
  program: string,
  command: readonly string[],
  surveys: readonly Survey[],
): readonly Fact[] | null {
  const owner = command.join(' ')
  const facts = surveys.flatMap((survey) =>
    (ownedIn(survey).get(owner) ?? []).filter(({ path }) => startsFrom(path, program, survey)),
  )
  // A command with no flag of its own may be one that nobody read.
  if (facts.length === 0) return null
  const chain = command.map((_, index) => command.slice(0, index + 1).join(' '))
  const isOpen = surveys.some((survey) =>
    (chain.length === 0 ? [undefined] : chain).some(
      (name) => survey.incomplete('cli-flag', name) !== null,
    ),
  )
  return isOpen ? null : facts
}

/** Whether any flag of a program is known: whoever knows none has not found where it takes them. */
export const knowsFlagsOf = (program: string, surveys: readonly Survey[]): boolean =>
  surveys.some((survey) =>
    [...ownedIn(survey)].some(([owner, facts]) =>
      facts.some(
        ({ path }) => isCalled(owner.split(' ')[0], program) || startsFrom(path, program, survey),
      ),
    ),
  )

const owned = new WeakMap<Survey, ReadonlyMap<string, readonly Fact[]>>()

/** The flags of a survey by the words of their command. */
function ownedIn(survey: Survey): ReadonlyMap<string, readonly Fact[]> {
  const before = owned.get(survey)
  if (before !== undefined) return before
  const byOwner = new Map<string, Fact[]>()
  for (const subject of survey.subjects('cli-flag'))
    for (const fact of survey.about(subject, ['cli-flag'])) {
      if (fact.weak) continue
      const listed = byOwner.get(fact.owner ?? '')
      if (listed === undefined) byOwner.set(fact.owner ?? '', [fact])
      else listed.push(fact)
    }
  owned.set(survey, byOwner)
  return byOwner
}

const mostShown = 12

/** Flags as a sentence lists them. */
export function listOf(facts: readonly Fact[]): string {
  const names = [...new Set(facts.map(({ subject }) => subject))].sort()
  const shown = names.slice(0, mostShown).join(', ')
  return names.length > mostShown ? `${shown} and ${names.length - mostShown} more` : shown
}

/** In how many files a flag still stands as a word, where a parser that nobody reads may take it. */
export function stillWritten(flag: string, surveys: readonly Survey[]): number {
  const bare = flag.replace(/^-+/, '')
  const spellings = [bare, wordsOf(bare).join('_'), camel(bare)]
  return surveys.reduce(
    (sum, survey) =>
      sum + [...new Set(spellings)].reduce((all, word) => all + survey.occurrences(word), 0),
    0,
  )
}

const camel = (name: string): string =>
  name.replace(/[-.]([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())
