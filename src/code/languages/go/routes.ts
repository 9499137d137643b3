import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyOf, route } from '../states.ts'
import type { File, Rules } from './file.ts'
import { namedString } from './literals.ts'
import { argumentsOf, chainedFrom, functionAround, lastName, listed, operandOf } from './names.ts'

const verbs = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Get|Post|Put|Patch|Delete|Head|Options)$/
const any =
  /^(?:Handle|HandleFunc|HandlerFunc|Any|All|Path|HandlePath|Method|MethodFunc|PathPrefix)$/
const frameworks =
  /^net\/http$|\/mux$|\/chi(?:\/v\d+)?$|\/gin$|\/echo(?:\/v\d+)?$|\/fiber(?:\/v\d+)?$|httprouter$|\/route$/

/** Routes of net/http, gorilla, chi, gin, echo and fiber. */
export const routeRules: Rules = {
  *call_expression(node, file) {
    const method = lastName(node.child('function')) ?? ''
    const isVerb = verbs.test(method)
    const operand = operandOf(node)
    if (!(isVerb || any.test(method)) || operand === null || !file.imports(frameworks)) return
    const given = argumentsOf(node)
    // A client's `http.Get(url)` asks a route; a server's tells who answers it.
    if (given.length < 2 && method !== 'Path') return
    const [first, second] = given
    const named = /^(?:Method|MethodFunc|Handle)$/.test(method) && second !== undefined
    const verb = named ? verbIn(namedString(first, file.constants)) : null
    const path = namedString(verb === null ? first : second, file.constants)
    if (path === null) {
      if (isVerb ? isRouter(operand) : given.length >= 2 && any.test(method))
        yield anyOf('route', node.start)
      return
    }
    const [, told, rest] = /^(?:([A-Z]{3,7}) +)?(\/\S{0,200})$/.exec(path) ?? []
    if (rest === undefined) return
    const whole = `${prefixOf(operand, file, 0)}${rest}`.replace(/\/{2,}/g, '/')
    for (const asked of [verb ?? told ?? (isVerb ? method.toUpperCase() : null)].flatMap((one) =>
      one === null ? methodsOf(node, file) : [one],
    ))
      yield route(whole, asked, node.start)
    // A router that is handed in may stand under any path.
    const around = functionAround(node)
    if (around !== null && isHandedIn(operand, around)) yield anyOf('route', around.start)
  },
}

const verbIn = (text: string | null): string | null =>
  text !== null && /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(text) ? text : null

/** gorilla's `.Methods("GET", "POST")` after a route. */
const methodsOf = (node: SyntaxNode, file: File): readonly (string | null)[] => {
  const call = chainedFrom(node).get('Methods')
  const given = call === undefined ? [] : argumentsOf(call)
  const methods = given
    .flatMap((one) => (listed(one).length > 0 ? listed(one) : [one]))
    .map(
      (one) =>
        namedString(one, file.constants) ??
        verbIn(
          lastName(one)
            ?.replace(/^Method/, '')
            .toUpperCase() ?? null,
        ),
    )
  return methods.length === 0 ? [null] : methods
}

const isHandedIn = (router: SyntaxNode, around: SyntaxNode): boolean =>
  router.type === 'identifier' &&
  (around.child('parameters')?.parts ?? []).some((one) => one.child('name')?.text === router.text)

const isRouter = (operand: SyntaxNode): boolean =>
  /(?:router|mux|group|app|api|server|echo|engine|^[regv]\d?)$/i.test(operand.text.slice(-40))

/** The path of the group that a router stands for, where this function makes it: `v1 := r.Group("/v1")`. */
function prefixOf(operand: SyntaxNode, file: File, depth: number): string {
  if (depth > 6) return ''
  if (operand.type === 'call_expression') {
    const method = lastName(operand.child('function')) ?? ''
    const own = /^(?:Group|PathPrefix|Party)$/.test(method)
      ? (namedString(argumentsOf(operand)[0], file.constants) ?? '')
      : ''
    const before = operandOf(operand)
    return `${before === null ? '' : prefixOf(before, file, depth + 1)}${own}`
  }
  const around = routedAround(operand)
  if (around !== null) {
    const own = namedString(argumentsOf(around)[0], file.constants) ?? ''
    const outer = operandOf(around)
    return `${outer === null ? '' : prefixOf(outer, file, depth + 1)}${own}`
  }
  const made = operand.type === 'identifier' ? madeAs(operand) : null
  return made === null ? '' : prefixOf(made, file, depth + 1)
}

/** chi's `r.Route("/v1", func(r chi.Router) { … })`, whose parameter the router is. */
const routedAround = (router: SyntaxNode): SyntaxNode | null => {
  for (let at = router.parent; at !== null; at = at.parent) {
    if (at.type !== 'func_literal') continue
    const takes = at
      .child('parameters')
      ?.parts.some((one) => one.child('name')?.text === router.text)
    const call = at.parent?.type === 'argument_list' ? at.parent.parent : null
    if (takes) return call !== null && lastName(call) === 'Route' ? call : null
  }
  return null
}

const madeAs = (name: SyntaxNode): SyntaxNode | null => {
  const body = functionAround(name)?.child('body')?.parts[0]
  for (const statement of body?.parts ?? []) {
    if (statement.start > name.start) break
    if (statement.type !== 'short_var_declaration') continue
    if (statement.child('left')?.parts[0]?.text === name.text)
      return statement.child('right')?.parts[0] ?? null
  }
  return null
}
