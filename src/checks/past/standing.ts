import { type Absent, unknown } from '../check.ts'
import type { Ground } from '../run.ts'
import { isDistinctive } from '../shape.ts'
import { otherSpellings } from '../spellings.ts'
import { type Doubt, stillWritten } from './loss.ts'

export const standing: Doubt = ({ opinion, claim }) =>
  opinion.stillStands > 0 ? stillWritten(claim, opinion.stillStands) : null

const programs: ReadonlySet<string> = new Set([
  'symbol',
  'option',
  'setting',
  'command',
  'cli-flag',
  'environment-variable',
  'metric',
  'feature-flag',
])

/**
 * The plain word anywhere in code: it may be declared in a way that no extractor knows. A common word at the end of a
 * path, and a member that other owners have, stand in code for reasons of their own.
 */
export const wordStands: Doubt = ({
  opinion: { lost, whole, exact, otherwise },
  claim,
  grounds,
}) => {
  if (lost.kind === 'file-path' || whole !== null || !programs.has(lost.kind)) return null
  const last = lost.subject.split('.').at(-1) ?? lost.subject
  const isCommon = exact === true && !isDistinctive(last)
  if (isCommon || (lost.kind === 'symbol' && otherwise !== null)) return null
  const word = lost.kind === 'cli-flag' ? lost.subject : last
  const files = grounds.reduce((sum, { survey }) => sum + survey.occurrences(word), 0)
  return files > 0 ? stillWritten(claim, files) : null
}

/** A path that now leads on still holds: `mailer.reset` became `mailer.reset.subject`. */
export const leadsOn: Doubt = ({ opinion: { lost }, fate }) =>
  fate.is === 'moved' && lost.kind !== 'file-path' && fate.to.startsWith(`${lost.subject}.`)
    ? unknown('ambiguous', `${lost.subject} now has ${fate.to} below it`)
    : null

/** What left with its whole file says nothing of its last name, which stands elsewhere. */
export const leftWithFile: Doubt = ({ opinion: { exact, lost, otherwise }, fate, ground }) =>
  (exact === true || lost.kind === 'symbol') &&
  otherwise?.status === 'holds' &&
  !ground.survey.paths.has(fate.was.path)
    ? otherwise
    : null

const isOfOptions = (
  lost: Absent['lost'],
): lost is Extract<Absent['lost'], { readonly kind: 'option' | 'setting' }> =>
  lost.kind === 'option' || lost.kind === 'setting'

/** A flag's words without the dashes, as a key or a variable of the file that declared it: `--dry-run`, `dryRun`. */
async function standsAsName(flag: string, path: string, { history }: Ground): Promise<boolean> {
  const name = flag.replace(/^-+/, '')
  if (name.length < 3) return false
  for (const word of [name, ...otherSpellings(name)])
    if (await history.stillIn(path, word)) return true
  return false
}

/** The word in the very file that declared it: an alias, a shim, or a form of declaration that no extractor knows. */
export const standsThere: Doubt = async ({ opinion: { lost }, claim, fate, ground }) => {
  const { path } = fate.was
  if (fate.is !== 'gone') return null
  if (lost.kind === 'cli-flag')
    return (await standsAsName(lost.subject, path, ground)) ? stillWritten(claim, 1) : null
  if (lost.kind === 'route') {
    // Django's routers are told one word, and make the routes of a whole resource of it.
    const word = /(?:^|\/)urls\.py$/.test(path)
      ? /([\w-]{3,})\/?$/.exec(lost.subject)?.[1]
      : undefined
    return word !== undefined && (await ground.history.stillIn(path, word))
      ? stillWritten(claim, 1)
      : null
  }
  if (!(lost.kind === 'symbol' || isOfOptions(lost))) return null
  // A word that is declared there is another owner's.
  const declared = ground.survey.about(lost.subject, [lost.kind])
  if (declared.some((fact) => fact.path === path && fact.owner !== null)) return null
  return (await ground.history.stillIn(path, lost.subject)) ? stillWritten(claim, 1) : null
}

/** From so many files that ended alike no one can tell which a page means. */
const manyAlike = 3

export const oneOfMany: Doubt = ({ fate, claim }) =>
  (fate.alike ?? 1) >= manyAlike
    ? unknown('ambiguous', `the paths of ${fate.alike} files ended in ${claim.subject}`)
    : null

