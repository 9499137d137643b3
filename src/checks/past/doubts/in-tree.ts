import { posix } from 'node:path'
import type { Lost } from '../../../domain/history.ts'
import { escaped } from '../../../values/escaped.ts'
import { unknown, type Whole } from '../../check.ts'
import { isOwn } from '../../command-lines/programs.ts'
import type { Ground } from '../../run.ts'
import { isDistinctive } from '../../shape.ts'
import { isVendored } from '../conventions.ts'
import { bareName, type Doubt, ofPrograms, stillWritten } from '../loss.ts'

/** What people read, what was built once, tables, and lists for translators: an old name stands there as it does on the page. */
export const isText = (path: string): boolean =>
  /\.(?:mdx?|mdc|markdown|rst|adoc|asciidoc|txt|text|org|tex|texi|pod|rdoc|html?|po|pot|ipynb|[1-9]|man|lock|map|snap|svg|csv|tsv|sarif|patch|diff)$|\.min\.\w+$/i.test(
    path,
  ) ||
  /(?:^|\/)(?:readme|install|news|todo|authors|licen[cs]e|copying|notice)$/i.test(path) ||
  /(?:^|\/)(?:dist|build|out|target)\//.test(path) ||
  /(?:^|\/)(?:docs?|documentation|web-?site|site|change(?:log)?s?|news|history)(?:[./]|$)/i.test(
    path,
  )

