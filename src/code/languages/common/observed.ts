import type { Stated } from '../../extractor.ts'
import type { Call, Code } from './code.ts'
import { featureFlag, metric } from './stated.ts'

const kinds =
  /(?:^|_)(counter|gauge|timer|histogram|summary|distribution_summary|long_task_timer|meter|up_down_counter)s?$/i
const name = /^[A-Za-z_:][\w:.-]{1,100}$/
const registries = /regist|metric|(?<!para)meter|prometheus|stats/i
const builders = /^(?:builder|build|new)$/

/**
 * Metrics by their literal name: `Counter.builder("x")`, `Counter.build("x", "help")`, `registry.counter("x")`,
 * `Metrics.CreateCounter("x", "help")`, `meter.CreateHistogram<double>("x")`, `prometheus.gauge(:x)`.
 */
export function* metricOf(call: Call, code: Code): Iterable<Stated> {
  const [first] = call.given
  if (first === undefined) return
  yield* chained(call, code)
  const receiver = /(\w*)$/.exec(call.receiver?.text.slice(-60) ?? '')?.[1] ?? ''
  const made =
    /^(?:create(?:observable)?|get|add|register|new)?_?(\w+)$/i.exec(call.name)?.[1] ?? ''
  const type = builders.test(call.name) ? kindOf(receiver) : kindOf(made)
  const known =
    builders.test(call.name) ||
    /^Create[A-Z]/.test(call.name) ||
    registries.test(call.receiver?.text.slice(0, 100) ?? '')
  const subject = type !== null && known ? code.text(call.named.get('name') ?? first) : null
  if (subject !== null && name.test(subject)) yield metric(call.node, subject, type)
}

/** `Counter.build().name("x").help("…")` */
function* chained(call: Call, code: Code): Iterable<Stated> {
  if (call.name !== 'name') return
  const type = /^(?:\w+\.){0,6}(Counter|Gauge|Histogram|Summary|Info)\.build(?:er)?\(/.exec(
    call.receiver?.text.slice(0, 120) ?? '',
  )?.[1]
  const subject = code.text(call.given[0])
  if (type !== undefined && subject !== null && name.test(subject))
    yield metric(call.node, subject, type.toLowerCase())
}

/** The kind that a name ends with as a word of its own: `createCounter`, `Distribution_Summary`, but not `setParameter`. */
const kindOf = (text: string): string | null =>
  kinds
    .exec(text.replace(/([a-z])([A-Z])/g, '$1_$2'))?.[1]
    ?.toLowerCase()
    .replaceAll('_', '') ?? null

const asks =
  /^(?:is_?enabled\??|enabled\??|is_?enabled_?async|isActive|is_?feature_?enabled|feature_?enabled\??|(?:bool|boolean|string|int|double|json|number)?_?variation(?:_?detail)?(?:_?async)?|get(?:Boolean|String|Integer|Double|Number|Object)(?:Value|Details)|active|treatment|getTreatment)$/i
const switches =
  /unleash|launch_?darkly|ld_?client|flipper|togglz|toggle|feature|flags?\b|openfeature|split_?client/i

/** Switches of features by their literal name: `unleash.isEnabled("x")`, `client.boolVariation("x", …)`, `Flipper.enabled?(:x)`. */
export function* featureFlagOf(call: Call, code: Code): Iterable<Stated> {
  if (!asks.test(call.name) || call.receiver === null) return
  const isVariation = /variation/i.test(call.name) && call.given.length > 1
  if (!isVariation && !switches.test(call.receiver.text.slice(-80))) return
  const subject = code.text(call.given[0])
  if (subject === null || !/^[A-Za-z][\w.:/-]{1,100}$/.test(subject)) return
  yield featureFlag(call.node, subject, isVariation ? code.value(call.given.at(-1)) : null)
}

const readers =
  /^(?:get|fetch)?_?(?:String|Int|Integer|Long|Boolean|Bool|Double|Duration|Milliseconds|MemorySize|Bytes|Config|Property|RequiredProperty|StringList|Value|OptionalValue|Section|RequiredSection|ConnectionString|Required)?$/i

/** A key that a configuration object is asked for: `config.getString("a.b")`, `environment.getProperty("a.b", "x")`; null for other calls. */
export const configurationKey = (call: Call, code: Code, separator: '.' | ':'): string | null => {
  const holder = /(\w+)\(?\)?$/.exec(call.receiver?.text.slice(-60) ?? '')?.[1] ?? ''
  if (!/conf(?:ig(?:uration)?)?$|^(?:env|environment|properties|props|settings)$/i.test(holder))
    return null
  if (!/^(?:get|fetch)/i.test(call.name) || !readers.test(call.name)) return null
  const key = code.text(call.given[0])
  return key?.includes(separator) && /^[A-Za-z][\w.:-]{1,150}$/.test(key) ? key : null
}