/** `exercises/04_error_handling`: a name that numbered folders or files have, as people put them in order. */
export const standsNumbered: Doubt = ({ opinion: { lost }, claim, fate, ground }) => {
  if (fate.is !== 'gone' || lost.kind !== 'symbol' || lost.owner !== null) return null
  const numbered = new RegExp(
    `(?:^|/)\\d{1,3}[-_.]${lost.subject.replace(/\W/g, '\\$&')}(?:\\.\\w+)?$`,
  )
  const path = [...ground.survey.paths].find((one) => numbered.test(one))
  return path === undefined
    ? null
    : unknown('ambiguous', `${path} has the name of ${claim.subject}`)
}

/** A file that went elsewhere whole, where nobody reads code (`site/src/pages/api.ts`), may state it still. */
export const leftWithMovedFile: Doubt = ({ opinion: { lost }, fate, ground }) => {
  if (fate.is !== 'gone' || lost.kind === 'file-path') return null
  const { path } = fate.was
  const tail = path.split('/').slice(-3).join('/')
  if (ground.survey.paths.has(path) || tail === path) return null
  const [found, ...others] = [...ground.survey.paths].filter((one) => one.endsWith(`/${tail}`))
  return found === undefined || others.length > 0
    ? null
    : unknown('ambiguous', `${path} seems to be ${found} now, which may have it`)
}

/** `com.acme.ledger`: a package whose folder is here, whatever once was a key of that name. */
export const standsAsPackage: Doubt = ({ opinion: { lost }, ground }) => {
  if (lost.kind === 'file-path' || !/^[a-z]\w*(?:\.[a-z]\w*){2,}$/.test(lost.subject)) return null
  const folder = `/${lost.subject.replaceAll('.', '/')}`
  const path = [...ground.survey.paths].find((one) => `/${one}`.endsWith(folder))
  return path === undefined
    ? null
    : unknown('ambiguous', `${lost.subject} is the package in ${path}`)
}

/** A makefile that now passes any target on (`%: Makefile`) may still make the one that it no longer names. */
export const passedOn: Doubt = async ({ opinion: { lost }, claim, fate, ground }) => {
  if (lost.kind !== 'build-target') return null
  const text = await ground.history.textNow(fate.was.path)
  return text !== null && /^%[ \t]*:/m.test(text)
    ? unknown('incomplete-survey', `${fate.was.path} may make ${claim.subject} by a pattern`)
    : null
}

/** What a function of such a language took by its place had a name for the function alone: no key of a reader's. */
export const wasByPlace: Doubt = ({ opinion: { lost }, claim, fate }) => {
  if ((lost.kind !== 'option' && lost.kind !== 'symbol') || fate.is !== 'gone') return null
  const { path, quote } = fate.was
  const last = lost.subject.split('.').at(-1) ?? lost.subject
  const at = quote.search(new RegExp(`\\b${last.replace(/\W/g, '\\$&')}\\b`))
  if (
    at < 0 ||
    /["'`-]$/.test(quote.slice(0, at)) ||
    !/\.(?:[cm]?[jt]sx?|java|kts?|go|rs|c|cc|cpp|h|hpp)$/.test(path)
  )
    return null
  const before = quote.slice(0, at)
  const open = (sign: string, closing: string): number =>
    before.split(sign).length - before.split(closing).length
  return open('(', ')') > 0 && open('{', '}') <= 0 && open('[', ']') <= 0 && !/@\w+\($/.test(before)
    ? unknown('ambiguous', `${claim.subject} was what a function took by its place`)
    : null
}

/** A field that a change only spelt anew, as Go's that come to be seen from outside: keys of settings have names of their own. */
export const speltAnew: Doubt = ({ opinion: { lost }, claim, fate }) =>
  lost.kind === 'option' &&
  fate.is === 'moved' &&
  fate.to.toLowerCase() === (lost.subject.split('.').at(-1) ?? '').toLowerCase()
    ? unknown('ambiguous', `${claim.subject} became ${fate.to} in code, which says nothing of keys`)
    : null

const foreignFlags = /\b(?:\w+\.)?(?:Add|Bind)(?:Go)?Flag(?:s|Set)?\(/

/** Go programs let libraries add flags of theirs: `logs.AddFlags(flags)`. */
export const addedByLibrary: Doubt = async ({ opinion: { lost }, claim, fate, ground }) => {
  const isFlag = lost.kind === 'cli-flag' || claim.subject.startsWith('--')
  if (!isFlag || !fate.was.path.endsWith('.go')) return null
  const text = await ground.history.textNow(fate.was.path)
  return text !== null && foreignFlags.test(text)
    ? unknown(
        'incomplete-survey',
        `${fate.was.path} lets libraries add flags, and ${claim.subject} may be theirs`,
      )
    : null
}
