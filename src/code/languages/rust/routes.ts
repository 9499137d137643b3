import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyOf, route } from '../states.ts'
import { attributesOf, groupsIn } from './attributes.ts'
import type { File, Rules } from './file.ts'
import { namedString, stringOf } from './literals.ts'
import { argumentsOf, chainedFrom, lastName, rootOf } from './names.ts'

const verb = /^(?:get|post|put|patch|delete|head|options)$/
const path = /^\/\S{0,200}$/

/** Routes of axum, actix and rocket. */
export const routeRules: Rules = {
  *function_item(node) {
    for (const { name, at, arguments: given } of attributesOf(node)) {
      const first = given === null ? undefined : groupsIn(given)[0]?.[0]
      const told = stringOf(first)
      if (!(verb.test(name) || name === 'route') || told === null || !path.test(told)) continue
      yield route(told.replace(/\?.*$/, ''), verb.test(name) ? name.toUpperCase() : null, at)
      // Where such a function is mounted, another call tells.
      yield anyOf('route', at)
    }
  },
  *call_expression(node, file) {
    const method = lastName(node.child('function')) ?? ''
    if (!/^(?:route|route_service|resource)$/.test(method)) return
    const [first, second] = argumentsOf(node)
    const told = namedString(first, file.constants)
    if (told === null || !path.test(told)) return
    const isResource = method === 'resource'
    const handlers = isResource
      ? [...chainedFrom(node).calls.values()].flatMap(argumentsOf)
      : [second]
    if (!isResource && second === undefined) return
    const methods = handlers.flatMap((handler) => (handler === undefined ? [] : verbsIn(handler)))
    const { prefix, isWhole } = prefixOf(node, file)
    const whole = `${prefix}${told}`.replace(/\/{2,}/g, '/')
    for (const one of methods.length > 0 ? methods : [null]) yield route(whole, one, node.start)
    if (!isWhole) yield anyOf('route', node.start)
  },
}

/** The methods that a handler answers: `get(list).post(create)`, `web::get().to(list)`. */
const verbsIn = (handler: SyntaxNode): readonly string[] => {
  const names: string[] = []
  let at: SyntaxNode | null = handler
  for (let length = 0; at !== null && length < 20; length++) {
    const name = lastName(at.child('function')) ?? ''
    if (verb.test(name)) names.unshift(name.toUpperCase())
    const callee: SyntaxNode | null = at.child('function')
    at = callee?.type === 'field_expression' ? callee.child('value') : null
  }
  return [...new Set(names)]
}

/** The paths that a router is nested under, where the same expression tells: `.nest("/v1", Router::new()…)`. */
const prefixOf = (
  node: SyntaxNode,
  file: File,
): { readonly prefix: string; readonly isWhole: boolean } => {
  let prefix = ''
  let at = node
  for (let depth = 0; depth < 8; depth++) {
    const root = rootOf(at)
    if (lastName(root.child('function')) === 'scope')
      prefix = `${namedString(argumentsOf(root)[0], file.constants) ?? ''}${prefix}`
    const { top } = chainedFrom(root)
    const call = top.parent?.type === 'arguments' ? top.parent.parent : null
    const method = call ? (lastName(call.child('function')) ?? '') : ''
    if (!call || !/^(?:nest|nest_service|service|merge)$/.test(method))
      return { prefix, isWhole: /\.(?:into_make_service|with_state)\b/.test(top.text.slice(-200)) }
    if (method.startsWith('nest'))
      prefix = `${namedString(argumentsOf(call)[0], file.constants) ?? ''}${prefix}`
    at = call
  }
  return { prefix, isWhole: false }
}
