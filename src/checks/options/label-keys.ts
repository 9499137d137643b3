import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import type { Block } from '../../domain/passage.ts'
import { isLabelKey } from '../../values/label-keys.ts'
import { type Mention, type Opinion, type Reading, unknown } from '../check.ts'
import { evidenceOf, factsAbout } from '../names.ts'
import { nearest } from '../nearest/nearest.ts'
import { sampleKind } from '../sample-kinds.ts'
import { isPlaceholder } from '../shape.ts'

const inSample = /^[ \t]{0,60}(?:- )?["']?([\w./-]{5,160})["']?[ \t]{0,3}:(?=[ \t\n]|$)/gm

/** Keys of labels and annotations: in code marks, and as keys of a manifest. */
export function* labelKeysIn({ tokens, passage }: Reading): Iterable<Mention> {
  for (const token of tokens) {
    const written = /^\s*["']?([\w./-]{5,160})["']?(?:: .{0,200}|=\S{0,200})?\s*$/.exec(
      token.place === 'code' ? token.text : '',
    )?.[1]
    if (written !== undefined)
      yield* keyAt(token.block, written, token.span[0] + token.text.indexOf(written))
  }
  for (const block of passage.blocks) {
    if (block.kind !== 'code' || block.text.length > 100_000 || sampleKind(block) !== 'data')
      continue
    for (const match of block.text.matchAll(inSample)) {
      const written = match[1] ?? ''
      yield* keyAt(block, written, block.textStart + match.index + match[0].indexOf(written))
    }
  }
}

function* keyAt(block: Block, subject: string, start: number): Iterable<Mention> {
  if (!isLabelKey(subject) || isPlaceholder(subject)) return
  const span = [start, start + subject.length] as const
  yield { subject, owner: null, token: subject, span, block }
}

/** Code may put a key together from a domain and a name: it is gone only where neither whole nor name is left. */
export function judgeLabelKey(claim: Claim, surveys: readonly Survey[]): Opinion {
  const { subject } = claim
  const [fact] = factsAbout(subject, ['option', 'setting'], surveys)
  if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
  const [domain = '', name = ''] = subject.split('/')
  const count = (word: string): number =>
    surveys.reduce((sum, survey) => sum + survey.occurrences(word), 0)
  if (count(subject) > 0) return { status: 'holds', evidence: [] }
  if (count(domain) > 0 && count(name) > 0)
    return unknown('ambiguous', `code may put ${subject} together from its parts`)
  return {
    status: 'absent',
    lost: { kind: 'option', subject, owner: null },
    whole: null,
    distinctive: true,
    stillStands: 0,
    get near() {
      return nearest(subject, surveys, ['option'])
    },
    otherwise: null,
  }
}
