import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import { type Opinion, unknown } from '../check.ts'
import { evidenceOf } from '../names.ts'
import { against, type Control } from './contract.ts'
import { phrasesIn } from './phrases.ts'
import { isProduction, meant, resourcesOf, settingsCalled } from './resources.ts'

/** A control that attributes of resources switch on. */
export interface Flag {
  readonly name: string
  readonly says: RegExp
  /** Attributes that switch it, by any of their names. */
  readonly attributes: readonly string[]
  /** Types of resources for which it is off unless it is switched on. */
  readonly offByDefault?: readonly string[]
  /** Whether a value means on; null where it says neither. */
  isOn?(value: string): boolean | null
}

const plain = (value: string): boolean | null =>
  /^(?:true|enabled|on)$/i.test(value)
    ? true
    : /^(?:false|disabled|suspended|off)$/i.test(value)
      ? false
      : null

/** A control made of one switch. */
export const flagged = (flag: Flag): Control => ({
  name: flag.name,
  mentions: (reading) => phrasesIn(reading, flag),
  judge: (claim, surveys) => judgeFlag(flag, claim, surveys),
})

function judgeFlag(flag: Flag, claim: Claim, surveys: readonly Survey[]): Opinion {
  const isOn = flag.isOn ?? plain
  const settings = settingsCalled(flag.attributes, claim, surveys)
  const values = settings.flatMap(({ values: all }) => all)
  const off = values.filter(({ value }) => isOn(value ?? '') === false)
  const on = values.filter(({ value }) => isOn(value ?? '') === true)
  const worst = off.find(isProduction) ?? off[0]
  if (worst !== undefined && (on.length === 0 || isProduction(worst)))
    return against(`${flag.name} is off: ${worst.quote}`, worst.value ?? 'off', worst, surveys)
  if (worst !== undefined)
    return unknown('ambiguous', `${flag.name} is on in one place and off in another`)
  const bare = withoutFlag(
    flag,
    settings.map(({ fact }) => fact),
    claim,
    surveys,
  )
  if (settings.length === 0 && bare.length > 0 && bare[0] !== undefined)
    return against(
      `nothing switches ${flag.name} on for ${bare[0].subject}, and it is off by default`,
      'not set',
      bare[0],
      surveys,
    )
  if (on.length === 0)
    return unknown('never-existed', `no configuration in scope states ${flag.name}`)
  if (on.length < values.length || settings.some(({ values: all }) => all.length === 0))
    return unknown('ambiguous', `only a run can tell whether ${flag.name} is on everywhere`)
  return { status: 'holds', evidence: on.slice(0, 3).map((fact) => evidenceOf(fact, surveys)) }
}

/** Resources that the claim can mean, that no attribute speaks of: only where the page names one of them, or there is just one. */
function withoutFlag(
  flag: Flag,
  set: readonly Fact[],
  claim: Claim,
  surveys: readonly Survey[],
): readonly Fact[] {
  const all = resourcesOf(new Set(flag.offByDefault ?? []), surveys)
  const chosen = meant(all, claim)
  const isNamed = chosen.length < all.length || all.length === 1
  return isNamed
    ? chosen.filter(({ subject }) => !set.some((fact) => fact.subject.startsWith(`${subject}.`)))
    : []
}
