import { wordsOf } from '../../domain/fact.ts'
import { unknown } from '../check.ts'
import { isScreaming } from '../shape.ts'
import type { Doubt } from './loss.ts'

/** Words that paths and lines of any code have. */
const everyday: ReadonlySet<string> = new Set(
  'src lib libs pkg package packages index main util utils test tests type types common core internal api app apps java org com py ts tsx js jsx go rs rb php cs cc cpp hpp mod init base source sources code include helper helpers default defaults model models service services impl public private protected static final const let var val func function fn def class struct interface enum trait type void string str int bool boolean number float return import export from new self this name value values option options config the and for with'.split(
    ' ',
  ),
)
const telling = (text: string): string[] =>
  wordsOf(text).flatMap((word) =>
    word.length < 3 || everyday.has(word) ? [] : word.replace(/(?<=\w{3})s$/, ''),
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
  if (ground.survey.paths.size < fewPaths || lost.subject.includes('.')) return null
  const last = lost.subject.split('.').at(-1) ?? lost.subject
  if (isScreaming(last) || wordsOf(last).length > mostWords) return null
  const own = new Set(telling(last))
  const said = new Set(
    [...claim.context, page.path, claim.subject, claim.owner ?? '', page.title].flatMap(telling),
  )
  const line = telling(fate.was.quote).filter((word) => !own.has(word))
  return [...telling(fate.was.path), ...line].some((word) => said.has(word))
    ? null
    : unknown(
        'ambiguous',
        `a ${last} stood in ${fate.was.path}, of which the page says nothing: it may mean another`,
      )
}