/** A comment, of templates too, or a line that says that the name is gone. */
export const saysNothing =
  /^\s*(?:#|\/\/|\/?\*|--|;|\{\{-?\s*\/\*|\{#|<%#|<!--)|\b(?:removed|deprecated|renamed|obsolete)\b/i

/** So many files that hold a word are looked into. */
export const mostFiles = 20

/** Files of the tree, but texts and copies of what others made, that hold a word. */
export const holding = async (word: string, { history }: Ground): Promise<readonly string[]> =>
  (await history.filesHolding(word))
    .filter((path) => !isText(path) && !isVendored(path))
    .slice(0, mostFiles)

async function standsIn(path: string, word: string, { history }: Ground): Promise<boolean> {
  const text = await history.textNow(path)
  // What holds the word and cannot be read may well state it.
  if (text === null) return true
  if (/^\w+$/.test(word) && !(await history.stillIn(path, word))) return false
  const whole = new RegExp(String.raw`(?<![\w-])${escaped(word)}(?![\w-])`)
  return text.split('\n').some((line) => whole.test(line) && !saysNothing.test(line))
}

/**
 * The name anywhere in the tree outside of comments and documents: in a template, a test, a file that a machine wrote, a format of which
 * nobody reads facts. Whoever says that nothing has it any more must not be shown it.
 */
export const standsInTree: Doubt = async ({ opinion, claim, fate, ground }) => {
  const { lost, whole, otherwise, exact } = opinion
  if (fate.is !== 'gone' || whole !== null || lost.kind === 'file-path') return null
  // A pipeline may name an image under any key: `pg_image: acme/pg:17`.
  const isImage = lost.kind === 'image' && lost.subject.includes('/')
  if (!isImage && (!ofPrograms.has(lost.kind) || otherwise !== null || exact === true)) return null
  const word = isImage ? lost.subject : bareName(lost.subject)
  if (!isImage && !isDistinctive(word)) return null
  for (const path of await holding(word, ground))
    if (await standsIn(path, word, ground)) return stillWritten(claim, 1)
  return null
}

/** A file that spells out what a whole list lacks, and so may take it; null where none does. */
export async function taking(
  lost: Lost,
  whole: Whole,
  grounds: readonly Ground[],
): Promise<string | null> {
  if (lost.kind === 'cli-flag') return takingFlag(lost.subject, grounds)
  if (lost.kind === 'command') return takingCommand(lost.subject, grounds)
  return lost.kind === 'member' ? takingMember(lost.subject, whole, grounds) : null
}

/** Has the flag in quotes, or as a case of a script: `--config)`. */
async function takingFlag(flag: string, grounds: readonly Ground[]): Promise<string | null> {
  const taken = new RegExp(String.raw`["'\x60|(\s]${escaped(flag)}["'\x60|)]`)
  for (const ground of grounds)
    for (const path of await holding(flag, ground))
      if (taken.test((await ground.history.textNow(path)) ?? '')) return path
  return null
}

/** Has the command as a case of a shell script that hands on to others, `tenant)`, or in quotes behind a program of ours: `"acme tenant"`. */
async function takingCommand(command: string, grounds: readonly Ground[]): Promise<string | null> {
  const word = command.split(' ').at(-1) ?? command
  const isCase = new RegExp(
    String.raw`^[ \t]*(?:[\w-]{1,40}[ \t]?\|[ \t]?){0,8}["']?${escaped(word)}["']?(?:[ \t]?\|[ \t]?[\w-]{1,40}){0,8}\)`,
  )
  const quoted = new RegExp(String.raw`["']([\w-]{1,40}) ${escaped(word)}["']`)
  const surveys = grounds.map(({ survey }) => survey)
  for (const ground of grounds)
    for (const path of await holding(word, ground)) {
      const text = (await ground.history.textNow(path)) ?? ''
      const isShell = /^[ \t]*esac\b/m.test(text)
      const takes = (line: string): boolean =>
        (isShell && isCase.test(line)) || isOwn(quoted.exec(line)?.[1] ?? '', surveys)
      if (text.split('\n').some((line) => takes(line) && !saysNothing.test(line))) return path
    }
  return null
}

/** Compares something with the value, in quotes, where the set is declared: `said === 'webtext'`. */
async function takingMember(
  value: string,
  { evidence }: Whole,
  grounds: readonly Ground[],
): Promise<string | null> {
  const quoted = String.raw`["'\x60]${escaped(value)}["'\x60]`
  const compared = new RegExp(
    String.raw`(?:==|!=|\bcase |\bwhen |\bin [\[(]|[eE]quals\(|\bis )[^\n]{0,40}${quoted}|${quoted}\s*(?:==|!=|=>)`,
  )
  for (const one of evidence) {
    if (one.in !== 'code') continue
    const ground = grounds.find(({ survey }) => survey.repository === one.repository)
    if (ground === undefined) continue
    const lines = ((await ground.history.textNow(one.path)) ?? '').split('\n')
    if (lines.some((line) => compared.test(line) && !saysNothing.test(line))) return one.path
  }
  return null
}

/** A path of fewer names says too little: any file has two of them. */
const fewestLevels = 3

/** `resources.requests.cpu`: one file of code declares each name of the path, which settings once spelled out elsewhere. */
export const declaredByLevels: Doubt = ({ opinion, fate, ground }) => {
  const { lost } = opinion
  if (fate.is !== 'gone' || opinion.exact !== true) return null
  if (lost.kind !== 'option' && lost.kind !== 'setting') return null
  const levels = lost.subject.split('.')
  if (levels.length < fewestLevels) return null
  const [first = new Set<string>(), ...others] = levels.map(
    (level) =>
      new Set(
        ground.survey
          .about(level, ['option', 'setting', 'symbol'])
          .flatMap(({ path, weak }) => (weak || isText(path) ? [] : [path])),
      ),
  )
  const path = [...first].find((one) => others.every((paths) => paths.has(one)))
  return path === undefined
    ? null
    : unknown('ambiguous', `${path} declares every name of ${lost.subject}`)
}

const inQuotes = /"((?:\.{0,2}\/)?[\w@][\w./@-]{1,200})"/g

/** `"main": "lib/acme.js"`: a file of a package that its manifest still names is built, and not kept. */
export const namedByManifest: Doubt = async ({ opinion: { lost }, fate, ground, page }) => {
  if (lost.kind !== 'file-path' || fate.is === 'moved') return null
  if (!/\.(?:[cm]?js|d\.ts|css)$/.test(lost.path)) return null
  const name = posix.basename(lost.path)
  const manifests = (await ground.history.filesHolding(name)).filter(
    (path) => posix.basename(path) === 'package.json' && !isVendored(path),
  )
  const beside = posix.join(posix.dirname(page.home?.path ?? ''), lost.path)
  for (const manifest of manifests.slice(0, mostFiles)) {
    const text = (await ground.history.textNow(manifest)) ?? ''
    for (const [, written = ''] of text.matchAll(inQuotes)) {
      const path = posix.join(posix.dirname(manifest), written)
      if (path === lost.path || path === fate.was.path || path === beside)
        return unknown('created-by-reader', `${manifest} names ${written}, which a build may make`)
    }
  }
  return null
}

/** What tells of one day or release: it writes of what that took away. */
const ofReleases =
  /(?:^|[/_.-])(?:change[-_]?log|changes|history|news|releases?|releas(?:e[-_]?notes|ing)|notes|upgrad\w{1,4}|migrat\w{1,4}|blogs?|posts)(?:[/_.-]|$)/i
const ofPeople = /\.(?:mdx?|markdown|rst|adoc|asciidoc|txt|html?)$/i
/** What was built of other files, or lists what they hold. */
const ofMachines =
  /(?:^|\/)(?:dist|build|out|target)\/|\.(?:lock|map|snap|svg|csv|tsv|sarif|min\.\w+)$/i

/**
 * A key that another file still writes whole, in code, in what others made, or on a page that first wrote it when it had gone: somebody else's
 * may be meant, or one that code puts together.
 */
export const writtenBeside: Doubt = async ({
  opinion: { lost },
  fate: { change },
  claim,
  page,
  ground,
  isSeen,
}) => {
  if (isSeen || (lost.kind !== 'option' && lost.kind !== 'setting')) return null
  const { history, survey } = ground
  const own = page.home?.repository === survey.repository ? page.home.path : null
  const isWritten = async (path: string): Promise<boolean> => {
    if (path === own || ofReleases.test(path) || ofMachines.test(path)) return false
    if (!ofPeople.test(path)) return standsIn(path, lost.subject, ground)
    const first = await history.firstMention(path, lost.subject)
    return first !== null && change.date !== null && first >= change.date
  }
  for (const path of await history.filesHolding(lost.subject))
    if (await isWritten(path))
      return {
        status: 'unknown',
        reason: 'ambiguous',
        because: `${path} writes ${claim.subject} still`,
        ...(change.commit === null ? {} : { doubted: change.commit }),
      }
  return null
}
