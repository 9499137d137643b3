import { posix } from 'node:path'
import { escaped } from '../../../values/escaped.ts'
import { unknown } from '../../check.ts'
import { evidenceOf } from '../../names.ts'
import { pathsEndingIn } from '../../path-ends.ts'
import type { Ground } from '../../run.ts'
import { isDistinctive } from '../../shape.ts'
import { otherSpellings } from '../../spellings.ts'
import { foldersAbove, submoduleAbove } from '../../submodules.ts'
import { mayBeSetAside } from '../conventions.ts'
import {
  bareName,
  type Doubt,
  filesWith,
  isOfOptions,
  type Loss,
  lastName,
  ofPrograms,
  stillWritten,
  wasLiteral,
} from '../loss.ts'
import { holding, saysNothing } from './in-tree.ts'
import { inheritedNow, isTakenIn, typeAround } from './inheritance.ts'

export const standing: Doubt = (loss) =>
  loss.opinion.stillStands > 0 && !wasLiteral(loss)
    ? stillWritten(loss.claim, loss.opinion.stillStands)
    : null

/**
 * The plain word anywhere in code: it may be declared in a way that no extractor knows. A common word at the end of a
 * path, and a member that other owners have, stand in code for reasons of their own.
 */
export const wordStands: Doubt = ({
  opinion: { lost, whole, exact, otherwise },
  claim,
  grounds,
}) => {
  if (lost.kind === 'file-path' || whole !== null || !ofPrograms.has(lost.kind)) return null
  const last = lastName(lost.subject)
  const isCommon = exact === true && !isDistinctive(last)
  if (isCommon || (lost.kind === 'symbol' && otherwise !== null)) return null
  const word = lost.kind === 'cli-flag' ? lost.subject : last
  const files = filesWith(word, grounds)
  return files > 0 ? stillWritten(claim, files) : null
}

/** A member that so many files speak of, and do not declare, may come to its owner in another way: others pass it on, or make it as they run. */
const manyFiles = 4

export const standsWidely: Doubt = ({
  opinion: { lost, whole, otherwise },
  claim,
  grounds,
  isSeen,
}) => {
  if (isSeen || lost.kind !== 'symbol' || whole !== null || otherwise === null) return null
  const last = lastName(lost.subject)
  const declaring = grounds.flatMap(({ survey }) =>
    survey.about(last, ['symbol']).flatMap(({ path, weak }) => (weak ? [] : [path])),
  )
  const files = filesWith(last, grounds) - new Set(declaring).size
  return files >= manyFiles
    ? unknown(
        'ambiguous',
        `${files} files of code speak of ${last}: ${claim.subject} may be there in another way`,
      )
    : null
}

