import type { Block } from '../../domain/passage.ts'
import { compareShared, readRelease } from '../../values/constraints.ts'
import type { Mention, Reading } from '../check.ts'
import { isForExample, isLikened } from '../mood/examples.ts'
import { plainOf } from './plain.ts'
import { versionPattern } from './tools.ts'

const V = `(${versionPattern})`
const named = String.raw`(?<![\w/.@-])([A-Za-z][\w-]{1,40}(?: [A-Z][\w-]{1,30})?)`

const states = String.raw`(?:runs? on|supports|works (?:on|with)|is compatible with|is the (?:latest|current|newest|most recent))\b`

const statements: readonly RegExp[] = [
  // Celery version 5.0 runs on; Celery 5.3.x supports
  new RegExp(`(?:^|[.:] )(?:The )?${named}(?: version| release)? ${V} ${states}`, 'g'),
  // new to Celery v5.5.x
  new RegExp(String.raw`\bnew to ${named}(?: version)? ${V}(?![\w-]|\.\d)`, 'g'),
  // currently you should be using celery==5.3.*
  new RegExp(
    String.raw`\bcurrently[^.;]{0,20} should be using ${named}==${V}(?:\.\*)?(?![\w-])`,
    'gi',
  ),
  // the latest version of Celery is 5.5
  new RegExp(
    String.raw`\b(?:current|latest|newest|most recent)(?: stable| released)? (?:version|release) of ${named} (?:is|:|=) ${V}(?![\w-]|\.\d)`,
    'gi',
  ),
]
const agent =
  /(?<![\w/.@-])([A-Za-z][\w-]{1,40})\/(v?\d{1,6}(?:\.\d{1,6}){1,3}(?:-?(?:rc|beta|alpha|dev|a|b)\.?\d{1,4})?)(?![\w/]|\.\w)/g

/** What a page says this project's own version is. */
export function* releasesIn({ passage }: Reading): Iterable<Mention> {
  for (const block of passage.blocks) {
    if (block.kind === 'heading') continue
    yield* agentsIn(block)
    if (block.kind !== 'code') yield* statementsIn(block)
  }
}

function* statementsIn(block: Block): Iterable<Mention> {
  if (!/\d/.test(block.text)) return
  const { text, spanOf } = plainOf(block)
  for (const pattern of statements)
    for (const match of text.matchAll(pattern)) {
      const [whole, name = '', written = ''] = match
      if (speaksOfSeveral(text, name, written)) continue
      if (isForExample(text.slice(0, match.index + whole.indexOf(name)))) continue
      const start = match.index + whole.indexOf(written, whole.indexOf(name) + name.length)
      yield {
        subject: name.toLowerCase().replace(/^the /, ''),
        sense: 'release',
        value: written.replace(/^v/, ''),
        token: written,
        span: spanOf(start, start + written.length),
        block,
      }
    }
}

/** A text that says the same of several releases, or names a newer one beside, compares them: none is said to be today's. */
function speaksOfSeveral(text: string, name: string, written: string): boolean {
  const escaped = name.replace(/[^\w ]/g, '\\$&')
  const all = text.matchAll(
    new RegExp(String.raw`\b${escaped}(?: version| release)? ${V}( ${states})?`, 'gi'),
  )
  const own = readRelease(written)?.numbers ?? []
  return [...all].some(([, other = '', verb]) => {
    const apart = compareShared(readRelease(other)?.numbers ?? [], own)
    return apart > 0 || (apart < 0 && verb !== undefined)
  })
}

/** `llm/0.28` as a user agent: the name and the version of the program itself. */
function* agentsIn(block: Block): Iterable<Mention> {
  if (block.text.length > 100_000) return
  for (const match of block.text.matchAll(agent)) {
    const [, name = '', written = ''] = match
    const near = block.text.slice(Math.max(0, match.index - 200), match.index + 40)
    if (!/user[\s_-]?agent|\[default:\s*\S*$|default: ?\S*/i.test(near)) continue
    // What a program once put out shows the version of its day.
    if (block.kind === 'code' && !/default/i.test(near)) continue
    const before = block.text.slice(0, match.index)
    if (isForExample(before) || isLikened(before)) continue
    const start = block.textStart + match.index + name.length + 1
    yield {
      subject: name.toLowerCase(),
      sense: 'release',
      value: written.replace(/^v/, ''),
      token: written,
      span: [start, start + written.length],
      block,
    }
  }
}
