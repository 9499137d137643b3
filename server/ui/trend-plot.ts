import type { CorpusView, PageCounts } from '../../src/domain/corpus.ts'
import { freshnessStates } from '../../src/domain/freshness.ts'
import { weightOf } from './citation-part.ts'
import { type Html, html } from './html.ts'

/** What states come to for whoever looks from afar. */
export const weights = ['bad', 'odd', 'good'] as const
export type Weight = (typeof weights)[number]

export const weightWords: Readonly<Record<Weight, string>> = {
  bad: 'not to be followed',
  odd: 'doubtful',
  good: 'well',
}

/** How many pages weigh how. */
export function weighed(states: PageCounts): Readonly<Record<Weight, number>> {
  const sum = (weight: Weight): number =>
    freshnessStates
      .filter((state) => weightOf[state] === weight)
      .reduce((total, state) => total + (states[state] ?? 0), 0)
  return { bad: sum('bad'), odd: sum('odd'), good: sum('good') }
}

const plot = { width: 520, height: 190, left: 40, top: 12, bottom: 24 }

/** Pages by day, what is wrong at the bottom, as areas on top of one another; the table beside it says the same. */
export function trendPlot(days: CorpusView['days']): Html {
  const counts = days.map(({ states }) => weighed(states))
  const most = Math.max(1, ...counts.map(({ bad, odd, good }) => bad + odd + good))
  const inner = { width: plot.width - plot.left - 4, height: plot.height - plot.top - plot.bottom }
  const x = (index: number) =>
    round(plot.left + (index / Math.max(1, days.length - 1)) * inner.width)
  const y = (many: number) => round(plot.top + (1 - many / most) * inner.height)
  const upTo = (index: number, layer: number): number =>
    weights.slice(0, layer).reduce((total, weight) => total + (counts[index]?.[weight] ?? 0), 0)
  const line = (layer: number) => counts.map((_, index) => `${x(index)} ${y(upTo(index, layer))}`)
  const area = (layer: number): string =>
    `M${line(layer + 1).join(' L')} L${line(layer).toReversed().join(' L')} Z`
  return html`<svg class="plot" role="img" aria-label="Pages by day; the table below says the same" viewBox="0 0 ${plot.width} ${plot.height}">
${[0, most].map((many) => html`<path class="grid" d="M${plot.left} ${y(many)} H${plot.width - 4}"/><text x="${plot.left - 7}" y="${y(many) + 4}" text-anchor="end">${many}</text>`)}
${weights.map((weight, layer) => html`<path class="area ${weight}" d="${area(layer)}"/>`)}
<text x="${plot.left}" y="${plot.height - 6}">${days[0]?.day}</text>
<text x="${plot.width - 4}" y="${plot.height - 6}" text-anchor="end">${days.at(-1)?.day}</text>
</svg>`
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Shares of one whole, side by side; the figures stand beside it. */
export function shareBar(states: PageCounts): Html {
  const parts = weighed(states)
  const all = Math.max(1, parts.bad + parts.odd + parts.good)
  let from = 0
  const pieces = weights.map((weight) => {
    const width = round((parts[weight] / all) * 100)
    const piece = html`<rect class="${weight}" x="${round(from)}" y="0" width="${width}" height="8"/>`
    from += width
    return piece
  })
  return html`<svg class="bar" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">${pieces}</svg>`
}
