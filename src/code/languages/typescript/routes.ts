import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { isRoutePath, routePath } from '../../route-path.ts'
import type { Rules } from './file.ts'
import { stringOf } from './literals.ts'
import { keyOf, lastName } from './names.ts'
import { valueAt } from './schemas.ts'

const verbs = /^(?:get|post|put|patch|delete|del|head|options|all)$/
const routers =
  /^(?:app|api|router|server|fastify|instance|koa|hono|web|http|scope|f|r|v\d+|\w*(?:Router|App|Server|Routes|Api))$/
const decorators = /^(?:Get|Post|Put|Patch|Delete|Head|Options|All)$/

/** Routes of express, fastify, koa, hono, nest and of next's folders. */
export const routeRules: Rules = {
  *program(node, file) {
    yield* byPath(node, file.path)
  },
  *call_expression(node) {
    const callee = node.child('function')
    const name = lastName(callee) ?? ''
    const given = node.child('arguments')?.parts ?? []
    const first = stringOf(given[0] ?? null)
    if (name === 'route' && given[0]?.type === 'object') yield* described(given[0], node)
    else if (verbs.test(name) && first !== null && isRoutePath(first)) {
      const receiver = callee?.child('object') ?? null
      const chained = chainedRoute(receiver)
      if (chained === null && (!routers.test(lastName(receiver) ?? '') || given.length < 2)) return
      yield route(routePath(first), methodOf(name), node.start)
    } else if (verbs.test(name) && callee !== null) {
      const path = chainedRoute(callee.child('object'))
      if (path !== null) yield route(routePath(path), methodOf(name), node.start)
    } else if (decorators.test(name) && node.parent?.type === 'decorator')
      yield* nest(node, first ?? '', name)
  },
}

const methodOf = (verb: string): string | null =>
  verb === 'all' ? null : verb === 'del' ? 'DELETE' : verb.toUpperCase()

const route = (subject: string, owner: string | null, at: number): Stated => ({
  kind: 'route',
  subject,
  role: 'route',
  owner,
  at,
})

/** `router.route('/users').get(…).post(…)`. */
const chainedRoute = (node: SyntaxNode | null): string | null => {
  let at = node
  for (let depth = 0; at?.type === 'call_expression' && depth < 20; depth++) {
    if (lastName(at.child('function')) === 'route') {
      const path = stringOf(at.child('arguments')?.parts[0] ?? null)
      return path !== null && isRoutePath(path) ? path : null
    }
    at = at.child('function')?.child('object') ?? null
  }
  return null
}

/** fastify: `route({ method: ['GET', 'HEAD'], url: '/users/:id' })`. */
function* described(object: SyntaxNode, node: SyntaxNode): Iterable<Stated> {
  const path = stringOf(valueAt(object, 'url') ?? valueAt(object, 'path'))
  const method = valueAt(object, 'method')
  if (path === null || !isRoutePath(path)) return
  const names = method?.type === 'array' ? method.parts.map(stringOf) : [stringOf(method)]
  for (const name of names)
    yield route(
      routePath(path),
      name === null || name === '*' ? null : name.toUpperCase(),
      node.start,
    )
}

/** nest: the path of a method behind that of its controller. */
function* nest(node: SyntaxNode, path: string, name: string): Iterable<Stated> {
  let holder: SyntaxNode | null = node
  while (holder !== null && !/^(?:class_declaration|abstract_class_declaration)$/.test(holder.type))
    holder = holder.parent
  if (holder === null) return
  const around = [...holder.children, ...(holder.parent?.children ?? [])]
  const controller = around.find(
    ({ type, text }) => type === 'decorator' && /^@Controller\b/.test(text.slice(0, 12)),
  )
  if (controller === undefined) return
  const call = controller.parts[0]
  const first = call?.child('arguments')?.parts[0]
  const prefix =
    first?.type === 'object' ? stringOf(valueAt(first, 'path')) : stringOf(first ?? null)
  yield route(routePath(`${prefix ?? ''}/${path}`), methodOf(name.toLowerCase()), node.start)
}

/** next: `app/api/users/[id]/route.ts` exports a function for each method; `pages/api/users.ts` takes any. */
function* byPath(root: SyntaxNode, path: string): Iterable<Stated> {
  const app = /(?:^|\/)app\/(.{1,200}\/)?route\.[jt]sx?$/.exec(path)
  const pages = /(?:^|\/)pages\/(api\/.{1,200})\.[jt]sx?$/.exec(path)
  const inside = app?.[1] ?? pages?.[1]
  if (inside === undefined) return
  const subject = routePath(inside.replace(/\([^()/]{1,60}\)\//g, '').replace(/\/?index$/, ''))
  if (pages) yield route(subject, null, root.start)
  else
    for (const node of walk(root)) {
      if (node.type !== 'function_declaration' && node.type !== 'variable_declarator') continue
      const name = keyOf(node.child('name')) ?? ''
      if (/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(name))
        yield route(subject, name, node.start)
    }
}
