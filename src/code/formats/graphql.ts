import { type Lexeme, LexemeReader, lexemes } from '../../syntax/lexer.ts'
import type { Format, Stated } from '../extractor.ts'

/** GraphQL schemas: types, their fields and arguments, and enums; documents of queries state nothing. */
export const graphql: Format = {
  about: 'A GraphQL schema states types, fields with their arguments, and the values of enums.',
  states: ['symbol', 'api-operation', 'option', 'member'],
  reads: (path) => /\.(?:graphqls?|gql)$/i.test(path),

  *facts({ text }): Iterable<Stated> {
    const reader = new LexemeReader(lexemes(text, 'hash'))
    while (reader.next !== undefined) yield* definition(reader)
  },
}

const withFields = new Set(['type', 'interface', 'input'])

function* definition(reader: LexemeReader): Iterable<Stated> {
  const first = reader.step()
  if (first?.kind === 'symbol' && first.text === '{') reader.inside('{', '}')
  if (first?.kind !== 'word' || first.text === 'extend') return
  if (/^(?:query|mutation|subscription|fragment|schema)$/.test(first.text)) skipBody(reader)
  const isEnum = first.text === 'enum'
  const isNamed = isEnum || withFields.has(first.text) || /^(?:union|scalar)$/.test(first.text)
  const name = isNamed ? reader.word() : null
  if (name === null) return
  yield { kind: 'symbol', subject: name.text, role: isEnum ? 'class' : 'type', at: name.at }
  if (!isEnum && !withFields.has(first.text)) return
  if (!toBody(reader)) return
  const body = reader.inside('{', '}')
  yield* isEnum ? valuesOf(body, name.text) : fieldsOf(body, name.text, first.text === 'input')
}

/** What stands between a name and its body: interfaces and directives. A new definition may begin instead. */
function toBody(reader: LexemeReader): boolean {
  for (let left = 200; left > 0 && reader.next !== undefined; left--) {
    if (reader.take('{')) return true
    if (reader.take('(')) reader.inside('(', ')')
    else if (
      /^(?:type|interface|input|enum|union|scalar|extend|directive|schema)$/.test(reader.next.text)
    )
      return false
    else reader.step()
  }
  return false
}

function skipBody(reader: LexemeReader): void {
  if (toBody(reader)) reader.inside('{', '}')
}

function* valuesOf(body: readonly Lexeme[], owner: string): Iterable<Stated> {
  const reader = new LexemeReader(body)
  while (reader.next !== undefined) {
    if (reader.take('@')) reader.word()
    else if (reader.take('(')) reader.inside('(', ')')
    else {
      const value = reader.step()
      if (value?.kind === 'word')
        yield { kind: 'member', subject: value.text, role: 'constant', owner, at: value.at }
    }
  }
}

function* fieldsOf(body: readonly Lexeme[], owner: string, isInput: boolean): Iterable<Stated> {
  const reader = new LexemeReader(body)
  while (reader.next !== undefined) {
    if (reader.take('@')) {
      reader.word()
      if (reader.take('(')) reader.inside('(', ')')
      continue
    }
    const name = reader.word()
    if (name === null) {
      reader.step()
      continue
    }
    const args = reader.take('(') ? reader.inside('(', ')') : []
    if (!reader.take(':')) continue
    yield { kind: 'api-operation', subject: name.text, role: 'field', owner, at: name.at }
    if (isInput) yield option(name, owner, defaultOf(reader))
    else skipType(reader)
    yield* argumentsOf(args, `${owner}.${name.text}`)
  }
}

function* argumentsOf(args: readonly Lexeme[], owner: string): Iterable<Stated> {
  const reader = new LexemeReader(args)
  while (reader.next !== undefined) {
    const name = reader.word()
    if (name === null) reader.step()
    else if (reader.take(':')) yield option(name, owner, defaultOf(reader))
  }
}

/** `[Order!]!` and the like. */
function skipType(reader: LexemeReader): void {
  while (reader.take('['));
  reader.word()
  while (reader.take('!') || reader.take(']'));
}

function defaultOf(reader: LexemeReader): string | null {
  skipType(reader)
  if (!reader.take('=')) return null
  const value = reader.step()
  if (value === undefined || value.kind !== 'symbol') return value?.text ?? null
  if (value.text === '[') reader.inside('[', ']')
  else if (value.text === '{') reader.inside('{', '}')
  return null
}

const option = ({ text, at }: Lexeme, owner: string, value: string | null): Stated => ({
  kind: 'option',
  subject: text,
  role: 'parameter',
  owner,
  value,
  isDefault: value !== null,
  at,
})
