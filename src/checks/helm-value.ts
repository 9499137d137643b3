import { posix } from 'node:path'
import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import { sameValue } from '../values/values.ts'
import {
  type Check,
  type Mention,
  type Opinion,
  type Reading,
  unknown,
  type Whole,
} from './check.ts'
import { chartOf, chartsOf, isChartHere } from './infrastructure/charts.ts'
import { commandsIn } from './infrastructure/commands.ts'
import { prefixesOf } from './infrastructure/prefixes.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { isPlaceholder } from './shape.ts'

const keyColumn = /^(?:parameters?|keys?|names?|values?|settings?|options?)$/i
const key = /^[A-Za-z_][\w-]{0,80}(?:(?:\.[\w-]{1,80}|\[\d{0,3}\])){0,12}$/

/** A page names a value of a Helm chart and its default; the chart's values.yaml must have it. */
export const helmValue: Check = {
  about: "A page names a value of a Helm chart and its default; the chart's values must have it.",
  against: ['setting'],
  over: ['default-value'],

  *mentions(reading) {
    yield* inTables(reading)
    yield* inCommands(reading)
  },

  judge(claim, surveys): Opinion {
    const subject = claim.subject.replace(/\[\d*\]/g, '')
    if (claim.sense !== undefined && !isChartHere(claim.sense, surveys))
      return unknown('other-project', `${claim.sense} is no chart that is made here`)
    const [fact, ...others] = valuesAt(subject, claim, surveys)
    if (fact === undefined) return withoutKey(subject, claim, surveys)
    if (claim.value === null) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
    return judgeDefault(claim, [fact, ...others], surveys)
  },
}

/** Facts of the chart beside the page, or of any chart for a command. */
function valuesAt(subject: string, claim: Claim, surveys: readonly Survey[]): readonly Fact[] {
  return factsAbout(subject, ['setting'], surveys).filter(
    (fact) => fact.subject === subject && isOfChart(fact, claim),
  )
}

const isOfChart = ({ path }: Fact, { owner }: Claim): boolean =>
  owner === null
    ? /(?:^|\/)values[\w.-]*\.ya?ml$/.test(path)
    : posix.dirname(path) === owner && /(?:^|\/)values\.ya?ml$/.test(path)

function withoutKey(subject: string, claim: Claim, surveys: readonly Survey[]): Opinion {
  const charts = surveys.filter((survey) => hasChart(survey, claim.owner))
  if (charts.length === 0) return unknown('other-project', 'no chart of that name is in scope')
  const parts = subject.split('.')
  const open = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('.'))
  const free = open
    .flatMap((path) => valuesAt(path, claim, surveys))
    .find(({ value }) => value === '{}' || value === '[]' || value === null)
  if (free) return unknown('ambiguous', `${free.subject} takes whatever the reader puts below it`)
  if (charts.some((survey) => prefixesOf(survey).has(subject)))
    return { status: 'holds', evidence: [] }
  const first = parts[0] ?? ''
  const isForeign = first === 'global' || dependsOn(first, claim, surveys)
  if (isForeign) return unknown('other-project', `${first} is the values of another chart`)
  const last = parts.at(-1) ?? subject
  const stands = surveys.reduce((sum, survey) => sum + survey.occurrences(`Values.${subject}`), 0)
  return {
    status: 'absent',
    lost: { kind: 'setting', subject, owner: null },
    whole:
      claim.owner !== null && surveys.every((survey) => survey.occurrences(last) === 0)
        ? wholeChart(subject, claim.owner, surveys)
        : null,
    distinctive: parts.length > 1,
    stillStands: stands,
    near: null,
    otherwise: stands > 0 ? { status: 'holds', evidence: [] } : null,
    exact: true,
  }
}

const hasChart = (survey: Survey, folder: string | null): boolean =>
  folder === null ? chartsOf(survey).size > 0 : survey.paths.has(posix.join(folder, 'Chart.yaml'))

/** The key's first part is the name or the alias of a chart that this one depends on. */
const dependsOn = (first: string, { owner }: Claim, surveys: readonly Survey[]): boolean =>
  ['dependencies.name', 'dependencies.alias'].some((subject) =>
    factsAbout(subject, ['setting'], surveys).some(
      ({ value, path }) => value === first && (owner === null || posix.dirname(path) === owner),
    ),
  ) || surveys.some(({ paths }) => owner !== null && paths.has(posix.join(owner, 'charts', first)))

/** No template and no values file speaks of the key's last word at all. */
function wholeChart(subject: string, folder: string, surveys: readonly Survey[]): Whole | null {
  const survey = surveys.find(({ paths }) => paths.has(posix.join(folder, 'values.yaml')))
  const unread = survey?.incomplete('image') ?? null
  if (survey === undefined || unread !== null) return null
  return {
    because: `neither the values nor the templates of the chart in ${folder} know ${subject}`,
    evidence: [
      {
        in: 'code',
        repository: survey.repository,
        commit: survey.commit,
        path: posix.join(folder, 'values.yaml'),
        line: 1,
        quote: '',
      },
    ],
    isOurs: true,
  }
}

