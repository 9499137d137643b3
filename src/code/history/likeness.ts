import { type FileFact, wordsOf } from '../../domain/fact.ts'
import { spellings } from './needles.ts'

/** A line with the name (in any spelling) taken out and white space evened: what its twin shares. */
export function skeleton(line: string, name: string): string {
  let text = line.replaceAll(/\s+/g, ' ').trim()
  for (const form of spellings(name)) text = text.replaceAll(wholeWord(form), '\0')
  const last = name.split('.').at(-1) ?? name
  if (last !== name) text = text.replaceAll(wholeWord(last), '\0')
  return text
}

const wholeWord = (text: string): RegExp =>
  new RegExp(`(?<![\\w$])${text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}(?![\\w$])`, 'g')

const commonWords = new Set(
  `abstract async auto bool boolean byte char class const constexpr def default describe double else enum export extends
  false final float fn for from func function global if impl import int integer interface internal let local long macro
  module mut namespace new nil none null number object of option override package private protected pub public readonly
  return self set static str string struct sub the this trait true type undefined unsigned use usize val var virtual void
  add_argument args flag bool name string u32 u64 i32 i64 vec any unknown`.split(/\s+/),
)

/** Whether what remains of a line says something of its own. */
export const isTelling = (shape: string): boolean =>
  (shape.match(/[A-Za-z_][\w$]*|\d{2,}/g) ?? []).filter(
    (word) => word.length > 2 && !commonWords.has(word.toLowerCase()),
  ).length >= 2

/** Whether two names share at least half of their words, or are spelt almost alike. */
export function wordsShared(a: string, b: string): boolean {
  const [one, other] = apart(a.split('.'), b.split('.')).map((parts) => wordsOf(parts.join('.')))
  if (one === undefined || other === undefined) return false
  if (one.join('') === other.join('')) return true
  const shared = one.filter((word) => other.includes(word)).length
  return shared * 2 >= Math.max(one.length, other.length)
}

/** Whether a change's own subject names both: "call hold days value date days". */
export function saidOfBoth(said: string, old: string, now: string): boolean {
  const words = ` ${wordsOf(said).join(' ')} `
  return apart(old.split('.'), now.split('.')).every((parts) =>
    words.includes(` ${wordsOf(parts.join('.')).join(' ')} `),
  )
}

// Two settings of one section share the section's name, which tells nothing of them.
function apart(a: readonly string[], b: readonly string[]): readonly (readonly string[])[] {
  let same = 0
  while (same < Math.min(a.length, b.length) - 1 && a[same] === b[same]) same += 1
  return [a.slice(same), b.slice(same)]
}

/** Whether two facts with this value are likely the same one. */
export const isTellingValue = (value: string | null): boolean =>
  value !== null &&
  value.length >= 3 &&
  !/^(?:true|false|null|none|undefined|\d{1,2}|\[\]|\{\})$/i.test(value)

const bodyLines = 12

/** The lines that follow a fact's own, with its name taken out. */
export const body = (text: string, fact: FileFact): readonly string[] =>
  text
    .split('\n', fact.line + bodyLines)
    .slice(fact.line)
    .map((line) => skeleton(line, fact.subject))
    .filter((line) => line.length > 3)

/** Whether most lines of two bodies are the same. */
export function bodiesAgree(old: readonly string[], now: readonly string[]): boolean {
  if (old.length < 3 || now.length < 3) return false
  const there = new Set(now)
  const shared = old.filter((line) => there.has(line)).length
  return shared / Math.max(old.length, now.length) >= 0.6
}
