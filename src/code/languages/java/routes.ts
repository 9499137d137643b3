import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Code, type Rule, type Rules } from '../common/code.ts'
import { httpMethods, route, routePaths } from '../common/routes.ts'
import { unknowable } from '../common/stated.ts'
import {
  type Annotation,
  annotated,
  annotationNamed,
  annotationOf,
  annotationsOf,
  classes,
} from './speech.ts'

const spring = /^(Get|Post|Put|Patch|Delete|Head|Options)(?:Mapping)?$/
const bare = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/
const prefixes = /^(?:RequestMapping|Path|Controller)$/
// Interfaces by which this code calls others.
const clients = /^(?:FeignClient|RegisterRestClient|Client|HttpExchange)$/

/** Routes of Spring, JAX-RS and Micronaut, with the prefix of their class. */
const annotation: Rule = function* (node, code) {
  const one = annotationOf(node)
  const method = annotated(node)
  if (method?.type !== 'method_declaration' || isClient(method)) return
  if (one.name === 'RequestMapping') yield* mapped(one, method, methodsOf(one), code)
  else if (bare.test(one.name))
    yield* mapped(annotationNamed(method, /^Path$/) ?? one, method, [one.name], code)
  else {
    const verb = spring.exec(one.name)?.[1]
    if (verb !== undefined) yield* mapped(one, method, [verb], code)
  }
}

export const routeRules: Rules = {
  annotation,
  marker_annotation: annotation,
  *method_invocation(node, code) {
    const call = code.speech.callOf(node)
    const last = call?.given.at(-1)?.type ?? ''
    if (call === null || !httpMethods.test(call.name.toLowerCase())) return
    // Spark, Javalin and Vert.x take a handler; Spring's `GET("/x")` is a predicate of a router.
    const isHandled =
      call.given.length > 1 &&
      /^(?:lambda_expression|method_reference|object_creation_expression)$/.test(last)
    if (!isHandled && !bare.test(call.name)) return
    // What asks others for a path looks the same.
    if (/client|http|rest|request|mock/i.test(call.receiver?.text.slice(-60) ?? '')) return
    const text = code.text(call.given[0])
    if (text?.startsWith('/'))
      for (const path of routePaths(text)) yield route(node, path, call.name)
  },
}

const isClient = (method: SyntaxNode): boolean =>
  annotationsOf(around(method, classes)).some(({ name }) => clients.test(name))

/** `method = {RequestMethod.GET, …}`; none stands for any. */
const methodsOf = (one: Annotation): readonly (string | null)[] => {
  const named = one
    .argument('method')
    ?.text.slice(0, 200)
    .match(/\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/g)
  return named ?? [null]
}

function* mapped(
  one: Annotation,
  method: SyntaxNode,
  verbs: readonly (string | null)[],
  code: Code,
): Iterable<Stated> {
  const holder = around(method, classes)
  const outer = annotationNamed(holder, prefixes)
  const before = code.texts(outer?.argument('value', 'path') ?? null)
  const own = code.texts(one.argument('value', 'path', 'uri', 'uris'))
  if (!before.isWhole || !own.isWhole) yield unknowable(one.node, 'route')
  if (outer === null && own.all.length === 0 && own.isWhole && !bare.test(one.name)) return
  for (const prefix of before.all.length > 0 ? before.all : [''])
    for (const path of own.all.length > 0 ? own.all : own.isWhole ? [''] : [])
      for (const whole of routePaths(withoutHolder(prefix), withoutHolder(path)))
        for (const verb of verbs) yield route(one.node, whole, verb)
}

/** `${api.base}/x` and Micronaut's `{?page}`: what stands before or behind is not seen. */
const withoutHolder = (path: string): string =>
  path.replace(/\$\{[^{}]{0,100}\}/g, '').replace(/\{[?&][^{}]{0,100}\}/g, '')
