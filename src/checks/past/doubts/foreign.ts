import { posix } from 'node:path'
import { type Fact, wordsOf } from '../../../domain/fact.ts'
import { escaped } from '../../../values/escaped.ts'
import { unknown } from '../../check.ts'
import { sourceOn } from '../../imported.ts'
import { isOwnModule } from '../../imports/modules.ts'
import type { Ground } from '../../run.ts'
import { isDistinctive } from '../../shape.ts'
import { type Doubt, filesWith, isOfOptions, type Loss, lastName, surveysOf } from '../loss.ts'
import { foreignBase, foreignBaseNow, typeAround } from './inheritance.ts'

/**
 * A page that is called like a thing of code, which it names in code and which nothing here is called, tells of somebody else's:
 * `tidecloud_disk.md` in the manual of a program that once had a `disk_size` of its own. What was lost with that very thing is the page's.
 */
export const ofForeignPage: Doubt = async (loss) => {
  const { fate, ground, page, opinion } = loss
  if (opinion.lost.kind !== 'symbol' && !isOfOptions(opinion.lost)) return null
  const thing = posix.basename(page.home?.path ?? '').replace(/\.\w+$/, '')
  if (!/^(?=.*(?:_|[a-z][A-Z]))\w{1,100}$/.test(thing)) return null
  const inCode = String.raw`(?:\x60|^[ \t]{0,20}(?:[a-z]{1,20} )?)${thing}(?![\w./-])`
  if (!new RegExp(inCode, 'm').test(page.text)) return null
  if (surveysOf(loss).some((survey) => survey.occurrences(thing) > 0)) return null
  const text = await ground.history.textBefore(fate.change, fate.was.path)
  return text === null || isSpelt(thing, `${fate.was.path}\n${text}`)
    ? null
    : unknown('other-project', `the page tells of ${thing}, which is not of this code`)
}

const memberOf =
  /^[\x60*_]{0,3}(?:\(\))?[\x60*_]{0,3} (?:(?:prop|property|parameter|method|function|option|field|attribute|member|setting)s? )?(?:from|of|on) (?:the |its )?\x60([A-Z][\w.]{3,80})\x60/

/** A class that the page has its reader make takes over what the code has. */
const isReaders = (owner: string, text: string): boolean =>
  new RegExp(
    String.raw`\b(?:class|make|create|define|write|extend)\b[^.\n]{0,40}\b${owner}\b`,
    'i',
  ).test(text)

/** "The prop `x` from `QuayScroll`": what the sentence gives an owner that was never here is not of this code. */
export const ofForeignOwner: Doubt = async ({
  opinion: { lost },
  claim,
  page,
  ground,
  grounds,
}) => {
  if (lost.kind !== 'symbol' && !isOfOptions(lost)) return null
  const at = claim.quote.indexOf(claim.token)
  const owner = memberOf.exec(claim.quote.slice(at + claim.token.length))?.[1]
  if (at < 0 || owner === undefined) return null
  const last = lastName(owner)
  if (!isDistinctive(last) || filesWith(last, grounds) > 0 || isReaders(last, page.text))
    return null
  const called = wordsOf(last).join('')
  if (
    grounds.some(({ survey }) =>
      survey.names.some((name) => wordsOf(name).join('').includes(called)),
    )
  )
    return null
  const [fate] = await ground.history.fates([{ kind: 'symbol', subject: last, owner: null }])
  return fate?.is === 'never'
    ? unknown('other-project', `the sentence says that it is of ${owner}, which was never here`)
    : null
}

/** Whether a text has a name in any spelling: `tide_disk` of `TideDisk`. */
const isSpelt = (name: string, text: string): boolean =>
  text
    .toLowerCase()
    .replace(/[^a-z\d\n]/g, '')
    .includes(wordsOf(name).join(''))

