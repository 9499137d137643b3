import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Code, type Rule, type Rules } from '../common/code.ts'
import { metric, table, unknowable } from '../common/stated.ts'
import { annotated, annotationNamed, annotationOf, classes } from './speech.ts'

/** Tables and columns of entities, metrics by annotation, and what runs on a schedule. */
const annotation: Rule = function* (node, code) {
  const one = annotationOf(node)
  const holder = annotated(node)
  if (holder === null) return
  if (one.name === 'Entity') {
    const name = tableOf(holder, code)
    if (name !== null) yield table(node, name)
    // A naming strategy chooses names that are not written, while the program runs.
    yield unknowable(node, 'table', name)
  } else if (/^(?:Column|JoinColumn)$/.test(one.name)) {
    const owner = tableOf(around(node, classes), code)
    const name = code.text(one.argument('name'))
    if (owner !== null && name !== null) yield table(node, name, owner)
  } else if (/^(?:JoinTable|CollectionTable|SecondaryTable)$/.test(one.name)) {
    const name = code.text(one.argument('name'))
    if (name !== null) yield table(node, name)
  } else if (/^(?:Timed|Counted|Gauge|Metered)$/.test(one.name)) {
    const name = code.text(one.argument('value', 'name'))
    if (name !== null)
      yield metric(
        node,
        name,
        one.name === 'Timed' ? 'timer' : one.name === 'Gauge' ? 'gauge' : 'counter',
      )
  } else if (one.name === 'Scheduled') yield* scheduled(node, holder, code)
}

export const tableRules: Rules = { annotation, marker_annotation: annotation }

const tableOf = (holder: SyntaxNode | null, code: Code): string | null =>
  code.text(annotationNamed(holder, /^Table$/)?.argument('name'))

function* scheduled(node: SyntaxNode, method: SyntaxNode, code: Code): Iterable<Stated> {
  const subject = method.child('name')?.text
  const cron = code.text(annotationOf(node).argument('cron'))
  if (subject === undefined || cron === null || cron.includes('$')) return
  const owner = code.speech.classAround(method)
  yield { kind: 'schedule', subject, role: 'schedule', owner, value: cron, at: node.start }
}
