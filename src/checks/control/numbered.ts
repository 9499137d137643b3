import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import { type Opinion, unknown } from '../check.ts'
import { evidenceOf } from '../names.ts'
import { against, type Control } from './contract.ts'
import { type Phrase, phrasesIn } from './phrases.ts'
import { type Setting, settingsCalled } from './resources.ts'

/** A control that a number or a version sets the strength of. */
export interface Strength extends Phrase {
  readonly attributes: readonly string[]
  /** The strength as a number; null where the text says none. */
  strengthOf(text: string): number | null
  /** Settings that no resource of Terraform holds. */
  others?(claim: Claim, surveys: readonly Survey[]): readonly Setting[]
  /** What stands above suffices too (a version that is newer, a review more). */
  readonly moreIsEnough: boolean
  /** Something else that undoes it, or null. */
  undone?(claim: Claim, surveys: readonly Survey[]): Opinion | null
}

/** A control of some strength: weaker than the page says is not what the page says. */
export const numbered = (control: Strength): Control => ({
  name: control.name,
  mentions: (reading) => phrasesIn(reading, control),
  judge: (claim, surveys) => judgeStrength(control, claim, surveys),
})

function judgeStrength(control: Strength, claim: Claim, surveys: readonly Survey[]): Opinion {
  const settings = [
    ...settingsCalled(control.attributes, claim, surveys),
    ...(control.others?.(claim, surveys) ?? []),
  ]
  const said = control.strengthOf((claim.value ?? '').slice(control.name.length + 2))
  const values = settings.flatMap(({ values: all }) => all)
  const strengths = values.map((fact) => ({ fact, is: control.strengthOf(fact.value ?? '') }))
  if (said === null || strengths.length === 0)
    return unknown('never-existed', `no configuration in scope states ${control.name}`)
  if (
    strengths.some(({ is }) => is === null) ||
    settings.some(({ values: all }) => all.length === 0)
  )
    return unknown('ambiguous', `only a run can tell the strength of ${control.name}`)
  const weaker = strengths.filter(({ is }) => (is ?? 0) < said)
  const [worst] = weaker
  if (worst !== undefined && weaker.length === strengths.length)
    return against(
      `${control.name} is ${worst.fact.value}: ${worst.fact.quote}`,
      worst.fact.value ?? '',
      worst.fact,
      surveys,
    )
  if (worst !== undefined)
    return unknown('ambiguous', `${control.name} differs from place to place`)
  const undone = control.undone?.(claim, surveys) ?? null
  if (undone !== null) return undone
  const isMore = strengths.some(({ is }) => is !== said)
  if (isMore && !control.moreIsEnough)
    return unknown('ambiguous', `${control.name} is stronger than the page says`)
  return {
    status: 'holds',
    evidence: strengths.slice(0, 3).map(({ fact }) => evidenceOf(fact, surveys)),
  }
}

const words = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
]

/** A count in figures or in words. */
export const countOf = (text: string): number | null => {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  const word = words.indexOf(text.toLowerCase())
  return word < 0 ? null : word
}
