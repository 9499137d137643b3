import type { Support } from '../domain/answer.ts'
import type { LabelledPair } from './support-labels.ts'
import { type Share, shareOf } from './wilson.ts'

/** What was said of one labelled pair. */
export interface Judged {
  readonly row: LabelledPair
  readonly support: Support
}

/** How good what was said of some rows is. A commitment is `supported` or `contradicted`; everything else passes nothing. */
export interface SupportFigures {
  readonly rows: number
  /** Claims that one row bears out and another contradicts: the one is said supported, and the other is not. */
  readonly bothSides: Share
  /** The same, and the other is said contradicted. */
  readonly bothSidesStrictly: Share
  readonly contradictedRight: Share
  /** Of what is said contradicted, what is labelled anything but supported. */
  readonly contradictedNotSupported: Share
  readonly supportedRight: Share
  readonly coverage: Share
  /** Of the supported rows those that are said supported, and of the others those that are not; null where there are none of either. */
  readonly balancedAccuracy: number | null
}

export interface SupportScore {
  readonly all: SupportFigures
  readonly withNumber: SupportFigures
  readonly bySource: Readonly<Record<string, SupportFigures>>
  /** The mean of the balanced accuracies of sources whose name begins with the same word, where there are several. */
  readonly meanOfSources: Readonly<Record<string, number>>
}

/** Scores what was said against labels; rows without a label are left out. */
export function scoreSupport(judged: readonly Judged[]): SupportScore | null {
  const labelled = judged.filter(({ row }) => row.label !== null)
  if (labelled.length === 0) return null
  const sources = [...new Set(labelled.map(({ row }) => row.source))].sort()
  const bySource = Object.fromEntries(
    sources.map((source) => [
      source,
      figuresOf(labelled.filter(({ row }) => row.source === source)),
    ]),
  )
  return {
    all: figuresOf(labelled),
    withNumber: figuresOf(labelled.filter(({ row }) => row.hasNumber)),
    bySource,
    meanOfSources: meansOf(bySource),
  }
}

function figuresOf(judged: readonly Judged[]): SupportFigures {
  const said = (support: Support): readonly Judged[] =>
    judged.filter((one) => one.support === support)
  const [yes, no] = [said('supported'), said('contradicted')]
  const share = (some: readonly Judged[], test: (one: Judged) => boolean): Share =>
    shareOf(some.filter(test).length, some.length)
  const claims = sameClaims(judged)
  const isRight = ({ up, down }: Sides): boolean => up === 'supported' && down !== 'supported'
  return {
    rows: judged.length,
    bothSides: shareOf(claims.filter(isRight).length, claims.length),
    bothSidesStrictly: shareOf(
      claims.filter(({ up, down }) => up === 'supported' && down === 'contradicted').length,
      claims.length,
    ),
    contradictedRight: share(no, ({ row }) => row.label === 'CONTRADICTED'),
    contradictedNotSupported: share(no, ({ row }) => row.label !== 'SUPPORTED'),
    supportedRight: share(yes, ({ row }) => row.label === 'SUPPORTED'),
    coverage: shareOf(yes.length + no.length, judged.length),
    balancedAccuracy: balanced(judged),
  }
}

interface Sides {
  readonly up: Support
  readonly down: Support
}

/** What was said of each claim that has a row on either side. */
function sameClaims(judged: readonly Judged[]): readonly Sides[] {
  const pairs = new Map<string, Judged[]>()
  for (const one of judged) {
    if (one.row.pair === null) continue
    const key = JSON.stringify([one.row.pair, one.row.claim])
    pairs.set(key, [...(pairs.get(key) ?? []), one])
  }
  return [...pairs.values()].flatMap((rows) => {
    const up = rows.find(({ row }) => row.label === 'SUPPORTED')
    const down = rows.find(({ row }) => row.label === 'CONTRADICTED')
    return up && down ? [{ up: up.support, down: down.support }] : []
  })
}

function balanced(judged: readonly Judged[]): number | null {
  const sides = [true, false].map((isUp) => {
    const rows = judged.filter(({ row }) => (row.label === 'SUPPORTED') === isUp)
    const right = rows.filter(({ support }) => (support === 'supported') === isUp)
    return rows.length === 0 ? null : right.length / rows.length
  })
  const [up, down] = sides
  return up == null || down == null ? null : (up + down) / 2
}

function meansOf(bySource: Readonly<Record<string, SupportFigures>>): Record<string, number> {
  const families = new Map<string, number[]>()
  for (const [source, { balancedAccuracy }] of Object.entries(bySource)) {
    const family = source.split(' ')[0] ?? source
    if (balancedAccuracy !== null)
      families.set(family, [...(families.get(family) ?? []), balancedAccuracy])
  }
  return Object.fromEntries(
    [...families]
      .filter(([, all]) => all.length > 1)
      .map(([family, all]) => [family, all.reduce((sum, one) => sum + one, 0) / all.length]),
  )
}
