import { wordsOf } from '../../domain/fact.ts'
import type { Block } from '../../domain/passage.ts'
import type { Reading } from '../check.ts'
import type { Value } from './literals.ts'
import type { Name } from './subjects.ts'

const behind = (block: Block, value: Value): string =>
  block.text.slice(value.at + value.text.length).replace(/^[`*_"')]+/, '')

/** A default that depends on something is not one value. */
export const qualified = (block: Block, value: Value): boolean =>
  /^,? (?:if|when|unless|otherwise|or|in (?:production|development|test)|on (?:linux|macos|windows)|for|depending|plus|times|\+|\*)\b/i.test(
    behind(block, value),
  )

/** "the default `onResponse` hook": no connecting word before, and the sentence goes on behind. */
export const isAdjective = (cueText: string, block: Block, value: Value): boolean =>
  value.subject === undefined &&
  /^default\s$/i.test(cueText) &&
  /^[`*_"']* +[a-z]/i.test(block.text.slice(value.at + value.text.length))

/** "if `heartbeat` is 10 and the rate is the default 2": what is the default there has no name. */
export const isOfAnother = (block: Block, names: readonly Name[], at: number): boolean => {
  const is = / (?:is|are) (?:at |still )?(?:the|its) $/.exec(block.text.slice(0, at))
  if (is === null) return false
  return !names.some(({ span }) => {
    const gap = is.index - (span[1] - block.textStart)
    return gap >= 0 && gap < 4
  })
}

/** "Increase this from Django's default of 1000": the default of another's program, which this code may well set otherwise. */
export const isOfOther = (block: Block, at: number, { page }: Reading): boolean => {
  const owner = /\b(?:from|than|unlike|over) ([A-Z][\w.-]{1,40})['’]s (?:own )?[`*_]{0,3}$/.exec(
    block.text.slice(Math.max(0, at - 60), at),
  )?.[1]
  const own = new Set([page.home?.repository ?? '', ...page.about].flatMap(wordsOf))
  return owner !== undefined && !wordsOf(owner).some((word) => own.has(word))
}

/** "In Acme 6.0, it will be set to `true` by default." */
export const isOfFuture = (block: Block, at: number): boolean =>
  /\b(?:in|from|with|starting|as of) (?:[A-Z][\w-]{0,20} |version )?v?\d[\w.]{0,12},?[^.]{0,160}\bwill\b[^.]{0,60}$/i.test(
    block.text.slice(Math.max(0, at - 300), at).replace(/\s+/g, ' '),
  )

/** "If set to 0, the breaker takes the default of 60 seconds": what stands in for that one value, not for none. */
export const isForOneValue = (block: Block, at: number): boolean =>
  /\b(?:if|when)\s(?:(?:it|this|the value|[\x60*]{1,3}[\w.-]{1,60}[\x60*]{1,3})\s(?:is\s(?:set to\s|equal to\s)?|equals\s|==?\s)|set to\s|equal to\s|==?\s)[\x60*_"']{0,3}(?:zero|-?\d[\w.]{0,8})(?![\w.])[^.;]{0,120}$/i.test(
    block.text.slice(Math.max(0, at - 200), at).replace(/\s+/g, ' '),
  )

/**
 * "Set `BERTH_LIMIT=5`", or a switch in a list of what to switch on: it tells what to give, and what it is else may be another thing.
 */
export const isGiven = (is: string, before: string, behind: string, lead: string): boolean => {
  if (/\bdefault/i.test(before) || /\bdefault/i.test(lead)) return false
  const isSwitch = /^\s{0,4}true\b/.test(behind) && /(?:^|\n)\W*$/.test(before)
  return isSwitch || (is === '=' && (/\bexport $/.test(before) || toGive.test(before)))
}

const toGive =
  /(?:^|[.:;,\n]\s{0,4}|\bto )(?:set|add|export|put|pass|specify|define|run|start)\b[^.:;\n]{0,60}$/i
