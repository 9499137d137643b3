import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Call, type Code, type Rules } from '../common/code.ts'
import { route, routePaths } from '../common/routes.ts'
import { unknowable } from '../common/stated.ts'
import { attributesOf, classes } from './speech.ts'

const verb = /^Http(Get|Post|Put|Patch|Delete|Head|Options)$/
const maps =
  /^Map(?:(Get|Post|Put|Patch|Delete)|Methods|HealthChecks|Hub|Metrics|PrometheusScrapingEndpoint|Fallback)?$/

/** Routes of controllers: `[HttpGet("{id}")]` under `[Route("api/[controller]")]`. */
export const routeRules: Rules = {
  *method_declaration(node, code) {
    const own = attributesOf(node).filter(({ name }) => verb.test(name) || name === 'Route')
    const holder = around(node, classes)
    if (own.length === 0) return
    const verbs = own.flatMap(({ name }) => verb.exec(name)?.[1] ?? [])
    const paths = own.flatMap(({ given }) => given.slice(0, 1))
    const prefixes = attributesOf(holder).filter(({ name }) => name === 'Route')
    for (const prefix of prefixes.length > 0 ? prefixes.map((one) => one.given[0]) : [null])
      for (const path of paths.length > 0 ? paths : [null]) {
        const [before, after] = [textOf(prefix, code), textOf(path, code)]
        if (before === null || after === null) yield unknowable(node, 'route')
        else if (prefix || path) yield* stated(node, before, after, verbs, { holder, method: node })
      }
  },
}

const textOf = (node: SyntaxNode | null | undefined, code: Code): string | null =>
  node ? code.text(node) : ''

interface Names {
  readonly holder: SyntaxNode | null
  readonly method: SyntaxNode
}

function* stated(
  node: SyntaxNode,
  before: string,
  after: string,
  verbs: readonly string[],
  names: Names,
): Iterable<Stated> {
  // A path from the root leaves the prefix of the class behind.
  const parts = /^~?\//.test(after) ? [after.replace(/^~/, '')] : [before, after]
  const controller = names.holder?.child('name')?.text.replace(/Controller$/, '') ?? ''
  const action = names.method.child('name')?.text ?? ''
  // Routes are read without regard to case, and pages write them in small letters.
  const spellings = parts.some((part) => /\[(?:controller|action)\]/i.test(part))
    ? [(name: string) => name, (name: string) => name.toLowerCase()]
    : [(name: string) => name]
  for (const spelt of spellings) {
    const filled = parts.map((part) =>
      part
        .replace(/\[controller\]/gi, spelt(controller))
        .replace(/\[action\]/gi, spelt(action))
        .replace(/\[area\]/gi, '{area}'),
    )
    for (const path of routePaths(...filled))
      for (const method of verbs.length > 0 ? verbs : [null]) yield route(node, path, method)
  }
}

/** Minimal APIs: `app.MapGet("/orders/{id}", …)`, with the prefixes of the groups that this file makes. */
export function* routeCall(call: Call, code: Code): Iterable<Stated> {
  if (
    /^Map(?:RazorPages|ControllerRoute|DefaultControllerRoute|AreaControllerRoute|FallbackToPage)$/.test(
      call.name,
    )
  )
    // Their routes come of conventions.
    yield unknowable(call.node, 'route')
  const found = maps.exec(call.name)
  if (found === null || call.receiver === null || call.given.length === 0) return
  const text = code.text(call.given[0])
  if (text === null) {
    if (found[1] !== undefined) yield unknowable(call.node, 'route')
    return
  }
  if (
    call.given.length < 2 &&
    !/^Map(?:HealthChecks|Hub|Metrics|PrometheusScrapingEndpoint)$/.test(call.name)
  )
    return
  for (const path of routePaths(prefixOf(call.receiver, code, 0), text))
    yield route(call.node, path, found[1] ?? null)
}

function prefixOf(receiver: SyntaxNode, code: Code, depth: number): string {
  if (depth > 8) return ''
  if (receiver.type === 'identifier') {
    const made = groupsOf(receiver, code).get(receiver.text)
    return made === undefined ? '' : prefixOf(made, code, depth + 1)
  }
  const call = code.speech.callOf(receiver)
  if (call?.receiver === null || call === null) return ''
  const before = prefixOf(call.receiver, code, depth + 1)
  return call.name === 'MapGroup' ? `${before}/${code.text(call.given[0]) ?? ''}` : before
}

const groups = new WeakMap<Code, ReadonlyMap<string, SyntaxNode>>()

/** What variables of this file hold groups of routes. */
function groupsOf(from: SyntaxNode, code: Code): ReadonlyMap<string, SyntaxNode> {
  const known = groups.get(code)
  if (known !== undefined) return known
  const found = new Map<string, SyntaxNode>()
  groups.set(code, found)
  let root = from
  while (root.parent !== null) root = root.parent
  for (const node of walk(root)) {
    if (node.type !== 'variable_declarator') continue
    const name = node.child('name')?.text
    const value = node.parts.at(-1)
    if (
      name !== undefined &&
      value?.type === 'invocation_expression' &&
      value.text.slice(0, 400).includes('MapGroup')
    )
      found.set(name, value)
  }
  return found
}
