import type { Block } from '../../domain/passage.ts'
import { routeShape } from '../../values/routes.ts'
import type { Mention } from '../check.ts'

const verbs = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS'
const pathPattern = String.raw`\/[^\s\x60"'|<>,;()]{0,200}(?:<[\w:]{1,60}>[^\s\x60"'|<>,;()]{0,200}){0,6}`
const spoken = new RegExp(String.raw`(?<![\w/-])(${verbs})(?:[\s\x60*_]{1,6})(${pathPattern})`, 'g')
const noun = '(?:endpoint|route|API path|API call|REST call|resource path)s?'
const nounBefore = new RegExp(
  String.raw`\b${noun}(?: (?:at|is|are|named|called))?:? [*_(]{0,3}\x60$`,
  'i',
)
const nounAfter = new RegExp(String.raw`^\x60[*_)]{0,3} (?:\w+ )?${noun}\b`, 'i')
/** A path that only an API has. */
const apiPath = /^\/(?:[\w-]+\/)?(?:api|v\d{1,2})\/[\w{<:]/
/** Ends in the name of a file, or stands for a place on a disk. */
const isFile = (path: string): boolean =>
  /\.(?:html?|md|js|css|png|svg|ya?ml|json|txt|sh|py|go|ts|conf|toml|log|sock|pem|crt|key)$/i.test(
    path,
  ) ||
  /^\/(?:etc|usr|var|tmp|home|opt|bin|dev|proc|mnt|root|data|src|lib|sys|run|srv)(?:\/|$)/.test(
    path,
  )

/** One route as words name it; null where the path is none. */
export function routeMention(
  block: Block,
  method: string | null,
  written: string,
  start: number,
): Mention | null {
  // What is asked for and where on the page to look is no part of the route.
  const bare = written.replace(/[?#].*$/, '').replace(/[.:!*_\]]+$/, '')
  if (bare.length < 2 || bare.length > 200 || /^\/\/|[\\$]|\*\*|\.\.\./.test(bare)) return null
  if (!/^\/[\w{<:.~-]/.test(bare) || (method === null && isFile(bare))) return null
  return {
    subject: routeShape(bare),
    owner: method,
    token: bare,
    span: [start, start + bare.length],
    block,
    isPattern: true,
  }
}

/** `POST /v1/refunds` in prose, code marks and headings. */
export function* methodAndPath(block: Block): Iterable<Mention> {
  if (block.text.length > 20_000) return
  for (const match of block.text.matchAll(spoken)) {
    const [whole, method = '', path = ''] = match
    const start = block.textStart + match.index + whole.length - path.length
    const mention = routeMention(block, method, path, start)
    if (mention !== null) yield mention
  }
}

const methodColumn = /^(?:http )?(?:method|verb|type)s?$/i
const pathColumn = /^(?:http |api |url )?(?:path|route|endpoint|uri|url|resource|api)s?$/i

/** A row of a table with columns of methods and paths, or of endpoints alone. */
export function* inTable(block: Block): Iterable<Mention> {
  const { header, cells } = block
  if (block.isHeader || !header || !cells) return
  const titles = header.map((title) => title.replace(/[*_`]/g, '').trim())
  const cell = cells[titles.findIndex((title) => pathColumn.test(title))]
  if (cell === undefined) return
  const method = cells[titles.findIndex((title) => methodColumn.test(title))]?.text.replace(
    /[`*_\s]/g,
    '',
  )
  const isMethod = method !== undefined && new RegExp(`^(?:${verbs})$`).test(method)
  const text = block.text.slice(cell.span[0] - block.textStart, cell.span[1] - block.textStart)
  const found = new RegExp(String.raw`^[\s\x60*_]{0,6}(${pathPattern})`).exec(text)
  const path = found?.[1]
  if (path === undefined || (!isMethod && !apiPath.test(path))) return
  const start = cell.span[0] + (found?.[0].length ?? 0) - path.length
  const mention = routeMention(block, isMethod ? method : null, path, start)
  if (mention !== null) yield mention
}

/** A path in code marks that a sentence calls an endpoint, or that only an API has. */
export function* namedPath(block: Block): Iterable<Mention> {
  for (const mark of block.marks) {
    if (mark.kind !== 'code' || !mark.text.startsWith('/')) continue
    const start = mark.textSpan[0] - block.textStart
    const before = block.text.slice(Math.max(0, start - 80), start)
    if (new RegExp(String.raw`\b(?:${verbs})[\s\x60*_]{1,6}$`).test(before)) continue
    const after = block.text.slice(
      mark.textSpan[1] - block.textStart,
      mark.textSpan[1] - block.textStart + 60,
    )
    if (!nounBefore.test(before) && !nounAfter.test(after) && !apiPath.test(mark.text)) continue
    if (/\s/.test(mark.text)) continue
    const mention = routeMention(block, null, mark.text, mark.textSpan[0])
    if (mention !== null) yield mention
  }
}
