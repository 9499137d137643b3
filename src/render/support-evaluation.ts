import { percent, type Share, shareInWords } from './share.ts'

interface Figures {
  readonly rows: number
  readonly bothSides: Share
  readonly bothSidesStrictly: Share
  readonly contradictedRight: Share
  readonly contradictedNotSupported: Share
  readonly supportedRight: Share
  readonly coverage: Share
  readonly balancedAccuracy: number | null
}

/** What the score of labelled statements holds, as far as people read it. */
export interface SupportScoreShape {
  readonly all: Figures
  readonly withNumber: Figures
  readonly bySource: Readonly<Record<string, Figures>>
  readonly meanOfSources: Readonly<Record<string, number>>
}

/** The score of labelled statements for people: counts, shares and 95 % intervals. */
export function supportScoreForTerminal(score: SupportScoreShape, secondsPerRow: number): string {
  const sources = Object.entries(score.bySource)
  return `${[
    ...figures('all rows', score.all),
    ...figures('rows whose statement holds a number', score.withNumber),
    ...(sources.length > 1 ? sources.flatMap(([source, one]) => figures(source, one)) : []),
    ...Object.entries(score.meanOfSources).map(
      ([family, mean]) => `${family}: balanced accuracy, mean over its sources: ${percent(mean)}`,
    ),
    `milliseconds a row: ${(secondsPerRow * 1000).toFixed(2)}`,
  ].join('\n')}\n`
}

const figures = (title: string, one: Figures): readonly string[] => [
  `${title}: ${one.rows}`,
  `  same claim, both sides right:          ${shareInWords(one.bothSides)}`,
  `  and the other side said contradicted:  ${shareInWords(one.bothSidesStrictly)}`,
  `  said contradicted, and is:             ${shareInWords(one.contradictedRight)}`,
  `  said contradicted, and not supported:  ${shareInWords(one.contradictedNotSupported)}`,
  `  said supported, and is:                ${shareInWords(one.supportedRight)}`,
  `  said either:                           ${shareInWords(one.coverage)}`,
  `  balanced accuracy of said supported:   ${percent(one.balancedAccuracy)}`,
]

interface Prediction {
  readonly id: string
  readonly support: string
  readonly basis: string
  readonly reasons: readonly object[]
}

/** What is said of one statement as a line of JSON. */
export const supportAsJson = ({ id, support, basis, reasons }: Prediction): string =>
  JSON.stringify({ id, support, basis, reasons })
