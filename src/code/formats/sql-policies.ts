import type { SqlStatement, SqlToken } from '../../syntax/sql.ts'
import type { Stated } from '../extractor.ts'
import type { Words } from './sql-words.ts'

/**
 * What a statement on a policy says, as one value:
 * `policy:<name>:<permissive|restrictive>:<command>:<roles>:using:<expression>|with-check:<expression>`.
 */
export function* policyFacts(
  words: Words,
  verb: 'create' | 'alter' | 'drop',
  text: string,
  at: number,
): Iterable<Stated> {
  if (!words.take('policy')) return
  words.takeAny('if', 'exists')
  const name = words.name()
  if (name === null || !words.take('on')) return
  const subject = words.name()
  if (subject === null) return
  const value =
    verb === 'drop'
      ? `dropped-policy:${name}`
      : `${verb === 'create' ? 'policy' : 'altered-policy'}:${name}:${rulesOf(words, text)}`
  yield {
    kind: 'control',
    subject,
    role: 'policy',
    owner: 'row-level-security',
    value: value.replace(/\s+/g, ' ').slice(0, 1_000),
    at,
  }
}

function rulesOf(words: Words, text: string): string {
  let kind = 'permissive'
  let command = 'all'
  let roles = 'public'
  let using = ''
  let check = ''
  for (let left = 50; left > 0 && words.next !== undefined; left--) {
    if (words.take('as')) kind = words.name() ?? kind
    else if (words.take('for')) command = words.name() ?? command
    else if (words.take('to')) roles = words.names().join(',')
    else if (words.take('using')) using = normalised(words.parenthesised() ?? [], text)
    else if (words.take('with')) {
      words.take('check')
      check = normalised(words.parenthesised() ?? [], text)
    } else words.take(words.next.text) || words.name()
  }
  return `${kind}:${command}:${roles}:using:${using}|with-check:${check}`
}

const normalised = (tokens: SqlStatement, text: string): string =>
  tokens
    .map((token) => writtenAs(token, text))
    .join(' ')
    .replace(/ ?([(),.]|::) ?/g, '$1')

/** Quotes are kept, so that a string and a name stay apart. */
const writtenAs = (token: SqlToken, text: string): string =>
  token.kind === 'string' || token.kind === 'quoted' ? text.slice(token.at, token.end) : token.text
