import { wordsOf } from '../domain/fact.ts'

const identifier = /^[A-Za-z_$][\w$]*$/
const dotted = /^[A-Za-z_$][\w$-]*(?:\.[A-Za-z_$][\w$-]*)+$/
const screaming = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/

const placeholderWords = new Set(
  'foo bar baz qux quux foobar example sample dummy placeholder todo xxx yyy zzz lorem ipsum my your our some thing whatever'.split(
    ' ',
  ),
)

export const isIdentifier = (text: string): boolean => identifier.test(text)
export const isDotted = (text: string): boolean => dotted.test(text)
/** `PAYMENTS_URL`: at least two words, all capitals. */
export const isScreaming = (text: string): boolean => screaming.test(text)
/** `FSTDEP005`, `E1042`: the code of an error or a warning. */
export const isCode = (text: string): boolean => /^[A-Z]{2,}-?\d{2,}$/.test(text)
export const isKebab = (text: string): boolean => kebab.test(text)

/** Stands for something the reader must fill in. */
export function isPlaceholder(text: string): boolean {
  // The stars of a schedule stand for themselves.
  if (/^(?:[\d*,/-]{1,20} ){4}[\d*,/-]{1,20}$/.test(text)) return false
  if (/[<>{}*…]|\.\.\.|\bpath\/to\b|X{3,}/.test(text)) return true
  if (
    /(?:^|[^A-Za-z])[xX]\.[yY](?:\.[zZ])?(?:$|[^A-Za-z])|YYYY|(?:^|[^A-Za-z])N{2,}(?:$|[^A-Za-z])/.test(
      text,
    )
  )
    return true
  const words = wordsOf(
    pathWithExample.test(text.slice(Math.max(0, text.lastIndexOf('/'))))
      ? text.replace(forExample, '')
      : text,
  )
  return words.some((word, index) => placeholderWords.has(word) && !isWordOfOwn(words, index))
}

/** `acme/settings_example.py`, `deploy/.env.sample`: files that are there to be copied. */
const pathWithExample = /^\/.{0,100}[._-](?:example|sample)(?![a-z])/i
const forExample = /[._-](?:example|sample)(?![a-z])/gi

/** `sample_rate`, `progressBar`: words that have a meaning of their own beside others. */
const isWordOfOwn = (words: readonly string[], index: number): boolean => {
  const [word, before, behind] = [words[index], words[index - 1], words[index + 1]]
  if (word === 'sample') return behind !== undefined && measures.has(behind)
  return word === 'bar' && before !== undefined && bars.has(before)
}
const measures = new Set(
  'rate rates size sizes count counts interval intervals ratio period frequency limit limits type weight weights buffer'.split(
    ' ',
  ),
)
const bars = new Set(
  'progress side status tool nav menu title scroll task search app tab top bottom address'.split(
    ' ',
  ),
)

/**
 * The start of many names, where the reader goes on: `test-{dialect}`, `setup-*`, `reset-`; or one that a lone capital
 * stands in for, `stop-X`. `behind` is what follows it on the page.
 */
export const isStem = (name: string, behind: string): boolean =>
  /[-:_]$/.test(name) ||
  /[-:_][XN]$/.test(name) ||
  /^[-:_.]?(?:[{<*$]|\[[a-z]|\.\.\.|…)/.test(behind)

/**
 * A name that hardly anyone would choose by chance: two words or more (`bodyLimit`, `body_limit`, `extension2wrapper`).
 * Common words cannot speak for themselves.
 */
export const isDistinctive = (name: string): boolean =>
  isCode(name) ||
  /^[a-z]{3,}[24][a-z]{3,}$/i.test(name) ||
  wordsOf(name).filter((word) => word.length > 1).length >= 2

/** Names that every program has, whatever the project: never evidence of drift. */
const everyday = new Set(
  'constructor toString valueOf hasOwnProperty then catch finally log error warn info debug length name type id key value data index default module exports require import export true false null undefined this self cls main init'.split(
    ' ',
  ),
)
export const isEveryday = (name: string): boolean => name.length < 2 || everyday.has(name)