/** What samples of the page bring in from a package that is not made here is that package's, whatever code here once had of that name. */
export const ofForeignModule: Doubt = (loss) => {
  const { lost } = loss.opinion
  if (lost.kind !== 'symbol' && !isOfOptions(lost)) return null
  const surveys = surveysOf(loss)
  // Of a repository without a manifest nobody knows what its packages are called.
  if (!surveys.some(({ names }) => names.length > 1)) return null
  const source = sourceOn(loss.page, lastName(lost.subject))
  return source === null || source.startsWith('.') || isOwnModule(source, surveys)
    ? null
    : unknown('other-project', `the page brings ${loss.claim.subject} in from ${source}`)
}

/** Fewer keys than this do not tell whose a sample is. */
const fewestBeside = 4

/** A sample most of whose keys code here neither has nor ever had shows what another program writes or reads. */
export const ofForeignSample: Doubt = async ({ claim, opinion: { lost }, ground, grounds }) => {
  const { beside } = claim
  if (!isOfOptions(lost) && lost.kind !== 'symbol') return null
  if (beside === undefined || beside.length < fewestBeside) return null
  const unheard = beside.filter((key) => !grounds.some(({ survey }) => survey.occurrences(key) > 0))
  if (unheard.length * 2 < beside.length) return null
  const fates = await ground.history.fates(
    unheard.map((subject) => ({ kind: 'option', subject, owner: null })),
  )
  const never = fates.filter(({ is }) => is === 'never').length
  return never * 2 >= beside.length
    ? unknown('other-project', 'most keys of the sample around it never were of any code here')
    : null
}

/** A member of a type that takes over from another's, or that is used here still and made elsewhere, may be there as well. */
export const ofForeignType: Doubt = async ({ fate, ground, claim, opinion, grounds }) => {
  if (fate.is !== 'gone' || opinion.lost.kind !== 'symbol') return null
  const text = await ground.history.textBefore(fate.change, fate.was.path)
  if (text === null) return null
  const type = typeAround(text, fate.was)
  const base =
    (await foreignBase(text, fate.was, grounds)) ??
    (type === null ? null : await foreignBaseNow(type, ground, grounds))
  if (base !== null)
    return unknown(
      'other-project',
      `it came with ${base}, which is not made here and may have ${claim.subject} still`,
    )
  if (type === null || ground.survey.about(type, ['symbol']).some(isType)) return null
  return ground.survey.occurrences(type) > 0
    ? unknown('other-project', `it was of ${type}, which code uses still and makes no more`)
    : null
}

/** `tide_chain = property(Tides.tide_chain)`: what hands on a name of another module was not what had it. */
export const ofForeignName: Doubt = async ({ fate, ground, claim, opinion: { lost }, grounds }) => {
  if (fate.is !== 'gone' || lost.kind !== 'symbol') return null
  const name = escaped(lastName(lost.subject))
  const handing = new RegExp(
    String.raw`^\s*(?:[\w.]{1,80}\.)?${name}\s*[:=]\s*(?:\w{1,40}\()?(\w{2,60})\.${name}\)?[,;]?\s*$`,
  )
  const owner = handing.exec(fate.was.quote)?.[1]
  if (owner === undefined) return null
  const text = await ground.history.textBefore(fate.change, fate.was.path)
  const isImported = text !== null && new RegExp(`^import ${owner}\\s*$`, 'm').test(text)
  const surveys = grounds.map(({ survey }) => survey)
  return isImported && !isOwnModule(owner, surveys) && !(await leftAlong(owner, fate, ground))
    ? unknown(
        'other-project',
        `${fate.was.path} handed ${claim.subject} on from ${owner}, which is not made here`,
      )
    : null
}

/** Whether a module of Python went in the very change: it was ours. */
async function leftAlong(
  module: string,
  { change, was }: Loss['fate'],
  { history }: Ground,
): Promise<boolean> {
  for (const folder of ['', 'src/', 'lib/', `${posix.dirname(was.path)}/`])
    for (const ending of ['.py', '/__init__.py'])
      if ((await history.textBefore(change, `${folder}${module}${ending}`)) !== null) return true
  return false
}

const isType = ({ role }: Fact): boolean =>
  role === 'type' || role === 'class' || role === 'declaration'
