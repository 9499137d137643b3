import { posix } from 'node:path'
import type { Survey } from '../../domain/fact.ts'
import type { CommandWord } from './commands.ts'

/** Helm's flags that take nothing; all others take the word behind them. */
const takesNothing =
  /^-(?:[igh]|-(?:install|wait(?:-for-jobs)?|atomic|create-namespace|debug|dry-run|devel|force|re(?:use|set)-values|cleanup-on-fail|skip-\w+|verify|generate-name|dependency-update|disable-openapi-validation|no-hooks|include-crds|validate|is-upgrade|help))$/

/** `acme/payments`, `oci://…/payments`: what a command has its chart from by an alias or an address; none for a folder or a bare name. */
export function chartOf(words: readonly CommandWord[]): string | undefined {
  const at = words.findIndex(({ text }) => /^(?:install|upgrade|template)$/.test(text))
  if (at < 0) return undefined
  const operands: string[] = []
  for (let index = at + 1; index < words.length; index += 1) {
    const text = words[index]?.text ?? ''
    if (/^\d?[<>#]/.test(text)) break
    if (!text.startsWith('-')) operands.push(text)
    else if (!text.includes('=') && !takesNothing.test(text)) index += 1
  }
  const chart = operands.at(-1) ?? ''
  return /^(?:oci|https?):\/\/|^[a-z][\w-]{0,60}\/[\w-]{1,60}$/.test(chart) ? chart : undefined
}

const charts = new WeakMap<Survey, ReadonlySet<string>>()

/** The charts of a repository, by their folders and by the names that they give themselves. */
export function chartsOf(survey: Survey): ReadonlySet<string> {
  const known = charts.get(survey)
  if (known !== undefined) return known
  const isChart = (path: string): boolean => posix.basename(path) === 'Chart.yaml'
  const folders = [...survey.paths].filter(isChart).map((path) => posix.dirname(path))
  const named = survey
    .about('name', ['setting'])
    .flatMap(({ path, value }) => (isChart(path) && value !== null ? [value] : []))
  const found = new Set([...folders.flatMap((path) => [path, posix.basename(path)]), ...named])
  charts.set(survey, found)
  return found
}

/** Whether a command's chart, packed or not, may be one of ours. */
export const isChartHere = (chart: string, surveys: readonly Survey[]): boolean => {
  const name = posix.basename(chart).replace(/-v?\d[\w.+-]*\.tgz$/, '')
  return surveys.some((survey) => chartsOf(survey).has(chart) || chartsOf(survey).has(name))
}
