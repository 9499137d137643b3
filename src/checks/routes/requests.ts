import type { Block } from '../../domain/passage.ts'
import type { Mention } from '../check.ts'
import { shellWords } from '../samples.ts'
import type { Token } from '../tokens.ts'
import { routeMention } from './spoken.ts'

const url =
  /^(?:(https?):\/\/)?(\$?\{?[\w.{}<>-]{1,100}\}?(?::[\w${}<>]{1,20})?)(\/[^\s]{0,300})?$/i
/** Hosts that stand for whatever serves this code: the reader's own machine, a placeholder, a variable, a name for examples. */
const ours =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|\$.*|<.*>|\{.*\}|[\w.-]*\.(?:example|test|local|localhost|internal|svc)|[\w.-]*\bexample\.(?:com|org|net)|(?:your|my)[\w.-]*|[A-Z][A-Z_]+)(?::[\w${}<>]{1,20})?$/

/** `curl -X POST localhost:8080/v1/refunds`, `http POST :8080/v1/refunds`: a request of a sample. */
export function* inCommand(token: Token): Iterable<Mention> {
  if (!/\b(?:curl|http|https|xh|wget)\b/.test(token.text)) return
  const words = shellWords(token.text.replace(/\\\s*$/, ''))
  const at = words.findIndex(({ text }) => /^(?:curl|https?|xh|wget)$/.test(text))
  if (at < 0) return
  const rest = words.slice(at + 1)
  const method = methodOf(rest.map(({ text }) => text))
  for (const { text, span } of rest) {
    const match = url.exec(text)
    const host = match?.[2] ?? ''
    const path = match?.[3]
    if (
      path === undefined ||
      (match?.[1] === undefined && !/^(?:localhost|127\.|\$|:\d)/.test(host))
    )
      continue
    const start = token.span[0] + span[0] + text.length - path.length
    const mention = routeMention(token.block, method, path.replace(/\$\{?(\w+)\}?/g, '{$1}'), start)
    if (mention === null) continue
    const written = path.slice(0, mention.token.length)
    const whole = path.includes('$') ? path : written
    yield {
      ...mention,
      token: whole,
      span: [start, start + whole.length],
      ...(ours.test(host) ? {} : { mood: 'other-project' as const }),
    }
    return
  }
}

function methodOf(words: readonly string[]): string | null {
  for (const [index, word] of words.entries()) {
    const joined = /^(?:-X|--request=)([A-Z]+)$/.exec(word)?.[1]
    if (joined) return joined
    if (word === '-X' || word === '--request')
      return /^[A-Z]+$/.exec(words[index + 1] ?? '')?.[0] ?? null
    if (index === 0 && /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(word)) return word
  }
  const sends = words.some((word) => /^(?:-d|--data(?:-\w+)?|--json|-F|--form)(?:=|$)/.test(word))
  // A command that goes on in the next line may still say what it is.
  return sends ? 'POST' : null
}

const request = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S{1,300})(?: HTTP\/[\d.]+)?$/gm

/** The request line of a sample in HTTP, unless its Host is somebody else's. */
export function* inHttp(block: Block): Iterable<Mention> {
  if (block.text.length > 20_000) return
  const host = /^Host: (\S{1,100})/im.exec(block.text)?.[1]
  for (const match of block.text.matchAll(request)) {
    const [, method = '', target = ''] = match
    const [, , named, path] = target.startsWith('/')
      ? [target, '', host, target]
      : (url.exec(target) ?? [])
    if (path === undefined) continue
    const start =
      block.textStart + match.index + match[0].indexOf(target) + target.length - path.length
    const mention = routeMention(block, method, path, start)
    if (mention !== null)
      yield {
        ...mention,
        ...(named === undefined || ours.test(named) ? {} : { mood: 'other-project' as const }),
      }
  }
}
