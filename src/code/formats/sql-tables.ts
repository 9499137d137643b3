import type { SqlStatement } from '../../syntax/sql.ts'
import type { Stated } from '../extractor.ts'
import { Words } from './sql-words.ts'

const constraint = new Set(
  'primary foreign unique check constraint exclude key index fulltext spatial like period'.split(
    ' ',
  ),
)

const tableFact = (
  subject: string,
  role: Stated['role'],
  owner: string | null,
  value: string | null,
  at: number,
): Stated => ({ kind: 'table', subject, role, owner, value, at })

/** A table and its columns, behind `CREATE TABLE [IF NOT EXISTS]`. */
export function* createdTable(words: Words, table: string, at: number): Iterable<Stated> {
  yield tableFact(table, 'table', null, null, at)
  const body = words.parenthesised()
  if (body === null) return
  for (const piece of new Words(body).splitByComma()) yield* columnIn(piece, table)
}

function* columnIn(piece: SqlStatement, table: string): Iterable<Stated> {
  const [name, ...rest] = piece
  if (name === undefined || (name.kind !== 'word' && name.kind !== 'quoted')) return
  if (name.kind === 'word' && constraint.has(name.text)) return
  yield tableFact(name.text, 'column', table, typeOf(rest), name.at)
}

const typeWord =
  /^(?:double|precision|character|varying|timestamp|time|with|without|zone|unsigned|long|bit|national|large|object)$/

/** `numeric(14, 2)`, `timestamp with time zone`: what stands before constraints and defaults. */
function typeOf(tokens: SqlStatement): string | null {
  let type = ''
  for (let index = 0; index < tokens.length; index++) {
    const { kind, text } = tokens[index] ?? { kind: 'symbol', text: '' }
    if (kind === 'symbol' && text === '(' && type !== '') {
      const close = tokens.findIndex((token, at) => at > index && token.text === ')')
      if (close < 0) break
      const inner = tokens.slice(index + 1, close).map((token) => token.text)
      type += `(${inner.join('').replaceAll(',', ', ')})`
      index = close
    } else if (kind === 'word' && (type === '' || typeWord.test(text)))
      type += `${type ? ' ' : ''}${text}`
    else if (kind === 'symbol' && /^[[\]]$/.test(text)) type += text
    else break
  }
  return type === '' ? null : type
}

/** What `ALTER TABLE x …` does to columns and to the name; one action at a time. */
export function* alteredTable(action: SqlStatement, table: string, at: number): Iterable<Stated> {
  const words = new Words(action)
  if (words.take('add')) {
    if (constraint.has(words.next?.text ?? '') && words.next?.kind === 'word') return
    words.take('column')
    words.takeAny('if', 'not', 'exists')
    const inner = words.parenthesised()
    const rest = words.splitByComma()[0] ?? []
    for (const piece of inner === null ? [rest] : new Words(inner).splitByComma())
      yield* columnIn(piece, table)
  } else if (words.take('drop')) {
    if (
      /^(?:constraint|primary|foreign|index|key|check|partition|default)$/.test(
        words.next?.text ?? '',
      )
    )
      return
    words.take('column')
    words.takeAny('if', 'exists')
    const name = words.name()
    if (name !== null) yield tableFact(name, 'dropped', table, null, at)
  } else if (words.take('rename')) yield* renamed(words, table, at)
  else if (words.take('change')) {
    words.take('column')
    const [old, name] = [words.name(), words.name()]
    if (old !== null && name !== null && old !== name)
      yield tableFact(old, 'renamed', table, name, at)
  }
}

function* renamed(words: Words, table: string, at: number): Iterable<Stated> {
  if (words.take('constraint') || words.take('index')) return
  const isColumn = words.take('column')
  if (!isColumn && (words.take('to') || words.take('as'))) {
    const name = words.name()
    if (name !== null) yield tableFact(table, 'renamed', null, name, at)
    return
  }
  const old = words.name()
  const name = words.take('to') ? words.name() : null
  if (old !== null && name !== null) yield tableFact(old, 'renamed', table, name, at)
}

/** What else `CREATE` makes: views are tables to who reads them; types of words are closed sets; functions and indexes. */
export function* createdOther(words: Words, at: number): Iterable<Stated> {
  words.take('materialized')
  if (words.take('view')) {
    words.takeAny('if', 'not', 'exists')
    const name = words.name()
    if (name !== null) yield tableFact(name, 'table', null, 'view', at)
  } else if (words.take('type')) yield* createdType(words, at)
  else if (words.take('function') || words.take('procedure')) {
    const name = words.name()
    if (name !== null) yield { kind: 'symbol', subject: name, role: 'function', at }
  } else if (words.take('unique') || words.next?.text === 'index') {
    if (!words.take('index')) return
    words.takeAny('concurrently', 'if', 'not', 'exists')
    const name = words.next?.text === 'on' ? null : words.name()
    if (name !== null) yield { kind: 'symbol', subject: name, role: 'constant', owner: 'index', at }
  }
}

function* createdType(words: Words, at: number): Iterable<Stated> {
  const owner = words.name()
  if (owner === null) return
  yield { kind: 'symbol', subject: owner, role: 'type', at }
  if (!words.take('as') || !words.take('enum')) return
  for (const { kind, text, at: place } of words.parenthesised() ?? [])
    if (kind === 'string')
      yield { kind: 'member', subject: text, role: 'constant', owner, at: place }
}
