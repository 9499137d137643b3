import { type Survey, wordsOf } from '../../../domain/fact.ts'
import { escaped } from '../../../values/escaped.ts'
import { unknown } from '../../check.ts'
import type { Ground } from '../../run.ts'
import { otherSpellings } from '../../spellings.ts'
import { type Doubt, isRegistered, lastName, surveysOf } from '../loss.ts'
import { holding, saysNothing } from './in-tree.ts'

/** What stands where a text goes on with a value: `${x}`, `#{x}`, `%s`, `##x`, `" + x`. */
const valueBehind = /^(?:\$\{|\$\(|#\{|%[sdvq@(]|##|["'`][ \t]{0,4}\+[ \t]{0,4}[\w$@(&*])/
/** The same before it; letters before a quote say what sort of text it is: `x + f"_total"`. */
const valueBefore = /(?:\}|%[sdvq]|##|[\w)\]][ \t]{0,4}\+[ \t]{0,4}(?:[a-zA-Z]{1,2})?["'`])$/
/** PHP and Perl join by a dot: `"get_" . $name`. */
const dotted = /\.(?:php|p[lm])$/
const dotBehind = /^["'][ \t]{0,4}\.[ \t]{0,4}[\w$(]/
const dotBefore = /[\w)\]][ \t]{0,4}\.[ \t]{0,4}["']$/
/** Languages that fill a bare brace in: `f"get_{name}"`, `format!("get_{}")`. */
const bracesFill = /\.(?:pyi?|rs|cs|j2|vue)$/
const bareBrace = /^\{[\w.:!?[\]()]{0,60}\}/

/** A part of a name with fewer letters than this stands before a value in any code, unless it ends where names are joined. */
const fewestLetters = 5
/** A name longer than this is nobody's. */
const longestName = 200

/**
 * A name that the file which wrote it out may now put together: `--no-cache` of `f"--no-{name}"`, `onOpen` of
 * `` `on${event}` ``. One part of it stands before or behind a value there, and code has the rest as a word.
 */
export const composed: Doubt = async (loss) => {
  const { opinion, fate, ground, claim } = loss
  const { lost } = opinion
  if (fate.is !== 'gone' || lost.kind === 'file-path') return null
  const name = lastName(lost.subject)
  if (name.length > longestName) return null
  const family = familyIn(name, surveysOf(loss))
  if (family !== undefined)
    return unknown(
      'incomplete-survey',
      `code puts names that begin with ${family} together at run time`,
    )
  const prefixed = /^[A-Z][A-Z\d_]*$/.test(name) ? await prefixIn(name, ground) : undefined
  if (prefixed !== undefined)
    return unknown(
      'incomplete-survey',
      `${prefixed} puts names together at run time, and ${claim.subject} may be one`,
    )
  const suffixed = await suffixIn(name, ground)
  if (suffixed !== undefined)
    return unknown(
      'incomplete-survey',
      `${suffixed} puts names together, and ${claim.subject} may be one`,
    )
  const text = await ground.history.textNow(fate.was.path)
  if (text === null) return null
  const made = splitsOf(name).find(
    ([head, tail]) =>
      (isPart(head) && goesOn(text, head, fate.was.path) && isWord(tail, surveysOf(loss))) ||
      (isPart(tail) && comesOn(text, tail, fate.was.path) && isWord(head, surveysOf(loss))),
  )
  return made === undefined
    ? null
    : unknown(
        'incomplete-survey',
        `${fate.was.path} puts names together at run time, and ${claim.subject} may be ${made.join(' and ')}`,
      )
}

/**
 * A long name that code registered in quotes, and of which it now has a piece, `harbour_` or `http_requests` of
 * `harbour_http_requests`: it may put the rest to it as it runs.
 */
export const putTogether: Doubt = (loss) => {
  const { opinion, claim, fate } = loss
  const { lost, whole } = opinion
  if (fate.is !== 'gone' || whole !== null || lost.kind === 'file-path') return null
  const last = lastName(lost.subject)
  if (wordsOf(last).length < 3 || !isRegistered(last, fate.was.quote)) return null
  const piece = splitsOf(last)
    .filter(([head]) => /[_-]$/.test(head))
    .flatMap(([head, tail]) => (/[_-]/.test(tail) ? [head, tail] : [head]))
    .find((one) => stands(one, surveysOf(loss)))
  return piece === undefined
    ? null
    : unknown('ambiguous', `code has ${piece}, of which it may make ${claim.subject}`)
}

/** So many files that have a piece of a name are looked at. */
const mostFiles = 5

/** The first file that puts one of some pieces of a name beside a value. */
async function firstPutting(
  pieces: readonly string[],
  puts: (text: string, piece: string, path: string) => boolean,
  history: Ground['history'],
): Promise<string | undefined> {
  for (const piece of pieces)
    for (const path of (await history.filesHolding(piece)).slice(0, mostFiles))
      if (puts((await history.textNow(path)) ?? '', piece, path)) return path
  return undefined
}

/** A file that puts the beginning of a setting's name before a value, `'HARBOUR_%s' % name`, where code has the rest as a word. */
async function prefixIn(name: string, { survey, history }: Ground): Promise<string | undefined> {
  const heads = splitsOf(name).filter(
    ([head, tail]) =>
      head.endsWith('_') && tail.includes('_') && stands(head, [survey]) && stands(tail, [survey]),
  )
  return firstPutting(
    heads.map(([head]) => head),
    goesOn,
    history,
  )
}

/** A file that puts the end of a name, two words or more, behind a value, `${prefix}BerthList`, where code has the rest as a word. */
async function suffixIn(name: string, { survey, history }: Ground): Promise<string | undefined> {
  const tails = splitsOf(name).filter(
    ([head, tail]) =>
      /^[A-Z]/.test(tail) &&
      wordsOf(tail).length > 1 &&
      isPart(tail) &&
      stands(tail, [survey]) &&
      isWord(head, [survey]),
  )
  return firstPutting(
    tails.map(([, tail]) => tail),
    (text, tail, path) => !isProse.test(path) && comesOn(text, tail, path),
    history,
  )
}

const isProse = /\.(?:mdx?|rst|adoc|txt)$/i

/**
 * What a name begins with that is put together at run time: `LEDGER_POOL_`, two words or more of a variable's name, in code that reads variables
 * whose names only the running program knows; `ledger_` of a table `ledger_entry` of a project called ledger, where code has both as words.
 */
function familyIn(name: string, surveys: readonly Survey[]): string | undefined {
  const heads = splitsOf(name).filter(([head]) => head.endsWith('_'))
  if (/^[A-Z][A-Z\d_]*$/.test(name)) {
    const open = surveys.filter((survey) => survey.incomplete('environment-variable') !== null)
    return heads.find(([head]) => /[^_]_+[^_]+_$/.test(head) && stands(head, open))?.[0]
  }
  const own = new Set(
    surveys.flatMap(({ names }) => names.map((one) => `${wordsOf(one).join('_')}_`)),
  )
  return heads.find(
    ([head, tail]) => own.has(head) && stands(head, surveys) && isWord(tail, surveys),
  )?.[0]
}

const stands = (word: string, surveys: readonly Survey[]): boolean =>
  surveys.some((survey) => survey.occurrences(word) > 0)

/** A name parted between any two of its words, on either side of what joins them. */
function splitsOf(name: string): readonly (readonly [string, string])[] {
  const splits: [string, string][] = []
  for (let at = 1; at < name.length; at += 1) {
    const pair = name.slice(at - 1, at + 1)
    if (/^[_.-]|[_.-]$|^[a-z\d][A-Z]$/.test(pair)) splits.push([name.slice(0, at), name.slice(at)])
  }
  return splits
}

const isPart = (part: string): boolean => {
  const letters = part.replace(/[^A-Za-z]/g, '').length
  const isJoined = /^[_.-]|[_.-]$/.test(part)
  return letters >= (part.startsWith('--') ? 2 : isJoined ? 3 : fewestLetters)
}

function goesOn(text: string, head: string, path: string): boolean {
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
    if (/\w/.test(text[at - 1] ?? '')) continue
    const rest = text.slice(at + head.length, at + head.length + 70)
    if (valueBehind.test(rest) || (bracesFill.test(path) && bareBrace.test(rest))) return true
    if (dotted.test(path) && dotBehind.test(rest)) return true
  }
  return false
}

function comesOn(text: string, tail: string, path: string): boolean {
  for (let at = text.indexOf(tail); at >= 0; at = text.indexOf(tail, at + 1)) {
    if (/\w/.test(text[at + tail.length] ?? '')) continue
    const before = text.slice(Math.max(0, at - 20), at)
    if (valueBefore.test(before) || (dotted.test(path) && dotBefore.test(before))) return true
  }
  return false
}

/** Whether code has the rest of a name as a word, in whatever spelling. */
function isWord(part: string, surveys: readonly Survey[]): boolean {
  const bare = part.replace(/^[_.-]+|[_.-]+$/g, '')
  if (bare.length < 2) return false
  const spellings = [bare, bare[0]?.toLowerCase() + bare.slice(1), bare.toLowerCase()]
  return [...spellings, ...otherSpellings(bare)].some((word) => stands(word, surveys))
}

/** A path of more parts than this is written in one piece. */
const mostParts = 6

/** In settings a list of folders is no path. */
const ofSettings = /\.(?:json[c5]?|ya?ml|toml|ini|cfg|xml)$/i
/** Beside the file that says so. */
const ofItsOwn = /__dirname|__file__|__DIR__|import\.meta/

/** `resolve('.', 'src', 'scripts')`: a path that code puts together is looked for where the program is run. */
export const joinedByParts: Doubt = async ({ opinion: { lost }, fate, claim, ground }) => {
  if (lost.kind !== 'file-path' || fate.is !== 'gone' || claim.kind !== 'file-path') return null
  const parts = lost.path.split('/').filter((part) => part !== '' && part !== '.')
  const last = parts.at(-1)
  if (last === undefined || parts.length < 2 || parts.length > mostParts) return null
  const quoted = parts.map((part) => String.raw`["'\x60]${escaped(part)}["'\x60]`)
  const joined = new RegExp(
    String.raw`(?:join|resolve|path)\s{0,4}\([^()\n]{0,80}${quoted.join(String.raw`\s{0,4},\s{0,4}`)}|${quoted.join(String.raw`\s{0,4}/\s{0,4}`)}`,
    'i',
  )
  for (const path of await holding(last, ground)) {
    if (ofSettings.test(path)) continue
    const lines = ((await ground.history.textNow(path)) ?? '').split('\n')
    if (lines.some((line) => joined.test(line) && !ofItsOwn.test(line) && !saysNothing.test(line)))
      return unknown(
        'created-by-reader',
        `${path} puts ${claim.subject} together, and looks for it where it runs`,
      )
  }
  return null
}
