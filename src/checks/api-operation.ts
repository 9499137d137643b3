import type { Claim } from '../domain/claim.ts'
import { type Fact, type Survey, wordsOf } from '../domain/fact.ts'
import type { Block } from '../domain/passage.ts'
import { type Lexeme, LexemeReader, lexemes } from '../syntax/lexer.ts'
import { type Check, type Mention, type Opinion, unknown } from './check.ts'
import { evidenceOf, factsAbout, hasAny } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { shellWords } from './samples.ts'
import { isDistinctive } from './shape.ts'
import type { Token } from './tokens.ts'

const noun =
  '(?:operation(?:s|Id)?|operation ID|RPCs?|gRPC (?:method|call|service)s?|GraphQL (?:field|query|mutation|subscription)s?|mutations?|(?:root )?quer(?:y|ies)|subscriptions?)'
const before = new RegExp(String.raw`\b${noun}(?: (?:called|named|is))?:? [*_(]{0,3}\x60$`, 'i')
const after = new RegExp(String.raw`^\x60[*_)]{0,3} ${noun}\b`, 'i')
const ofType = /^(Query|Mutation|Subscription)\.([A-Za-z_]\w{0,80})(?:\(.{0,80}\))?$/
const ofService = /^\/?(?:[a-z][\w]{0,60}\.){0,8}([A-Z]\w{0,80})\/([A-Z]\w{0,80})$/

/** A page names an operation of an API; a schema or an API document must have it. */
export const apiOperation: Check = {
  decides: true,
  about: 'A page names an operation of an API (OpenAPI, GraphQL, gRPC); its schema must have it.',
  against: ['api-operation'],

  *mentions({ passage, tokens }) {
    for (const token of tokens) {
      if (token.place === 'code') yield* inMarks(token)
      else if (token.place === 'shell' && /\bgrpcurl\b/.test(token.text)) yield* inCall(token)
    }
    for (const block of passage.blocks)
      if (block.kind === 'code' && /^(?:graphql|gql)$/.test(block.language ?? ''))
        yield* inQuery(block)
  },

  judge(claim, surveys): Opinion {
    const facts = factsAbout(claim.subject, ['api-operation'], surveys)
    const fitting = facts.filter(({ owner }) => claim.owner === null || owner === claim.owner)
    if (fitting[0]) return { status: 'holds', evidence: [evidenceOf(fitting[0], surveys)] }
    if (!surveys.some((survey) => hasAny(survey, 'api-operation')) && claim.owner === null)
      return unknown('never-existed', 'no schema in scope states any operation')
    return {
      status: 'absent',
      lost: { kind: 'api-operation', subject: claim.subject, owner: claim.owner },
      whole: wholeSchema(claim, surveys),
      distinctive: isDistinctive(claim.subject) || claim.owner !== null,
      stillStands: 0,
      near: nearest(claim.subject, surveys, ['api-operation']),
      otherwise: facts[0]
        ? unknown(
            'ambiguous',
            `${claim.subject} belongs to ${facts[0].owner}, not to ${claim.owner}`,
          )
        : null,
    }
  },
}

/** Every field of a type stands in its schema; a page about this code that names another is wrong. */
function wholeSchema({ owner, subject }: Claim, surveys: readonly Survey[]) {
  if (owner === null) return null
  const ours = surveys.filter((survey) => survey.hasOwner(wordsOf(owner).join(' ')))
  const siblings = ours.flatMap((survey) => siblingsOf(owner, survey))
  const [first] = siblings
  if (
    first === undefined ||
    ours.some((survey) => survey.incomplete('api-operation', owner) !== null)
  )
    return null
  return {
    because: `${owner} has no ${subject}; it has ${siblings
      .map((fact) => fact.subject)
      .sort()
      .slice(0, 12)
      .join(', ')}`,
    evidence: [evidenceOf(first, ours)],
    isOurs: false,
  }
}

const siblingsOf = (owner: string, survey: Survey): readonly Fact[] =>
  [...survey.subjects('api-operation')].flatMap((name) =>
    survey.about(name, ['api-operation']).filter((fact) => fact.owner === owner && !fact.weak),
  )

function* inMarks(token: Token): Iterable<Mention> {
  const text = token.text.trim()
  const [, owner, name] = ofType.exec(text) ?? ofService.exec(text) ?? []
  if (owner && name)
    yield mention(token.block, name, owner, token.span[0] + token.text.lastIndexOf(name))
  else if (/^[A-Za-z_]\w{2,80}$/.test(text)) {
    const { block, span } = token
    const ahead = block.text.slice(
      Math.max(0, span[0] - block.textStart - 80),
      span[0] - block.textStart,
    )
    const behind = block.text.slice(span[1] - block.textStart, span[1] - block.textStart + 60)
    if (before.test(ahead) || after.test(behind) || /^operation ?id$/i.test(token.column ?? ''))
      yield mention(block, text, null, span[0] + token.text.indexOf(text))
  }
}

const mention = (block: Block, subject: string, owner: string | null, start: number): Mention => ({
  subject,
  owner,
  token: subject,
  span: [start, start + subject.length],
  block,
})

function* inCall(token: Token): Iterable<Mention> {
  for (const { text, span } of shellWords(token.text)) {
    const [, owner, name] = ofService.exec(text) ?? []
    if (owner && name)
      yield mention(token.block, name, owner, token.span[0] + span[0] + text.lastIndexOf(name))
  }
}

const roots: Readonly<Record<string, string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
}

/** The fields that a sample asks of the root. */
function* inQuery(block: Block): Iterable<Mention> {
  if (block.text.length > 20_000) return
  const reader = new LexemeReader(lexemes(block.text, 'hash'))
  while (reader.next !== undefined) {
    const first = reader.step()
    const owner = first?.text === '{' ? 'Query' : roots[first?.kind === 'word' ? first.text : '']
    if (first?.kind === 'word' && owner === undefined) {
      // A definition or a fragment: its body asks nothing of the root.
      while (reader.next !== undefined && !reader.take('{')) reader.step()
      reader.inside('{', '}')
    }
    if (owner === undefined) continue
    if (first?.text !== '{') while (reader.next !== undefined && !reader.take('{')) reader.step()
    for (const field of topFields(reader.inside('{', '}')))
      yield mention(block, field.text, owner, block.textStart + field.at)
  }
}

function* topFields(body: readonly Lexeme[]): Iterable<Lexeme> {
  const reader = new LexemeReader(body)
  while (reader.next !== undefined) {
    if (reader.take('{')) reader.inside('{', '}')
    else if (reader.take('(')) reader.inside('(', ')')
    else if (reader.take('@')) reader.word()
    else {
      const field = reader.step()
      if (field?.kind !== 'word' || field.text.startsWith('__')) continue
      // `alias: field`
      const name = reader.take(':') ? reader.word() : field
      if (name !== null) yield name
    }
  }
}
