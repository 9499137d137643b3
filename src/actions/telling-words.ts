const destroying =
  'delete del destroy purge reset drop wipe unset remove rm rmi erase terminate prune flushall flushdb uninstall ' +
  'truncate revoke nuke teardown deprovision unprovision shred overwrite expunge obliterate eradicate zap decommission deregister unregister ' +
  'unpublish undefine undeploy unlink forget abandon discard disown clobber dropdatabase killall destruct selfdestruct dismantle ' +
  'reinit reinitialize reinitialise reformat sanitize offboard unenroll unenrol unmanage unjoin cull'
const destructive = new Set(destroying.split(' '))
const reading = new Set(
  (
    'list ls get describe show status view version help info search logs log diff history inspect whoami cat env tail top ' +
    'validate lint check plan preview explain query find count print tree stat stats events doctor completion completions export dump read'
  ).split(' '),
)
/** Words that ask for more of the same once somebody insists with `--force`. */
const mild = new Set(
  'down stop rollback push publish restore import apply sync replace release promote restart rotate unlock unseal migrate failover evict leave kick drain demote disconnect disable reconfigure'.split(
    ' ',
  ),
)

const things =
  'all|dbs?|databases?|tables?|schemas?|collections?|index(?:es)?|everything|users?|nodes?|snapshots?|vms?|volumes?|data|queues?|repos?|media|' +
  'pkgs?|hosts?|keys?|groups?|clusters?|instances?|buckets?|files?|dirs?|trees?|records?|topics?|members?|acls?|accounts?|stacks?|machines?|slots?|devs?|devices?'
const thing = new RegExp(`^(?:${things})$`)
const glued = new RegExp(
  `^(?:delete|destroy|purge|remove|erase|wipe|drop|reset|flush|truncate|del)(?:${things})$|(?:^|[a-mo-tv-z])(?:delete|destroy|purge|erase)$|^\\w{0,8}reset\\w{0,4}(?:cfg|config|defaults?|factory|all)$`,
)

/** `dropquarantined`: a verb with its object run together; `dropdown`, `remover` and `deleted` are none. */
const leading =
  /^(?:del(?!ta|ay|iver|egat|imit|phi|ux|ug|hi|l|ve|i)|drop|purge|delete|destroy|wipe|erase|truncate|remove|decommission|deregister|unregister|revoke)(?!(?:able|bearkey|down|downs|box|out|outs|lets?|wizard|bear|shot|ping|ped|ment)$)(?!r?s?$|d$|ed$|ing$|er$)[a-z]{4,40}$/

/** Whether a word by itself says that something gets destroyed. */
export const isDestructive = (part: string): boolean =>
  destructive.has(part) || glued.test(part) || leading.test(part)

const parts = (word: string): readonly string[] => [
  word.toLowerCase(),
  ...word
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[:._-]+/),
]

/** `main.rb` is a file, not a verb: what stands after its dot says nothing. */
const withoutEnding = (name: string): string => name.replace(/(?<=\w)\.[A-Za-z]\w{0,4}$/, '')

/** A word that could be a verb: no path, no assignment, no number, no address. */
const couldBeVerb = (word: string): boolean => /^[A-Za-z][A-Za-z:.-]*$/.test(word)

/** Only the first word may be written like `purge_queue`; later ones are names of things more often than verbs. */
const withUnderscores = /^[A-Za-z][A-Za-z:._-]*$/

const isReading = (word: string): boolean =>
  couldBeVerb(word) && reading.has(parts(word)[1] ?? '') && !parts(word).some(isDestructive)

/** `--delete`, `--purge-all`, `--force-delete`: an option that is a verb. `--auto-prune` and `--remove-border` only mention one. */
function isDestructiveOption(option: string): boolean {
  // `-CfgLdDel`
  const humps = /^-(?:[A-Z][a-z]+){2,}$/.test(option) ? option.split(/(?=[A-Z])/).slice(1) : []
  if (humps.some((part) => /^(?:clr|del|delete|clear|erase|destroy)$/i.test(part))) return true
  const name = option.replace(/^-+/, '').toLowerCase()
  if (!/^[a-z][a-z_-]*$/.test(name)) return false
  const [first = '', ...rest] = name.split(/[_-]/)
  // `--delete-protection` guards.
  if (rest.at(-1) === 'protection') return false
  // `--terminate` ends the program itself.
  if (name === 'terminate') return false
  if (/^(?:delete|destroy|purge|wipe|erase)$/.test(first)) return true
  if (isDestructive(first)) return rest.every((word) => broad.test(word) || thing.test(word))
  return /^(?:force|hard|permanently?|recursive|really)$/.test(first) && rest.some(isDestructive)
}

const broad =
  /^(?:all|force|everything|first|before|after|on|existing|source|destination|excluded|extraneous|recursive|permanent|permanently|now|orphans?|old|unused|state|config)$/

/** Verbs that are hardly ever the name of something; further words of a command are more often names. */
const plainly = /^(?:delete|destroy|purge|wipe|erase)$/

/** The word among the first few, or among the options, that says something gets destroyed; null when none does. */
export function destructiveWord(
  positionals: readonly string[],
  options: readonly string[],
): string | null {
  const [first = ''] = positionals
  const verb = (word: string): boolean =>
    (couldBeVerb(word) || (word === first && withUnderscores.test(word))) &&
    parts(withoutEnding(word)).some(isDestructive)
  const candidates = isReading(first)
    ? []
    : [...positionals.slice(0, 3), ...positionals.slice(3, 6).filter((word) => plainly.test(word))]
  const insists = options.some((option) => /^--?(?:force|yes|hard)$/.test(option))
  return (
    candidates.find(verb) ??
    options.find((option) => option.startsWith('-') && isDestructiveOption(option)) ??
    (insists ? (candidates.find((word) => mild.has(word.toLowerCase())) ?? null) : null)
  )
}

/** Whether one of the first words says that the command only reads. */
export const readsByItsWords = (positionals: readonly string[]): boolean =>
  positionals.slice(0, 3).some((word) => {
    const [, first = '', ...more] = parts(word)
    return couldBeVerb(word) && (reading.has(first) || reading.has(more.at(-1) ?? ''))
  })

/** Whether a target or script name (`db:reset`, `drop-tables.sh`) says that something gets destroyed. */
export const destructiveName = (name: string): boolean =>
  !/^(?:tests?|e2e|spec|lint|check|build|docs?|types?|watch|dev|typecheck)(?:$|[:._-])/i.test(
    name,
  ) &&
  withoutEnding(name)
    .toLowerCase()
    .split(/[^a-z]+/)
    .some(isDestructive)
