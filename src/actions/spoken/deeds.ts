import { type Effect, loses } from '../effect.ts'
import { isDestructive } from '../telling-words.ts'
import { asksAfter, emptiesCache } from './softer.ts'
import type { Spoken, Token } from './tokens.ts'

/** The first verb tells; what stands behind one of these is the name of something. */
const harmless = new Set(
  (
    'create add new init get list ls describe show enable install apply upload attach register generate put use login set status help version ' +
    'view info inspect search validate check diff'
  ).split(' '),
)
const holding = new Set(
  (
    'db dbs database databases sql mysql postgres postgresql pg mariadb mongo mongodb redis keyspace keyspaces table tables volume volumes index ' +
    'indices etcd realm vhost schema collection dataset datasets'
  ).split(' '),
)
const copies = new Set('backup backups snapshot snapshots'.split(' '))
const overwriting = new Set('import restore recover rollback revert rewind overwrite'.split(' '))
const moving = new Set(
  'migration migrations migrate move reshard resharding movetables cutover switchover upgrade vreplication resize switch'.split(
    ' ',
  ),
)
const finishing = new Set('complete cutover finalize finalise commit finish'.split(' '))
const lossy = new Set('unsafe loss lossy lost dangerously'.split(' '))

/** Emptying these loses what they hold; a cache is none. */
const full = new Set(
  (
    'all everything queue queues data db database trash bin recyclebin metadata table index keys messages storage store bucket backlog topic ' +
    'collection jobs state logs log history events records entries'
  ).split(' '),
)
const kept = new Set(
  'all everything queue queues data db database keys bucket redis memcached jobs messages store sql mysql postgres mongo elastic elasticsearch'.split(
    ' ',
  ),
)
/** Out of which a member is taken. */
const circles = new Set(
  'cluster domain realm node nodes nodepool nodepools nodegroup nodegroups member members swarm pool quorum ring peer host hosts'.split(
    ' ',
  ),
)
const taking = new Set('leave kick evict eject expel ban detach'.split(' '))

const has = (token: Token | undefined, words: ReadonlySet<string>): boolean =>
  token?.parts.some((part) => words.has(part)) ?? false
const is = (token: Token, words: ReadonlySet<string>): boolean =>
  words.has(token.parts[0] ?? '') || words.has(token.parts.at(-1) ?? '')

const upTo = (tokens: readonly Token[], place: number): string =>
  tokens
    .slice(0, place + 1)
    .map(({ text }) => text)
    .join(' ')

/** What was put away to be brought back. */
const archive =
  /\w\.(?:tar(?:\.\w+)?|t[gx]z|zip|bak|backup|dump|sql|rdb|snap|snapshot|img|dmg|vma(?:\.\w+)?)$/i

/** What is written over something that holds data, ended for good, or done at the price of a loss. */
export function overwrites({ program, tokens, texts }: Spoken): Effect | null {
  const stores = has(program, holding) || /(?:db|sql|backup)$/.test(program.text)
  const aside = texts.some((text) =>
    /^\/|^\.{1,2}\/|^--(?:target|output|dest\w*|to|data-dir)(?:=|$)|^-t$/.test(text),
  )
  for (const [place, token] of tokens.entries()) {
    const before = tokens.slice(0, place)
    const said = upTo(tokens, place)
    if (token.parts.length > 1 && has(token, lossy))
      return loses(`accepts that something is lost: ${said}`)
    const around = [...before, token, ...tokens.slice(place + 1, place + 2)]
    const from = texts[texts.indexOf(token.text) + 1] ?? ''
    // What is fed is an archive, too: `gpg -d orders.gpg | harborctl restore -`.
    if (/^(?:restore|revert)$/.test(token.text) && (from === '-' || archive.test(from)))
      return loses(
        `puts what ${from === '-' ? 'it is fed' : `${from} holds`} in the place of what is there`,
        'machine',
        'no',
      )
    const over =
      around.some((each) => has(each, holding)) ||
      (!aside && token.text !== 'import' && (stores || around.some((each) => has(each, copies))))
    if (token.parts.length < 3 && is(token, overwriting) && over)
      return loses(`puts something else in the place of what is there: ${said}`, 'database', 'no')
    if (
      is(token, finishing) &&
      [...before, ...(token.parts.length > 1 ? [token] : [])].some((each) => has(each, moving))
    )
      return loses(`ends a move for good, and with it the way back: ${said}`, 'environment', 'no')
    if (harmless.has(token.text.toLowerCase())) return null
  }
  return null
}

