import type { ClassedCommand } from '../domain/action.ts'
import { sentencesOf } from '../values/sentences.ts'
import { destroys, destroysAll, type Effect } from './effect.ts'

const destroying =
  '(?:delete|destroy|drop|wipe|purge|nuke|erase|obliterate|tear down|blow away|get rid of|remove)'
const renewing = '(?:re-?create|rebuild|re-?provision|re-?initiali[sz]e|reset|start over with)'
/** Words between verb and object; after a preposition or another verb the object belongs to something else. */
const between =
  "(?: (?:and (?:then )?(?:re-?(?:create|build|deploy|provision|initiali[sz]e|seed|install)|start)|(?!(?:and|or|from|to|on|in|with|for|by|at|into|using|via|through|inside|within|against|under|than)\\b)[a-z'’-]+)){0,5}"
/** `the database connection` is no database. */
const alone =
  '(?! (?:connections?|users?|roles?|passwords?|sessions?|entr(?:y|ies)|rows?|columns?|logs?|locks?|cache|config\\w*|settings?|labels?|tags?|lines?|pages?|links?|names?|keys?|rules?|polic(?:y|ies)|files?|copy|drivers?|clients?|pools?|migrations?|tests?|variables?|section|docs?|docs|badge|icon|status|state|field|option|flag|parameter)\\b)'
const wide =
  '(?:environments?|namespaces?|clusters?|databases?|db|schemas?|accounts?|projects?|subscriptions?|tenants?|production|prod|stack|infrastructure|everything|resource groups?|region)'
const holding =
  '(?:volumes?|buckets?|tables?|all (?:the )?(?:data|records|rows|users|files|backups?)|backups?|data (?:directory|dir|folder)|disks?|partitions?|instances?|servers?|repositor(?:y|ies)|persistent volumes?|snapshots?|index(?:es)?|queues?|topics?)'

/** Words before the verb that make the sentence tell somebody to do it. */
const telling =
  /(?:^|[,;:—–(]\s*|\b(?:and|then|just|simply|please|first|next|finally|now|you|we|i|should|must|can|need to|needs to|have to|has to|let's|let’s|either|or|also|instead|again|try to|going to|'ll|’ll|better to|best to|is to|fix is to|to)\s+|^(?:[-*+>]|\d+[.)])\s+)$/i
const purposeOnly = /^\s*(?:[-*+>]\s+|\d+[.)]\s+)?(?:to|how to|in order to)\s+$/i
const notMeant =
  /\b(?:never|not|avoid|without|instead of|rather than|refuse|forbid\w*|cannot|prevent\w*|will|would|did|was|were|had|might|could|does|yesterday|ago|last (?:week|month|year)|used to|if|when|whenever|once|before|unless|able to|allows?|permission to|who|which|that)\b|n['’]t\b/i

interface Pattern {
  readonly says: RegExp
  readonly effect: Effect
}

const patterns: readonly Pattern[] = [
  {
    says: new RegExp(`\\b(?:${destroying}|${renewing})${between} ${wide}\\b${alone}`, 'gi'),
    effect: destroysAll('tells to destroy or recreate a whole environment'),
  },
  {
    says: new RegExp(
      `\\b${destroying}(?: (?:it|them|everything|all))?,? (?:and|then) (?:then )?(?:${renewing}|re-?seed|restore|re-?install|start (?:over|from scratch))\\b`,
      'gi',
    ),
    effect: destroysAll('tells to destroy something and build it anew'),
  },
  {
    says: new RegExp(
      `\\b(?:${destroying}|truncate|format|reformat)${between} ${holding}\\b${alone}`,
      'gi',
    ),
    effect: destroys('tells to destroy what holds data'),
  },
]

/** Sentences that tell somebody to destroy something, without a command. Warnings, questions and history are not. */
export function destructiveProse(text: string): readonly ClassedCommand[] {
  return sentencesOf(text).flatMap(({ text: sentence, span }) => {
    if (/\?["'”’)]*$/.test(sentence)) return []
    const pattern = patterns.find(({ says }) =>
      [...sentence.matchAll(says)].some((match) => meant(sentence, match.index)),
    )
    return pattern ? [{ argv: [sentence], span, ...pattern.effect }] : []
  })
}

function meant(sentence: string, place: number): boolean {
  const before = sentence.slice(0, place).replaceAll(/[*_]+/g, '')
  const clause = before.slice(
    Math.max(...[',', ';', ':'].map((mark) => before.lastIndexOf(mark))) + 1,
  )
  return telling.test(before) && !purposeOnly.test(before) && !notMeant.test(clause)
}
