import type { Mention } from '../check.ts'

/** Whether what was read as a default is none after all, by what stands around it. */
export const isNoDefault = (stated: Mention): boolean =>
  goesOn(stated) || isSet(stated) || isOneOfSeveral(stated) || isCutOff(stated)

/** `1024 * 10` and `2^20` are to be worked out, "2 times the workers" and "1 million" too, 0x10 goes on: the first number is no value. */
const goesOn = ({ block, span, value }: Mention): boolean => {
  const behind = block.text.slice(span[1] - block.textStart)
  return (
    /^(?:`?\s{0,3}(?:[*×]|\*\*|\^)\s{0,3}\d|[xX]\w|`?[ -](?:dozen|hundred|thousand|million|billion)\b)/.test(
      behind,
    ) ||
    /^\d[\d.,]* (?:dozen|hundred|thousand|million|billion)\b/.test(value ?? '') ||
    (/\btimes$/.test(value ?? '') && /^ (?:the|as|its|number)\b/.test(behind))
  )
}

/** "(default:" at the end of a line: the value stands on the next. */
const isCutOff = ({ block, span, value }: Mention): boolean =>
  !/\w/.test(value ?? '') && /^[ \t]*\n/.test(block.text.slice(span[1] - block.textStart))

/** "With `mode=disk` the volume is named `x` by default": what the sentence sets has no default there. */
const isSet = ({ block, subject, value }: Mention): boolean =>
  block.kind !== 'code' &&
  block.text.includes(`${subject}=`) &&
  !block.text.includes(`${subject}=${value ?? ''}`)

/** `PROVIDER=kind VERSION=8.7`: several variables are set in a row, as a command is given them. */
const isOneOfSeveral = ({ block, span, subject }: Mention): boolean => {
  const at = span[0] - block.textStart
  const from = block.text.lastIndexOf('\n', at) + 1
  const line = block.text.slice(Math.max(from, at - 400), at + 200).split('\n')[0] ?? ''
  return (
    line.includes(`${subject}=`) &&
    (line.match(/(?<![\w-])[A-Z][A-Z\d_]{1,60}=\S/g) ?? []).length > 1
  )
}