/** `leave-cluster`, `node evict`: somebody is no longer among those who share something. */
export function takesOut({ program, tokens }: Spoken): Effect | null {
  const taken = tokens.find(
    (token, place) =>
      is(token, taking) &&
      [program, ...tokens.slice(0, place + 2)].some((each) => has(each, circles)),
  )
  return taken ? loses(`takes a member out: ${taken.text}`, 'environment') : null
}

/** A verb that destroys, where no table knew the command. */
export function undoes({ tokens }: Spoken): Effect | null {
  const parts = tokens.slice(0, 4).flatMap((token) => token.parts)
  const emptied = parts.findIndex((part, place) => {
    const beside = [parts[place - 1] ?? '', parts[place + 1] ?? '']
    return (
      (/^(?:clear|empty)$/.test(part) && beside.some((one) => full.has(one))) ||
      (part === 'flush' && beside.some((one) => kept.has(one))) ||
      /^(?:clear|empty|flush)(?:all|db|data|queues?|trash|logs?|history|keys|tables?)$/.test(part)
    )
  })
  if (emptied >= 0)
    return loses(`empties what holds something: ${parts.slice(0, emptied + 2).join(' ')}`)
  if (asksAfter(tokens) || emptiesCache(tokens)) return null
  for (const [place, token] of tokens.entries()) {
    if (
      harmless.has(token.text.toLowerCase()) ||
      /^(?:enable|create|add|attach|put)$/.test(token.parts[0] ?? '')
    )
      return null
    if (
      /^(?:schedule|request|initiate|start)-(?:\w+-)?(?:deletion|destruction|termination|removal)$/.test(
        token.text,
      ) ||
      isDestructive(token.text.toLowerCase()) ||
      (place < 3 && isDestructive(token.parts[0] ?? '') && token.parts.length > 1)
    )
      return loses(`does something that is called ${token.text}`)
  }
  return null
}

/** A text that is handed over to be run, as its words read: `-e "destroy region"`. */
export function handed({ texts }: Spoken): Effect | null {
  const told = texts.find(
    (text, place) =>
      text.length < 2_000 &&
      /\s|\(/.test(text) &&
      /^-{1,2}(?:r?[cexqQ]|rx|eval\w*|\S*exec\w*(?:-string)?|commands?|run|execute)$/.test(
        texts[place - 1] ?? '',
      ) &&
      orders.test(text),
  )
  if (told !== undefined) return loses(`hands over what destroys: ${told.slice(0, 80)}`)
  const asked = texts.find((text) =>
    /"(?:force_?)?(?:destroy|delete|purge|wipe|erase)"\s*:\s*true/i.test(text),
  )
  return asked === undefined ? null : loses('asks for what destroys')
}
const orders =
  /^(?:\w+\s)?(?:drop|delete|destroy|erase|purge|wipe|truncate|remove|deltree|rm)(?:[_\s]|$)|\._?(?:drop\w*|truncate\w*|delete\w*|destroy\w*|purge\w*)\(|^\w+\sdel\w{3,10}$/i

/** `--purge`, `--delete-all`: an option that is a verb, with nothing after it that makes it a detail of something else. */
const destroysBy =
  /^--?(?:force-|hard-)?(?:delete|destroy|purge|wipe|erase|nuke|expunge|obliterate|truncate)(?:-(?:all|everything|data|disks?|volumes?|local|remote|backups?|storage|pvcs?|source|target|destination|existing|recursive|now|permanent(?:ly)?|databases?|tables?|keys?|state|snapshots?|buckets?|objects?|files?|extraneous|excluded|orphans?|before|during|after))*$/
const taken = /=(?:false|no|0|off|none)$/i

/** An option that destroys by its name, or that prunes what a push or an import does not name. */
export function byOption({ tokens, texts }: Spoken): Effect | null {
  const prunes = tokens.some(({ text }) =>
    /^(?:push|apply|sync|deploy|replace|import|up|reconcile)$/.test(text),
  )
  const found = texts
    .filter((text) => /^--?[A-Za-z]/.test(text) && !taken.test(text))
    .map((text) => text.split('=', 1)[0] ?? '')
    .find((name) => destroysBy.test(name) || (prunes && name === '--prune'))
  return found === undefined ? null : loses(`is told to destroy by an option: ${found}`)
}
