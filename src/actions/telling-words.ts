const destructive = new Set(
  (
    'delete del destroy purge reset drop wipe unset force remove rm rb rmi erase terminate prune flush flushall uninstall ' +
    'truncate revoke nuke teardown deprovision shred overwrite expunge obliterate kill-all clear-all dropdatabase'
  ).split(' '),
)
const reading = new Set(
  (
    'list ls get describe show status view version help info search logs log diff history inspect whoami cat env tail top ' +
    'validate lint check plan preview explain query find count print tree stat stats events doctor'
  ).split(' '),
)

const parts = (word: string): readonly string[] => [
  word.toLowerCase(),
  ...word
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[:._-]+/),
]

/** A word that could be a verb: no path, no assignment, no number, no address. */
const couldBeVerb = (word: string): boolean => /^-{0,2}[A-Za-z][A-Za-z:.-]*$/.test(word)

/** Only the first word may be written like `purge_queue`; later ones are names of things more often than verbs. */
const withUnderscores = /^[A-Za-z][A-Za-z:._-]*$/

/** The word among the first few, or among the options, that says something gets destroyed; null when none does. */
export function destructiveWord(
  positionals: readonly string[],
  options: readonly string[],
): string | null {
  const candidates = [
    ...positionals.slice(0, 3),
    ...options.filter((option) => option.startsWith('--')),
  ]
  return (
    candidates.find(
      (word) =>
        (couldBeVerb(word) || (word === positionals[0] && withUnderscores.test(word))) &&
        parts(word.replace(/^-+/, '')).some((part) => destructive.has(part)),
    ) ?? null
  )
}

/** Whether one of the first words says that the command only reads. */
export const readsByItsWords = (positionals: readonly string[]): boolean =>
  positionals
    .slice(0, 3)
    .some((word) => couldBeVerb(word) && parts(word).some((part) => reading.has(part)))

/** Whether a target or script name (`db:reset`, `drop-tables`) says that something gets destroyed. */
export const destructiveName = (name: string): boolean =>
  name
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((part) => destructive.has(part))
