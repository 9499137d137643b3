import { XmlScanner } from './scan.ts'
import { RpcDate, type RpcResponse, type RpcStruct, type RpcValue } from './value.ts'

/** Values in values; more is an attack, or no answer of a wiki. */
const mostDepth = 64
/** Values in one answer. */
const mostValues = 3_000_000

/** What a server answered to a call. Faults: `source.malformed` where it is no such answer, whole and in order. */
export const readResponse = (text: string): RpcResponse => {
  const xml = new XmlScanner(text)
  xml.open('methodResponse')
  const first = xml.tag()
  if (first.is !== 'open' || (first.name !== 'params' && first.name !== 'fault'))
    throw xml.fail(`<${first.name}> is neither an answer nor a fault`)
  const reader = new ValueReader(xml)
  const response: RpcResponse =
    first.name === 'params' ? { is: 'value', value: onlyParam(xml, reader) } : faultOf(xml, reader)
  xml.close(first.name)
  xml.close('methodResponse')
  xml.end()
  return response
}

const onlyParam = (xml: XmlScanner, reader: ValueReader): RpcValue => {
  xml.open('param')
  const value = reader.read(0)
  xml.close('param')
  return value
}

const faultOf = (xml: XmlScanner, reader: ValueReader): RpcResponse => {
  const value = reader.read(0)
  const isFault = typeof value === 'object' && value !== null && 'faultCode' in value
  const code = isFault ? value.faultCode : null
  const message = isFault && 'faultString' in value ? value.faultString : null
  if (typeof code !== 'number' || typeof message !== 'string')
    throw xml.fail('the fault has no code or no words')
  return { is: 'fault', code, message }
}

/** One value after the other, none too deep and not too many. */
class ValueReader {
  readonly #xml: XmlScanner
  #count = 0

  constructor(xml: XmlScanner) {
    this.#xml = xml
  }

  read(depth: number): RpcValue {
    const xml = this.#xml
    if (depth > mostDepth) throw xml.fail(`values stand in values more than ${mostDepth} deep`)
    this.#count += 1
    if (this.#count > mostValues) throw xml.fail(`it has more than ${mostValues} values`)
    if (xml.open('value').is === 'empty') return ''
    const bare = xml.text()
    const next = xml.peek()
    if (next.is === 'close') {
      xml.close('value')
      return bare
    }
    if (bare.trim() !== '') throw xml.fail('a value has both text and a type')
    const value = this.#typed(depth)
    xml.close('value')
    return value
  }

  #typed(depth: number): RpcValue {
    const { name, is } = this.#xml.tag()
    const isEmpty = is === 'empty'
    if (name === 'array') return isEmpty ? [] : this.#array(depth)
    if (name === 'struct') return isEmpty ? {} : this.#struct(depth)
    const text = isEmpty ? '' : this.#xml.text()
    if (!isEmpty) this.#xml.close(name)
    const value = scalarOf(name, text)
    if (value === undefined)
      throw this.#xml.fail(`'${text.slice(0, 40)}' is no <${name}> that XML-RPC knows`)
    return value
  }

  #array(depth: number): readonly RpcValue[] {
    const xml = this.#xml
    const values: RpcValue[] = []
    if (xml.open('data').is === 'open') {
      while (xml.peek().is !== 'close') values.push(this.read(depth + 1))
      xml.close('data')
    }
    xml.close('array')
    return values
  }

  #struct(depth: number): RpcStruct {
    const xml = this.#xml
    const members = new Map<string, RpcValue>()
    while (xml.peek().is !== 'close') {
      xml.open('member')
      let name = ''
      if (xml.open('name').is === 'open') {
        name = xml.text()
        xml.close('name')
      }
      if (members.has(name)) throw xml.fail(`'${name.slice(0, 40)}' stands twice in a struct`)
      members.set(name, this.read(depth + 1))
      xml.close('member')
    }
    xml.close('struct')
    return Object.fromEntries(members)
  }
}

/** Undefined for a type that XML-RPC has not, or a text that is none of it. */
const scalarOf = (type: string, text: string): RpcValue | undefined => {
  const bare = text.trim()
  switch (type) {
    case 'string':
      return text
    case 'int':
    case 'i4':
    case 'i8':
      return integerOf(bare)
    case 'double':
      return /^[+-]?\d{1,400}(?:\.\d{0,400})?(?:[eE][+-]?\d{1,3})?$/.test(bare)
        ? finite(Number(bare))
        : undefined
    case 'boolean':
      return bare === '1' ? true : bare === '0' ? false : undefined
    case 'dateTime.iso8601':
      return /^\d{4}-?\d{2}-?\d{2}T?[\d:.]{0,20}(?:Z|[+-]\d{2}:?\d{2})?$/.test(bare)
        ? new RpcDate(bare)
        : undefined
    case 'base64':
      return bytesOf(text.replace(/\s+/g, ''))
    case 'nil':
    case 'ex:nil':
      return bare === '' ? null : undefined
    default:
      return undefined
  }
}

const integerOf = (text: string): number | undefined => {
  const value = /^[+-]?\d{1,19}$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(value) ? value : undefined
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined)

const bytesOf = (text: string): Uint8Array | undefined =>
  text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
    ? new Uint8Array(Buffer.from(text, 'base64'))
    : undefined
