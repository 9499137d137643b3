import { RpcDate, type RpcStruct, type RpcValue } from './value.ts'

/** A call as XML. Numbers that are no 32-bit integers are doubles; characters that XML has not become U+FFFD. */
export const methodCall = (method: string, parameters: readonly RpcValue[]): string => {
  const params = parameters.map((value) => `<param>${encoded(value)}</param>`).join('')
  return `<?xml version="1.0"?><methodCall><methodName>${escaped(method)}</methodName><params>${params}</params></methodCall>`
}

/** A value as XML. Faults with a RangeError on a number that is none. */
export const encoded = (value: RpcValue): string => `<value>${typed(value)}</value>`

const typed = (value: RpcValue): string => {
  if (value === null) return '<nil/>'
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`
  if (typeof value === 'number') return numbered(value)
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`
  if (value instanceof RpcDate) return `<dateTime.iso8601>${escaped(value.text)}</dateTime.iso8601>`
  if (value instanceof Uint8Array)
    return `<base64>${Buffer.from(value).toString('base64')}</base64>`
  if (isList(value)) return `<array><data>${value.map(encoded).join('')}</data></array>`
  return `<struct>${Object.entries(value).map(member).join('')}</struct>`
}

const isList = (value: readonly RpcValue[] | RpcStruct): value is readonly RpcValue[] =>
  Array.isArray(value)

const member = ([name, value]: readonly [string, RpcValue]): string =>
  `<member><name>${escaped(name)}</name>${encoded(value)}</member>`

const numbered = (value: number): string => {
  if (!Number.isFinite(value)) throw new RangeError(`XML-RPC has no ${value}`)
  const isInt = Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0)
  if (isInt) return `<int>${value}</int>`
  return `<double>${plainly(value)}</double>`
}

/** The standard knows no exponents. */
const plainly = (value: number): string => {
  const text = String(value)
  const [digits = '', exponent] = text.split('e')
  if (exponent === undefined) return Object.is(value, -0) ? '-0.0' : text
  const power = Number(exponent)
  const [sign, bare] = digits.startsWith('-') ? ['-', digits.slice(1)] : ['', digits]
  const [whole = '', fraction = ''] = bare.split('.')
  return power < 0
    ? `${sign}0.${'0'.repeat(-power - 1)}${whole}${fraction}`
    : `${sign}${whole}${fraction}${'0'.repeat(power - fraction.length)}.0`
}

/** Of Unicode, what may stand in XML 1.0 (section 2.2); a lone surrogate may not. */
const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const escaped = (text: string): string =>
  text
    .replace(notInXml, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    // A reader of XML takes the bare character for a line feed.
    .replaceAll('\r', '&#13;')