/** A route that its file, or another, still writes out may be served in a way that no extractor knows: `path.Join(prefix, "/-/reload")`. */
export const routeStands: Doubt = async ({ opinion: { lost }, fate, ground, claim }) => {
  if (lost.kind !== 'route' || fate.is !== 'gone') return null
  const written = Array.from(
    fate.was.quote.matchAll(/["'`](\/[^"'`\s]{1,200})["'`]/g),
    ([quoted, path = '']) => ({ quoted, path: path.replace(/(?<=\/)(?:[:{<][^/]*)/g, '{}') }),
  ).find(({ path }) => path === lost.subject)
  const text = written === undefined ? null : await ground.history.textNow(fate.was.path)
  if (written !== undefined && text?.includes(written.quoted) === true)
    return stillWritten(claim, 1)
  const handled = new RegExp(String.raw`\(\s{0,4}["'\x60]${escaped(claim.token)}["'\x60]\s{0,4},`)
  for (const path of await holding(claim.token, ground)) {
    if (ofTests.test(path)) continue
    const lines = ((await ground.history.textNow(path)) ?? '').split('\n')
    if (lines.some((line) => handled.test(line) && !saysNothing.test(line) && !asks.test(line)))
      return stillWritten(claim, 1)
  }
  return null
}

const ofTests = /(?:^|[/_.-])(?:tests?|specs?|__tests__|e2e|cypress|mocks?)(?:[/_.-]|$)/i
/** Who asks for a route does not serve it. */
const asks =
  /\b(?:fetch|axios|request|requests|http|https|client|session|api|superagent|cy|page|visit|navigate|redirect\w*|push|href)\b[.\w]{0,20}\(\s{0,4}["'\x60]/i

/** The text of so many makefiles that are no evidence is looked through. */
const mostSetAside = 10

/** A target may have gone to a makefile that is no evidence, or one there takes any name: `%: Makefile`. */
export const targetStands: Doubt = async ({ opinion: { lost }, claim, fate, ground }) => {
  if (lost.kind !== 'build-target' || fate.is !== 'gone') return null
  const aside = [...ground.survey.paths].filter((path) => mayBeSetAside.test(path))
  for (const path of aside.slice(0, mostSetAside)) {
    const text = (await ground.history.textNow(path)) ?? ''
    if (`\n${text}`.includes(`\n${lost.subject}:`) || /^%[ \t]{0,20}:/m.test(text))
      return unknown('incomplete-survey', `${path} may have a target ${claim.subject}`)
  }
  return null
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

/** So many files of a folder are looked through. */
const mostBeside = 20
const template = /\.(?:tmpl|tpl|template|j2|jinja2?|erb|gotmpl|in)$/

/** An object of a cluster may stand in a template of the same folder, which nobody reads as manifests. */
export const standsBeside: Doubt = async ({ opinion: { lost }, fate, ground }) => {
  if (lost.kind !== 'resource' || fate.is !== 'gone') return null
  const folder = posix.dirname(fate.was.path)
  const templates = [...ground.survey.paths].filter(
    (path) => template.test(path) && posix.dirname(path) === folder,
  )
  const name = lost.subject.split('/').at(-1) ?? lost.subject
  for (const path of templates.slice(0, mostBeside))
    if (await ground.history.stillIn(path, name))
      return unknown('incomplete-survey', `${path}, which is a template, speaks of ${name}`)
  return null
}

/** Kinds of names that code writes out in one piece. */
const spelledOut: ReadonlySet<string> = new Set(['symbol', 'environment-variable'])

/** A file that went elsewhere whole, where nobody reads code (`site/src/pages/api.ts`), may state it still. */
export const leftWithMovedFile: Doubt = async ({ opinion: { lost }, fate, ground }) => {
  if (fate.is !== 'gone' || lost.kind === 'file-path') return null
  const { path } = fate.was
  const tail = path.split('/').slice(-3).join('/')
  if (ground.survey.paths.has(path) || tail === path) return null
  const [found, ...others] = pathsEndingIn(tail, ground.survey)
  if (found === undefined || others.length > 0) return null
  const text = spelledOut.has(lost.kind) ? await ground.history.textNow(found) : null
  const name = bareName(lost.subject)
  return text !== null && [name, ...otherSpellings(name)].every((one) => !text.includes(one))
    ? null
    : unknown('ambiguous', `${path} seems to be ${found} now, which may have it`)
}

/** The type that a page names; of a member of a variable (`sc.frame.size`), the one that the member was of. */
async function typeOf({ claim: { owner }, fate, ground }: Loss): Promise<string | null> {
  if (owner === null || /^[A-Z]/.test(owner)) return owner
  const text = await ground.history.textBefore(fate.change, fate.was.path)
  return text === null ? owner : (typeAround(text, fate.was) ?? owner)
}

/** A type that no longer has a member of its own may take it over from another that is made here. */
export const inherited: Doubt = async (loss) => {
  const { opinion, fate, ground } = loss
  const { lost } = opinion
  const type = lost.kind === 'symbol' && fate.is === 'gone' ? await typeOf(loss) : null
  if (type === null || lost.kind !== 'symbol') return null
  const fact = await inheritedNow(type, lastName(lost.subject), ground)
  return fact === null ? null : { status: 'holds', evidence: [evidenceOf(fact, [ground.survey])] }
}

/** How many modules that have a name are looked at. */
const mostModules = 5

/** Modules of Ruby are taken in by types that nobody finds by their names: `include`, `prepend`, a plugin. */
export const mixedIn: Doubt = async ({ opinion: { lost }, claim, ground }) => {
  if (lost.kind !== 'symbol' || claim.owner === null) return null
  const members = ground.survey
    .about(lastName(lost.subject), ['symbol'])
    .filter(({ weak, owner, path }) => !weak && owner !== null && path.endsWith('.rb'))
  for (const { owner, path } of members.slice(0, mostModules)) {
    const type = owner?.split('::').at(-1) ?? ''
    if (isTakenIn(type, (await ground.history.textNow(path)) ?? ''))
      return unknown('ambiguous', `${path} has it in ${type}, which any type may take in`)
  }
  return null
}

/** Where no flag at all is left of those that code declared, it declares them in a way that nobody reads. */
export const listLost: Doubt = ({ opinion: { lost }, claim, grounds }) =>
  lost.kind === 'cli-flag' &&
  !grounds.some(({ survey }) =>
    [...survey.subjects('cli-flag')].some((flag) =>
      survey.about(flag, ['cli-flag']).some(({ weak }) => !weak),
    ),
  )
    ? unknown(
        'incomplete-survey',
        `no flag is known of this code any more: how it now takes ${claim.subject}, nobody reads`,
      )
    : null

/** A page that Sphinx's settings, which are a program, may copy in: `changelog`, where they name a `changelog.md`. */
export const copiedByBuild: Doubt = async ({ opinion: { lost }, claim, page, ground }) => {
  if (claim.kind !== 'link' || lost.kind !== 'file-path' || page.home === null) return null
  const stem = posix.basename(lost.path).replace(/\.(?:rst|md|txt)$/, '')
  for (const folder of ['', ...foldersAbove(page.home.path)]) {
    const path = posix.join(folder, 'conf.py')
    const text = ground.survey.paths.has(path) ? await ground.history.textNow(path) : null
    const told = text?.replace(/^.*\bexclude_patterns\b.*$/gm, '') ?? ''
    const copied = ['md', 'rst', 'txt'].find((end) =>
      told
        .split(`${stem}.${end}`)
        .slice(0, -1)
        .some((before) => !/[\w-]$/.test(before)),
    )
    if (copied !== undefined)
      return unknown(
        'created-by-reader',
        `${path} speaks of a ${stem}.${copied}, which it may make`,
      )
  }
  return null
}

/** What lay where a submodule is now went to the repository that keeps it. */
export const leftForSubmodule: Doubt = ({ fate, ground }) => {
  const submodule = fate.is === 'gone' ? submoduleAbove(fate.was.path, ground.survey) : null
  return submodule === null
    ? null
    : unknown(
        'other-project',
        `${submodule}, where it stood, is kept in another repository now, or leads elsewhere`,
      )
}

/** A makefile that now passes any target on (`%: Makefile`) may still make the one that it no longer names. */
export const passedOn: Doubt = async ({ opinion: { lost }, claim, fate, ground }) => {
  if (lost.kind !== 'build-target') return null
  const text = await ground.history.textNow(fate.was.path)
  return text !== null && /^%[ \t]*:/m.test(text)
    ? unknown('incomplete-survey', `${fate.was.path} may make ${claim.subject} by a pattern`)
    : null
}
