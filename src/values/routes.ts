/**
 * The shape of an HTTP path: parameters as `{}`, without host, query, fragment, trailing slash and doubled slashes.
 * `/v1/users/{id}`, `/v1/users/:id`, `/v1/users/<int:id>`, `/v1/users/[id]` and `/v1/users/$id` are one shape.
 */
export function routeShape(path: string): string {
  const bare = path
    .replace(/^[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#]{0,200}/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/\\([.:/-])/g, '$1')
  // A parameter of Google's APIs may hold a pattern with slashes.
  const segments = bare
    .replace(/\$?\{[^{}]{0,200}\}/g, '{}')
    .split('/')
    .filter((segment) => segment !== '')
  return `/${segments.map(segmentShape).join('/')}`
}

/** A parameter may be a part of its segment: `{id}.json`, `:from-:to`. */
const segmentShape = (segment: string): string =>
  segment
    .replace(/<[^<>]{1,100}>|\[{1,2}(?:\.{3})?[\w-]{1,60}\]{1,2}/g, '{}')
    .replace(/(?<![\w{}]):[A-Za-z_]\w{0,60}(?:\([^()]{0,100}\))?[?*+]?/g, '{}')
    .replace(/^(?:\$\w{1,60}|\*{1,2}\w{0,60})$/, '{}')

/** A value that stands for a parameter in a sample: a number, a UUID, an id with digits, a long hash. */
export const isSampleValue = (segment: string): boolean =>
  /^\d+$/.test(segment) ||
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{10,30}$/i.test(segment) ||
  /^[0-9a-f]{16,64}$/i.test(segment) ||
  /^[a-z]{2,12}[_-][A-Za-z0-9]*\d[A-Za-z0-9]*$/.test(segment) ||
  /^[A-Z]{2,12}-\d+$/.test(segment)

/** Whether a path as a page writes it can be a path of this shape: samples fill parameters in. */
export function fitsShape(written: string, shape: string): boolean {
  const [a, b] = [written.split('/'), shape.split('/')]
  if (a.length !== b.length) return false
  return a.every((segment, index) => {
    const other = b[index] ?? ''
    if (segment === other) return true
    return other === '{}' ? segment !== '' : other.includes('{}') && fitsPart(segment, other)
  })
}

/** `2024.json` fits `{}.json`. */
function fitsPart(segment: string, shape: string): boolean {
  const parts = shape.split('{}')
  let at = 0
  for (const part of parts) {
    const found = segment.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return segment.startsWith(parts[0] ?? '') && segment.endsWith(parts.at(-1) ?? '')
}
