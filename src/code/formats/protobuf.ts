import { type Lexeme, LexemeReader, lexemes } from '../../syntax/lexer.ts'
import { routeShape } from '../../values/routes.ts'
import type { Format, Stated } from '../extractor.ts'

/** Protocol Buffers: services with their methods and HTTP routes, messages with their fields, enums. */
export const protobuf: Format = {
  about:
    'A Protocol Buffers file states services, methods with their HTTP routes, messages, fields and enums.',
  states: ['symbol', 'api-operation', 'route', 'option', 'member'],
  reads: (path) => /\.proto$/i.test(path),

  *facts({ text }): Iterable<Stated> {
    yield* declarations(lexemes(text, 'slashes'), null, 0)
  },
}

const deepest = 20

function* declarations(
  body: readonly Lexeme[],
  owner: string | null,
  depth: number,
): Iterable<Stated> {
  const reader = new LexemeReader(body)
  let before: readonly Lexeme[] = []
  while (reader.next !== undefined) {
    const start = reader.step()
    if (start?.kind === 'symbol') {
      if (start.text === '{') reader.inside('{', '}')
      before = []
      continue
    }
    if (start?.kind !== 'word') continue
    const name = /^(?:message|enum|service|oneof|extend)$/.test(start.text) ? reader.word() : null
    if (name !== null && reader.take('{')) {
      const inside = reader.inside('{', '}')
      yield* declared(start.text, name, inside, owner, depth)
    } else if (start.text === 'rpc') {
      const method = reader.word()
      if (method !== null) yield* methodOf(method, reader, owner)
    } else if (/^(?:option|package|syntax|import|reserved|extensions)$/.test(start.text))
      skip(reader)
    else {
      before = [start, ...(name === null ? [] : [name])]
      yield* fieldOf(before, reader, owner)
    }
  }
}

function* declared(
  keyword: string,
  name: Lexeme,
  inside: readonly Lexeme[],
  owner: string | null,
  depth: number,
): Iterable<Stated> {
  const { text: subject, at } = name
  if (keyword === 'enum') {
    yield { kind: 'symbol', subject, role: 'class', owner, at }
    yield* valuesOf(inside, subject)
  } else if (keyword === 'service') {
    yield { kind: 'api-operation', subject, role: 'service', at }
    yield* declarations(inside, subject, depth + 1)
  } else if (depth < deepest) {
    // The fields of a oneof belong to the message around it.
    if (keyword === 'message') yield { kind: 'symbol', subject, role: 'type', owner, at }
    yield* declarations(inside, keyword === 'message' ? subject : owner, depth + 1)
  }
}

/** `Order order = 1 [(x) = y];`, `repeated string ids = 2;`, `map<string, Item> items = 3;`. */
function* fieldOf(
  before: readonly Lexeme[],
  reader: LexemeReader,
  owner: string | null,
): Iterable<Stated> {
  let last: Lexeme | undefined = before.at(-1)
  let words = before.length
  while (reader.next !== undefined && !reader.take(';')) {
    if (reader.next.kind === 'symbol' && reader.next.text === '}') return
    if (reader.take('=')) {
      if (last !== undefined && words > 1 && owner !== null)
        yield { kind: 'option', subject: last.text, role: 'field', owner, at: last.at }
      skip(reader)
      return
    }
    const lexeme = reader.step()
    if (lexeme?.kind !== 'word') continue
    last = lexeme
    words += 1
  }
}

function* valuesOf(body: readonly Lexeme[], owner: string): Iterable<Stated> {
  const reader = new LexemeReader(body)
  while (reader.next !== undefined) {
    const name = reader.step()
    if (
      name?.kind === 'word' &&
      name.text !== 'option' &&
      name.text !== 'reserved' &&
      reader.take('=')
    )
      yield { kind: 'member', subject: name.text, role: 'constant', owner, at: name.at }
    skip(reader)
  }
}

/** `rpc GetOrder (GetOrderRequest) returns (Order) { option (google.api.http) = { get: "/v1/{name=orders/*}" }; }`. */
function* methodOf(name: Lexeme, reader: LexemeReader, owner: string | null): Iterable<Stated> {
  yield { kind: 'api-operation', subject: name.text, role: 'operation', owner, at: name.at }
  while (reader.next !== undefined) {
    if (reader.take(';')) return
    if (!reader.take('{')) {
      reader.step()
      continue
    }
    const inside = reader.inside('{', '}')
    for (const [index, { kind, text, at }] of inside.entries()) {
      const path = inside[index + 2]
      const isVerb = kind === 'word' && /^(?:get|put|post|delete|patch)$/.test(text)
      if (isVerb && inside[index + 1]?.text === ':' && path?.kind === 'string')
        if (path.text.startsWith('/'))
          yield {
            kind: 'route',
            subject: routeShape(path.text),
            role: 'route',
            owner: text.toUpperCase(),
            at,
          }
    }
    return
  }
}

/** To the end of the statement, over whatever is in brackets. */
function skip(reader: LexemeReader): void {
  while (reader.next !== undefined && !reader.take(';')) {
    if (reader.take('{')) reader.inside('{', '}')
    else reader.step()
  }
}
