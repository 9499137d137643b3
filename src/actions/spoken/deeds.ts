import { type Effect, loses } from '../effect.ts'
import { isDestructive, isDestructiveOption } from '../telling-words.ts'
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
    'indices ilm lifecycle etcd realm vhost schema collection dataset datasets'
  ).split(' '),
)
const overwriting = new Set('import restore recover rollback revert rewind overwrite'.split(' '))
const moving = new Set(
  'migration migrations migrate move reshard resharding movetables cutover switchover upgrade vreplication resize switch'.split(
    ' ',
  ),
)
const finishing = new Set('complete cutover finalize finalise commit finish'.split(' '))
const lossy = new Set('unsafe loss lossy lost dangerously'.split(' '))

const has = (token: Token | undefined, words: ReadonlySet<string>): boolean =>
  token?.parts.some((part) => words.has(part)) ?? false
const is = (token: Token, words: ReadonlySet<string>): boolean =>
  words.has(token.text.toLowerCase()) || words.has(token.parts.at(-1) ?? '')

const upTo = (tokens: readonly Token[], place: number): string =>
  tokens
    .slice(0, place + 1)
    .map(({ text }) => text)
    .join(' ')

/** What is written over something that holds data, ended for good, or done at the price of a loss. */
export function overwrites({ tokens }: Spoken): Effect | null {
  for (const [place, token] of tokens.entries()) {
    const before = tokens.slice(0, place)
    const said = upTo(tokens, place)
    if (token.parts.length > 1 && has(token, lossy)) return loses(`accepts that something is lost: ${said}`)
    if (is(token, overwriting) && [...before, token].some((each) => has(each, holding)))
      return loses(`puts something else in the place of what is there: ${said}`, 'database', 'no')
    if (is(token, finishing) && before.some((each) => has(each, moving)))
      return loses(`ends a move for good, and with it the way back: ${said}`, 'environment', 'no')
    if (harmless.has(token.text.toLowerCase())) return null
  }
  return null
}

/** A verb that destroys, where no table knew the command. */
export function undoes({ tokens }: Spoken): Effect | null {
  for (const [place, token] of tokens.entries()) {
    if (harmless.has(token.text.toLowerCase())) return null
    if (isDestructive(token.text.toLowerCase()) || (place < 3 && isDestructive(token.parts[0] ?? '') && token.parts.length > 1))
      return loses(`does something that is called ${token.text}`)
  }
  return null
}

/** An option that destroys by its name, or that prunes what a push or an import does not name. */
export function byOption({ tokens, texts }: Spoken): Effect | null {
  const names = texts.filter((text) => /^--?[A-Za-z]/.test(text)).map((text) => text.split('=', 1)[0] ?? '')
  const prunes = tokens.some(({ text }) => /^(?:push|apply|sync|deploy|replace|import|up|reconcile)$/.test(text))
  const found = names.find((name) => isDestructiveOption(name) || (prunes && name === '--prune'))
  return found === undefined ? null : loses(`is told to destroy by an option: ${found}`)
}
