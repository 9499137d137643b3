import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import type { Block } from '../domain/passage.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { evidenceOf, factsAbout, hasAny } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { sentenceAround } from './sentence.ts'
import { isPlaceholder } from './shape.ts'

const metricName = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$|^[a-z][a-z0-9_]*(?::[a-z0-9_]+)+$/
const speaksOfMetrics =
  /\b(?:metrics?|counters?|gauges?|histograms?|prometheus|promql|grafana|dashboards?|time ?series|recording rules?)\b/i
/** Endings that a counter, a histogram and the units of metrics bring. */
const telling = /_(?:total|seconds|bytes|bucket|count|sum|ratio|created|info|celsius|milliseconds)$/
const series = /^_?(?:bucket|count|sum|total|created)$/
/** Families of exporters and of Prometheus itself. */
const others =
  /^(?:kube|node|container|go|process|promhttp|prometheus|apiserver|kubelet|etcd|coredns|probe|machine|scrape|workqueue|rest_client|jvm|nodejs|python|http_server|windows|redis|mysql|pg|aws|up|alertmanager|grpc|nginx|istio|envoy|net_conntrack)_/
const functions = new Set(
  'abs absent absent_over_time avg_over_time ceil changes clamp_max clamp_min count_over_time count_values day_of_month day_of_week days_in_month group_left group_right histogram_quantile holt_winters label_join label_replace last_over_time max_over_time min_over_time predict_linear present_over_time quantile_over_time sort_desc stddev_over_time stdvar_over_time sum_over_time'.split(
    ' ',
  ),
)

/** A page names a metric; the code must expose it. */
export const metric: Check = {
  searches: true,
  about: 'A page names a metric; the code must expose it, or a rule record it.',
  against: ['metric'],

  *mentions(reading) {
    yield* inCode(reading)
    for (const block of reading.passage.blocks)
      if (isQuery(block)) yield* inQuery(block, block.text, block.textStart)
  },

  judge(claim, surveys): Opinion {
    for (const name of namesOf(claim.subject)) {
      const [fact] = factsAbout(name, ['metric'], surveys)
      if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
    }
    if (others.test(claim.subject))
      return unknown('other-project', `${claim.subject} belongs to an exporter`)
    return judgeUnstated(claim, surveys)
  },
}

/** A histogram is exposed as three series, a counter with an ending. */
const namesOf = (subject: string): readonly string[] => {
  const end = subject.lastIndexOf('_')
  return series.test(subject.slice(end)) && end > 0 ? [subject, subject.slice(0, end)] : [subject]
}

function judgeUnstated(claim: Claim, surveys: readonly Survey[]): Opinion {
  const names = namesOf(claim.subject)
  const stands = names.reduce(
    (sum, name) => sum + surveys.reduce((all, survey) => all + survey.occurrences(name), 0),
    0,
  )
  if (stands > 0) return { status: 'holds', evidence: [] }
  if (!surveys.some((survey) => hasAny(survey, 'metric')))
    return unknown('incomplete-survey', 'no code in scope is known to expose metrics')
  return {
    status: 'absent',
    lost: { kind: 'metric', subject: claim.subject, owner: null },
    whole: null,
    distinctive: true,
    stillStands: 0,
    near: nearest(claim.subject, surveys, ['metric']),
    otherwise: null,
  }
}

/** Names in code marks, where the sentence, the headings or the name itself speak of metrics. */
function* inCode({ tokens, passage, page }: Reading): Iterable<Mention> {
  const above = [page.title, ...passage.heading].some((text) => speaksOfMetrics.test(text))
  for (const token of tokens) {
    if (token.place !== 'code' || token.text.length > 1_000) continue
    const text = token.text.trim()
    const name = /^([a-z_][a-z0-9_:]*)(?:\{[^}]{0,300}\})?$/.exec(text)?.[1]
    const at = token.span[0] + token.text.indexOf(text)
    if (name === undefined) {
      if (
        /\b[a-z_]\w*\s?(?:by ?\([^)]{0,100}\) ?)?\(|\{[^}]*=~?"/.test(text) &&
        /\b(?:rate|increase|sum|histogram_quantile|irate|avg|max|min)\s?(?:by ?\([^)]{0,100}\) ?)?\(/.test(
          text,
        )
      )
        yield* inQuery(token.block, token.text, token.span[0])
      continue
    }
    const sentence = sentenceAround(token.block, token.span[0]).text
    const isTold =
      speaksOfMetrics.test(sentence) ||
      speaksOfMetrics.test(token.column ?? '') ||
      (above && token.lead) ||
      text.includes('{')
    if (!metricName.test(name) || isPlaceholder(name) || !(isTold || (above && telling.test(name))))
      continue
    if (isNoMetric(token.block, at, name)) continue
    yield { subject: name, token: name, span: [at, at + name.length], block: token.block }
  }
}

/** A word right beside it that says what else it is. */
const isNoMetric = (block: Block, at: number, name: string): boolean =>
  /\b(?:labels?|fields?|columns?|tables?|options?|flags?|parameters?|dimensions?)[:,]? [`*]{0,3}$/i.test(
    block.text.slice(Math.max(0, at - block.textStart - 24), at - block.textStart),
  ) ||
  /^[`*]{0,3} (?:labels?|fields?|columns?|tables?|options?|flags?|parameters?|dimensions?)\b/i.test(
    block.text.slice(at - block.textStart + name.length).slice(0, 24),
  )

const isQuery = (block: Block): boolean =>
  block.kind === 'code' &&
  block.text.length < 50_000 &&
  (/^(?:promql|prometheus|metricsql)$/.test(block.language ?? '') ||
    (/^(?:|text|txt)$/.test(block.language ?? '') &&
      /^\s*(?:sum|avg|max|min|count|rate|increase|histogram_quantile|topk|irate)\b[^\n]*\([^\n]*(?:\{[^\n]*\}|\[\d+[smhd]\])/m.test(
        block.text,
      )))

/** The names of a query that are no functions, labels or durations. */
function* inQuery(block: Block, query: string, from: number): Iterable<Mention> {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ')
  const bare = query
    .replace(/#[^\n]*/g, blank)
    .replace(/\{[^{}]{0,1000}\}/g, blank)
    .replace(/"[^"\n]*"|'[^'\n]*'/g, blank)
    .replace(
      /\b(?:by|without|on|ignoring|group_left|group_right)[ \t]{0,3}\([^()]{0,500}\)/g,
      blank,
    )
  for (const match of bare.matchAll(/(?<![\w:$.-])[a-z][a-z0-9_:]{2,200}(?![\w:.(-]|\s*\()/g)) {
    const name = match[0]
    if (!metricName.test(name) || functions.has(name) || isPlaceholder(name)) continue
    const start = from + match.index
    yield { subject: name, token: name, span: [start, start + name.length], block }
  }
}
