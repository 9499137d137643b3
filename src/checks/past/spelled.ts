import type { Claim } from '../../domain/claim.ts'
import type { Judgement } from '../../domain/finding.ts'
import { unknown } from '../check.ts'
import { otherSpellings } from '../spellings.ts'
import { type Doubt, lastName } from './loss.ts'

/** Kinds whose names libraries derive from those of fields and parameters. */
const derived: ReadonlySet<string> = new Set([
  'option',
  'setting',
  'cli-flag',
  'environment-variable',
])

/** A name of several words that stands in code in another spelling, from which a parser may derive it: `BlockID`. */
export const standsOtherwise: Doubt = ({ opinion: { lost, whole }, claim, fate, grounds }) => {
  if (fate.is !== 'gone' || whole !== null) return null
  if (lost.kind === 'file-path' || !derived.has(lost.kind)) return null
  const last = lastName(lost.subject)
  for (const spelling of otherSpellings(last)) {
    const files = grounds.reduce((sum, { survey }) => sum + survey.occurrences(spelling), 0)
    if (files > 0) return spelledOtherwise(claim, spelling, files)
  }
  return null
}

const spelledOtherwise = ({ subject }: Claim, spelling: string, files: number): Judgement =>
  unknown(
    'ambiguous',
    `no declaration of ${subject} is left, but ${spelling} stands in ${files === 1 ? 'a file' : `${files} files`} of code, which may be it`,
  )
