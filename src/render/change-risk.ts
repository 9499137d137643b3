import pc from 'picocolors'
import { type ChangeRisk, isRisky, type Risk, type RiskyEffect } from '../domain/change-risk.ts'
import { plainText } from './markdown.ts'

/** So many are listed; of the rest the number is told. */
const mostListed = 10

/** What a change risks, for the reviewer on a terminal; null where there is nothing to tell. */
export function riskForTerminal(risk: ChangeRisk, color: boolean): string | null {
  if (!isRisky(risk)) return null
  const paint = pc.createColors(color)
  const { lines, more } = listed(risk)
  return [
    paint.bold(`${headline(risk)}.`),
    ...lines.map(({ place, said }) => `  ${place === '' ? '' : `${paint.cyan(place)}  `}${said}`),
    ...(more > 0 ? [paint.dim(`  and ${more} more`)] : []),
  ].join('\n')
}

/** The same as a section of a comment; null where there is nothing to tell. */
export function riskAsMarkdown(risk: ChangeRisk): string | null {
  if (!isRisky(risk)) return null
  const { lines, more } = listed(risk)
  return [
    `#### ${plainText(headline(risk))}`,
    '',
    ...lines.map(
      ({ place, said }) => `- ${place === '' ? '' : `${plainText(place)}: `}${plainText(said)}`,
    ),
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
  ].join('\n')
}

const numbers = ['nobody', 'one person', 'two people', 'three people']

/** `Needs two people, one of them senior: drops a table (migrations/0042.sql:3)`, and what else there is. */
function headline(risk: ChangeRisk): string {
  const [first] = risk.effects
  const [unseen] = risk.unseen
  const what = first === undefined ? unseen : `${first.effect} (${placeOf(first)})`
  return what === undefined ? asked(risk) : `${asked(risk)}: ${what}`
}

function asked({ decision, people, effects }: ChangeRisk): string {
  if (decision === 'allow' || decision === 'warn')
    return 'Look closely, though no approval is asked for'
  if (people === null)
    return effects[0]?.risk === 'touches-gate'
      ? 'Only for whoever answers for the gate'
      : 'Policy blocks this change'
  const { approvers, senior } = people
  const whom = numbers[approvers] ?? `${approvers} people`
  if (senior === 0) return `Needs ${whom}`
  const seniors =
    senior === approvers ? 'senior' : `${numbers[senior]?.split(' ')[0] ?? senior} of them senior`
  return `Needs ${whom}, ${seniors}`
}

interface Line {
  readonly place: string
  readonly said: string
}

function listed({ effects, unseen }: ChangeRisk): {
  readonly lines: readonly Line[]
  readonly more: number
} {
  const lines = [
    ...effects.map((effect) => ({ place: placeOf(effect), said: sayingOf(effect) })),
    ...unseen.map((part) => ({ place: '', said: `not read: ${part}` })),
  ]
  return { lines: lines.slice(0, mostListed), more: Math.max(0, lines.length - mostListed) }
}

const words: Readonly<Record<Risk, string>> = {
  'drops-data': 'drops what is hard to bring back',
  'loosens-control': 'loosens a control or widens privilege',
  'reaches-production': 'disrupts what runs',
  'touches-gate': 'touches what guards changes',
}

const sayingOf = ({ risk, class: of, environment, effect, side }: RiskyEffect): string => {
  const where = environment === null ? '' : ` in ${environment}`
  const gone = side === 'before' ? '; the line as it was' : ''
  return `${effect} (${words[risk]}${where}, ${of}${gone})`
}

const placeOf = ({ path, line }: RiskyEffect): string => (line === null ? path : `${path}:${line}`)
