import type { Fact, Survey } from '../../domain/fact.ts'
import { type Mention, type Opinion, type Reading, unknown } from '../check.ts'
import { evidenceOf, factsAbout } from '../names.ts'
import { sentenceAround } from '../sentence.ts'
import type { Control } from './contract.ts'
import { against } from './contract.ts'

const speaksOfControl = /\brow[- ]level[- ]security\b|\bRLS\b/i
const asserts =
  /\b(?:protect|enforc|restrict|isolat|ensur|guarantee|enabl|secur|limit|prevent|keeps?|only (?:see|read|access)|cannot (?:see|read|access)|scoped|guard)/i

/** Row-level security must be on, and its policies must really restrict rows. */
export const rowLevelSecurity: Control = {
  name: 'row-level security',

  *mentions(reading) {
    for (const token of reading.tokens) {
      const table = tableIn(token.text)
      if (table === null || (token.place !== 'code' && token.place !== 'prose')) continue
      if (!isSaidToProtect(reading, token)) continue
      const start = token.span[0] + token.text.lastIndexOf(table)
      yield {
        subject: table,
        value: 'row-level security',
        ...(isDenied(sentenceAround(token.block, token.span[0]).text)
          ? { mood: 'negated' as const }
          : {}),
        token: table,
        span: [start, start + table.length],
        block: token.block,
      } satisfies Mention
    }
  },

  judge(claim, surveys): Opinion {
    const facts = factsAbout(claim.subject, ['control'], surveys).filter(
      ({ owner }) => owner === 'row-level-security',
    )
    if (facts.length === 0) return tableWithout(claim.subject, surveys)
    return judgePolicies(claim.subject, facts, surveys)
  },
}

/** "does not protect", "there is no row-level security". */
const isDenied = (sentence: string): boolean =>
  /\b(?:not|no|never|without|isn['’]t|doesn['’]t|don['’]t|lacks?)\b/i.test(sentence)

const tableIn = (text: string): string | null =>
  /^(?:\w+\.)?([a-z_][a-z0-9_]*)$/.exec(text.trim())?.[1] ?? null

function isSaidToProtect(
  { passage }: Reading,
  token: { block: Mention['block']; span: Mention['span'] },
): boolean {
  const sentence = sentenceAround(token.block, token.span[0]).text
  if (speaksOfControl.test(sentence)) return asserts.test(sentence)
  const under = passage.heading.some((heading) => speaksOfControl.test(heading))
  return under && asserts.test(sentence) && /\btable\b/i.test(sentence)
}

/** A table that exists without any statement on row-level security is open, and the survey of SQL files shows it. */
function tableWithout(table: string, surveys: readonly Survey[]): Opinion {
  const declared = factsAbout(table, ['symbol'], surveys).find(({ path }) => path.endsWith('.sql'))
  if (!declared) return unknown('never-existed', `no SQL here creates a table ${table}`)
  return against(
    `no migration enables row-level security on ${table}`,
    'not enabled',
    declared,
    surveys,
  )
}

/** Statements in the order they run: by file, then by line; the last word on each policy stands. */
function judgePolicies(table: string, facts: readonly Fact[], surveys: readonly Survey[]): Opinion {
  const inOrder = [...facts].sort(
    (a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }) || a.line - b.line,
  )
  let enabled: Fact | null = null
  let switched: Fact | undefined
  const policies = new Map<string, Fact>()
  for (const fact of inOrder) {
    const [what = '', ...rest] = (fact.value ?? '').split(':')
    if (what === 'enabled' || what === 'forced') enabled = fact
    else if (what === 'disabled' || what === 'dropped-table') {
      enabled = null
      switched = fact
      if (what === 'dropped-table') policies.clear()
    } else if (what === 'policy') policies.set(rest[0] ?? '', fact)
    else if (what === 'altered-policy' && /:using:/.test(fact.value ?? ''))
      policies.set(rest[0] ?? '', fact)
    else if (what === 'dropped-policy') policies.delete(rest[0] ?? '')
  }
  const last = switched ?? inOrder.at(-1)
  if (enabled === null)
    return last
      ? against(`row-level security on ${table} is not enabled`, 'not enabled', last, surveys)
      : unknown('never-existed', `nothing speaks of row-level security on ${table}`)
  const open = [...policies.values()].find(admitsEverything)
  if (open)
    return against(
      `row-level security on ${table} is enabled, but a policy lets every row through: ${open.quote}`,
      'USING (true)',
      open,
      surveys,
    )
  return {
    status: 'holds',
    evidence: [enabled, ...policies.values()].map((fact) => evidenceOf(fact, surveys)),
  }
}

/** Permissive policies are joined by OR: one that is always true opens the table. */
const admitsEverything = (fact: Fact): boolean => {
  const value = fact.value ?? ''
  if (!opens(fact)) return false
  return (
    value.startsWith('altered-policy:') || (/:permissive:/.test(value) && isForEverybody(value))
  )
}

const opens = ({ value }: Fact): boolean =>
  /:using:\(*(?:true|1 ?= ?1|'t'::bool(?:ean)?)\)*(?:\||$)/i.test(value ?? '')

/** A policy for named roles opens the table to those alone; everybody else has none. */
const isForEverybody = (value: string): boolean => {
  const roles = value.split(':')[4] ?? ''
  return roles === '' || /\bpublic\b|^\*$|\bauthenticated\b|\banon\b/i.test(roles)
}