function judgeDefault(claim: Claim, facts: readonly Fact[], surveys: readonly Survey[]): Opinion {
  const said = claim.value ?? ''
  const same = facts.find(({ value }) => value !== null && sameValue(said, value) === 'same')
  if (same)
    return { status: 'holds', evidence: [evidenceOf(same, surveys)], actual: same.value ?? '' }
  const [only, ...others] = facts.filter(({ value, weak }) => value !== null && !weak)
  const actual = only?.value ?? null
  if (only === undefined || actual === null || others.some(({ value }) => value !== actual))
    return unknown('ambiguous', `no chart states one literal default of ${claim.subject}`)
  const isForNothing = said === '' && /^\w/.test(actual)
  if (!isForNothing && sameValue(said, actual) !== 'different')
    return unknown('ambiguous', `${said} and ${actual} cannot be compared`)
  return {
    status: 'differs',
    actual,
    evidence: evidenceOf(only, surveys),
    lost: { kind: 'setting', subject: only.subject, owner: null },
    correction: actual,
    needsPast: false,
    because: `the chart's default of ${claim.subject} is ${actual}`,
  }
}

/** Rows of the README that lies beside a chart. */
function* inTables({ page, passage }: Reading): Iterable<Mention> {
  const isOfChart =
    /(?:^|\/)readme\.md$/i.test(page.path) &&
    /\bhelm\b|\bcharts?\b|values\.yaml/i.test(`${page.path} ${page.text}`)
  const folder = page.home === null || !isOfChart ? null : posix.dirname(page.home.path)
  for (const block of passage.blocks) {
    if (block.kind !== 'table-row' || block.isHeader || !block.header || !block.cells) continue
    const defaults = block.header.findIndex((text) =>
      /^defaults?(?: value)?s?$/i.test(text.replace(/[*_`]/g, '').trim()),
    )
    if (
      !keyColumn.test(block.header[0]?.replace(/[*_`]/g, '').trim() ?? '') ||
      defaults < 1 ||
      folder === null
    )
      continue
    const [first] = block.cells
    const mark = block.marks.find(
      ({ kind, span }) =>
        kind === 'code' &&
        first !== undefined &&
        span[0] >= first.span[0] &&
        span[1] <= first.span[1],
    )
    const bare = first?.text.trim() ?? ''
    const name = (mark?.text ?? bare).trim()
    if (first === undefined || !key.test(name) || isPlaceholder(name)) continue
    const from = mark?.textSpan[0] ?? first.span[0]
    const at = block.textStart + block.text.indexOf(name, from - block.textStart)
    if (at < block.textStart) continue
    yield { subject: name, owner: folder, token: name, span: [at, at + name.length], block }
    const cell = block.cells[defaults]
    const written = cell?.text.replaceAll('`', '').trim() ?? ''
    const isEmpty = written === '""' || written === "''"
    const said = isEmpty ? written : written.replace(/^["']+|["']+$/g, '').trim()
    if (
      cell === undefined ||
      !(isEmpty || /^(?:true|false|\d[\w.]{0,20}|[\w./:-]{2,80})$/.test(said)) ||
      /^(?:nil|null|none|see|n\/a|-+)$/i.test(said)
    )
      continue
    const place = block.text.indexOf(said, cell.span[0] - block.textStart)
    if (place < 0) continue
    const start = block.textStart + place
    yield {
      subject: name,
      owner: folder,
      value: isEmpty ? '' : said,
      token: said,
      span: [start, start + said.length],
      block,
    }
  }
}

/** `helm upgrade … --set a.b=c,d=e`. */
function* inCommands(reading: Reading): Iterable<Mention> {
  for (const { words, block } of commandsIn(reading)) {
    if (words[0]?.text !== 'helm') continue
    const chart = chartOf(words)
    for (const [index, { text, at }] of words.entries()) {
      const inline = /^--set(?:-string|-file|-json|-literal)?=/.exec(text)?.[0].length ?? 0
      const isNext = /^--set(?:-string|-file|-json|-literal)?$/.test(words[index - 1]?.text ?? '')
      if (inline === 0 && !isNext) continue
      for (const match of text.slice(inline).matchAll(/(?:^|,)([A-Za-z_][\w.[\]-]{0,200})=/g)) {
        const name = match[1] ?? ''
        if (!key.test(name) || isPlaceholder(name)) continue
        const start = at + inline + match.index + match[0].indexOf(name)
        const span = [start, start + name.length] as const
        yield { subject: name, token: name, span, block, ...(chart && { sense: chart }) }
      }
    }
  }
}
