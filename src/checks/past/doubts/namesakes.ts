import type { Claim } from '../../../domain/claim.ts'
import { type Survey, wordsOf } from '../../../domain/fact.ts'
import type { Page } from '../../../domain/page.ts'
import { unknown } from '../../check.ts'
import { pathNumbered, pathsEndingIn } from '../../path-ends.ts'
import { isScreaming } from '../../shape.ts'
import { type Doubt, lastName } from '../loss.ts'

/** From so many files that ended alike no one can tell which a page means. */
const manyAlike = 3

export const oneOfMany: Doubt = ({ fate, claim }) =>
  (fate.alike ?? 1) >= manyAlike
    ? unknown('ambiguous', `the paths of ${fate.alike} files ended in ${claim.subject}`)
    : null

/** So many plain words around a name are a sentence. */
const ofSentence = 5

/** `"description": "For example, for ``TideFileSystem`` it looks like …"`: settings spoke of it, and declared nothing of that name. */
export const onlySpokenOf: Doubt = ({ opinion: { lost }, claim, fate }) => {
  if (fate.is !== 'gone' || lost.kind !== 'symbol') return null
  const { path, quote } = fate.was
  if (!/\.(?:json[c5]?|ya?ml|toml|xml)$/i.test(path)) return null
  const sign = quote.search(/[:=]\s/)
  const value = quote.slice(sign + 1).split(/\s#\s/)[0] ?? ''
  if (quote.slice(0, Math.max(0, sign)).includes(lastName(lost.subject))) return null
  const words = value.split(/\s+/).filter((word) => /^[A-Za-z][a-z]+[.,]?$/.test(word))
  return value.includes(lastName(lost.subject)) && words.length >= ofSentence
    ? unknown('ambiguous', `${path} only spoke of ${claim.subject} in a text`)
    : null
}

/** `exercises/04_error_handling`: a name that numbered folders or files have, as people put them in order. */
export const standsNumbered: Doubt = ({ opinion: { lost }, claim, fate, ground }) => {
  if (fate.is !== 'gone' || lost.kind !== 'symbol' || lost.owner !== null) return null
  const path = pathNumbered(lost.subject, ground.survey)
  return path === undefined
    ? null
    : unknown('ambiguous', `${path} has the name of ${claim.subject}`)
}

/** `com.acme.ledger`: a package whose folder is here, whatever once was a key of that name. */
export const standsAsPackage: Doubt = ({ opinion: { lost }, ground }) => {
  if (lost.kind === 'file-path' || !/^[a-z]\w*(?:\.[a-z]\w*)+$/.test(lost.subject)) return null
  const folder = lost.subject.replaceAll('.', '/')
  const { survey } = ground
  const isLong = folder.split('/').length > 2
  const path =
    [folder, `${folder}.py`, `src/${folder}`, `src/${folder}.py`].find((one) =>
      survey.paths.has(one),
    ) ?? (isLong ? pathsEndingIn(folder, survey)[0] : undefined)
  return path === undefined
    ? null
    : unknown('ambiguous', `${lost.subject} is the package in ${path}`)
}

/** What a function of such a language took by its place had a name for the function alone: no key of a reader's. */
export const wasByPlace: Doubt = ({ opinion: { lost }, claim, fate }) => {
  if ((lost.kind !== 'option' && lost.kind !== 'symbol') || fate.is !== 'gone') return null
  const { path, quote } = fate.was
  const at = quote.search(new RegExp(`\\b${lastName(lost.subject).replace(/\W/g, '\\$&')}\\b`))
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

/** `def __call__(cls, module_name)`: what a function of Python took, on a page that does not speak of that function. */
export const wasOfFunction: Doubt = ({ opinion: { lost }, claim, fate, page }) => {
  if (lost.kind !== 'symbol' || lost.owner !== null) return null
  const [, taker = '', taken = ''] = /\bdef (\w{1,100})\((.{0,400})/.exec(fate.was.quote) ?? []
  if (!/\.pyi?$/.test(fate.was.path) || !taken.includes(lost.subject)) return null
  // What makes an object is known by the name of its class.
  return /^__(?:init|new)__$/.test(taker) || page.text.includes(taker)
    ? null
    : unknown(
        'ambiguous',
        `${claim.subject} was what ${taker} took, of which the page does not speak`,
      )
}

/** A field that a change only spelt anew, as Go's that come to be seen from outside: keys of settings have names of their own. */
export const speltAnew: Doubt = ({ opinion: { lost }, claim, fate }) =>
  lost.kind === 'option' &&
  fate.is === 'moved' &&
  fate.to.toLowerCase() === lastName(lost.subject).toLowerCase()
    ? unknown('ambiguous', `${claim.subject} became ${fate.to} in code, which says nothing of keys`)
    : null

/** Words that paths and lines of any code have. */
const ofAnyCode: ReadonlySet<string> = new Set(
  'src lib libs module modules pkg package packages index main util utils test tests type types common core internal api app apps java org com py ts tsx js jsx go rs rb php cs cc cpp hpp mod init base source sources code include helper helpers default defaults model models service services impl public private protected static final const let var val func function fn def class struct interface enum trait type void string str int bool boolean number float return import export from new self this name value values option options config the and for with'.split(
    ' ',
  ),
)
const telling = (text: string): string[] =>
  wordsOf(text).flatMap((word) =>
    word.length < 3 || ofAnyCode.has(word) ? [] : word.replace(/(?<=\w{3})(?:ings?|s)$/, ''),
  )

/** A name of more words than this is hardly anybody else's. */
const mostWords = 2

/** In fewer files and folders than this hardly any two things share a name. */
const fewPaths = 500

/**
 * A short name that is gone from a place of which the page says nothing, by no word of its path or its line, may never have
 * been the one that the page means.
 */
export const ofSomewhere: Doubt = ({ opinion: { lost, whole }, claim, fate, page, ground }) => {
  if (fate.is !== 'gone' || whole !== null) return null
  if (lost.kind !== 'symbol' && lost.kind !== 'option') return null
  return isOfSomewhere(lost.subject, fate.was, { claim, page }, ground.survey)
    ? unknown(
        'ambiguous',
        `a ${lost.subject} stood in ${fate.was.path}, of which the page says nothing: it may mean another`,
      )
    : null
}

/** Whether a page names the very file, by a name that few files have. */
const namesFile = ({ text }: Page, path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return wordsOf(name).length > 2 && text.includes(name)
}

/** Whether a short name stands at a place of which the page says nothing, in a repository where others may have that name. */
export function isOfSomewhere(
  subject: string,
  at: { readonly path: string; readonly quote: string },
  { claim, page }: { readonly claim: Claim; readonly page: Page },
  survey: Survey,
): boolean {
  if (survey.paths.size < fewPaths || subject.includes('.')) return false
  if (isScreaming(subject) || wordsOf(subject).length > mostWords) return false
  if (namesFile(page, at.path)) return false
  const own = new Set(telling(subject))
  // What the repository is called stands in paths and on pages everywhere.
  const everywhere = new Set(survey.names.flatMap(telling))
  const said = new Set(
    [...claim.context, page.path, claim.subject, claim.owner ?? '', page.title].flatMap(telling),
  )
  const line = telling(at.quote).filter((word) => !own.has(word))
  return ![...telling(at.path), ...line].some((word) => said.has(word) && !everywhere.has(word))
}
