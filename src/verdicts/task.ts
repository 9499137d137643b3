import { wordsOf } from '../domain/environment.ts'

/** How much a task asks for, from the least to the most. */
export const asks = ['read', 'change', 'replace', 'destroy'] as const
export type Asks = (typeof asks)[number]

/** What a task says in its own words, as far as that can be told. */
export interface Task {
  /** The most that any part of it asks for; null where no word tells. */
  readonly asks: Asks | null
  /** Stems of all its words. */
  readonly stems: ReadonlySet<string>
  /** The words themselves, so that one and many are told apart. */
  readonly words: ReadonlySet<string>
  readonly isAboutAll: boolean
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).map(stem))

/** A word without its ending: `dropping`, `dropped` and `drops` are `drop`; `applies` is `apply`. */
function stem(word: string): string {
  const short = word.length <= 4 ? word : word.replace(/(?:ing|ied|ies|ed|es|s)$/, '')
  const ended = /(?:ied|ies)$/.test(word) && word.length > 4 ? `${short}y` : short
  const single = ended.length > 3 ? ended.replace(/([bdgklmnprtz])\1$/, '$1') : ended
  return single.length > 3 ? single.replace(/e$/, '') : single
}

const verbs: Readonly<Record<Asks, ReadonlySet<string>>> = {
  read: words(
    `check read look show list see view inspect diagnose investigate analyze analyse examine review verify find search locate
    monitor watch observe describe explain report summarize summarise count compare audit debug troubleshoot tell why what
    which how whether measure query print understand trace confirm determine identify`,
  ),
  change: words(
    `restart reboot start stop scale deploy redeploy release ship roll rollout update upgrade patch change modify edit set
    configure enable disable create add install apply provision migrate fix repair resolve mitigate recover restore
    increase decrease raise lower reduce tune bump build rebuild run push publish merge write implement refactor sync
    import copy backup drain cordon failover pause resume reload refresh unblock grant give revoke allow open close expose
    seed load insert unlock make bring switch adjust extend expand resize promote register schedule send upload`,
  ),
  replace: words(
    'replace recreate rename move rotate renew revert undo rollback reinstall reimage swap overwrite rebase squash amend evict kill cancel',
  ),
  destroy: words(
    `delete remove drop destroy purge wipe clean cleanup clear erase truncate tear teardown decommission terminate uninstall
    prune reset format flush free reclaim empty expire retire deprovision dismantle nuke discard unset deregister tidy shred`,
  ),
}

const all = words('all every everything whole entire each everywhere')
const denials: ReadonlySet<string> = new Set([
  ...['not', 'never', 'without', 'don', 'dont', 'avoid', 'no', 'nothing'],
])

/**
 * Reads what a task asks for. Each part of it counts by its first verb, so that “find out why deleting fails” asks to read, and
 * “find the stuck job and delete it” to destroy; what it says not to do does not count.
 */
export function readTask(text: string): Task {
  const parts = text
    .slice(0, longest)
    .replaceAll(/roll(s|ed|ing)?[\s-]+back/gi, 'rollback')
    .replaceAll(/n[’']t\b/gi, ' not')
    .toLowerCase()
    .split(/[,.;:!?\n]|\b(?:and|then|before|after|so that|in order to|to)\b/)
    .map((part) => wordsOf(part))
  const stemmed = parts.map((part) => part.map(stem))
  const found = stemmed.flatMap((part) => asked(part) ?? [])
  const most = found.reduce<Asks | null>(
    (sum, next) => (sum === null || asks.indexOf(next) > asks.indexOf(sum) ? next : sum),
    null,
  )
  const stems = new Set(stemmed.flat())
  return {
    asks: most,
    stems,
    words: new Set(parts.flat()),
    isAboutAll: [...all].some((word) => stems.has(word)),
  }
}

const longest = 2000

function asked(part: readonly string[]): Asks | null {
  for (const [at, word] of part.entries()) {
    const kind = asks.find((one) => verbs[one].has(word))
    if (kind === undefined) continue
    const isDenied = part.slice(Math.max(0, at - 3), at).some((before) => denials.has(before))
    return isDenied ? null : kind
  }
  return null
}

/** Whether a task speaks of any of these things. */
export const speaksOf = ({ stems }: Task, things: ReadonlySet<string>): boolean =>
  [...things].some((thing) => stems.has(thing))

export { words as stemsOf }
