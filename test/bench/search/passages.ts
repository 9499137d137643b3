import { renamer } from './names.ts'
import { numbers, one, type Pick } from './numbers.ts'
import type { Topic } from './topics.ts'

/** One passage of the generated corpus; passages of one page come one after the other. */
export interface CorpusPassage {
  /** From 0, without gaps. */
  readonly number: number
  readonly page: number
  readonly title: string
  readonly heading: string
  readonly text: string
}

const ofPage = { least: 4, most: 12 }
const ofPassage = { least: 3, most: 8 }

/**
 * As many passages as are wanted: first those that stand in the documents, then pages put together from sentences of one document
 * each (and a few of another), whose names are given other names.
 */
export function* passagesFrom(
  topics: readonly Topic[],
  wanted: number,
): Generator<CorpusPassage, void, void> {
  let number = 0
  let page = 0
  let characters = 0
  for (const { title, sections } of topics) {
    for (const section of sections) {
      if (number >= wanted) return
      yield { number, page, title, ...section }
      number += 1
      characters += section.text.length
    }
    page += 1
  }
  const pick = numbers(20_261_101)
  const rename = renamer(4_242, { characters })
  const weighted = byUnits(topics)
  for (; number < wanted; page += 1) {
    const topic = weighted(pick)
    const title = rename(titleOf(topic, pick))
    const passages = Math.min(wanted - number, between(ofPage, pick))
    for (let index = 0; index < passages; index += 1) {
      const heading = rename(one(topic.sections, pick)?.heading ?? '')
      yield { number, page, title, heading, text: rename(textOf(topic, topics, pick)) }
      number += 1
    }
  }
}

const between = ({ least, most }: typeof ofPage, pick: Pick): number =>
  least + pick(most - least + 1)

/** Draws topics as often as they have much to say. */
function byUnits(topics: readonly Topic[]): (pick: Pick) => Topic {
  const owners = topics.flatMap((topic) =>
    Array.from({ length: Math.ceil(Math.sqrt(topic.units.length)) }, () => topic),
  )
  return (pick) => {
    const topic = one(owners, pick)
    if (topic === undefined) throw new Error('there are no documents to make passages of')
    return topic
  }
}

/** Two documents' words in one title: pages of one matter are many, and called by more than it. */
const titleOf = (topic: Topic, pick: Pick): string => {
  const more = one(topic.sections, pick)?.heading ?? ''
  return more === '' || more === topic.title ? topic.title : `${topic.title}: ${more}`
}

function textOf(topic: Topic, topics: readonly Topic[], pick: Pick): string {
  const wanted = between(ofPassage, pick)
  const taken = new Set<string>()
  for (let tries = 0; taken.size < wanted && tries < 3 * wanted; tries += 1) {
    const from = pick(12) === 0 ? (one(topics, pick) ?? topic) : topic
    taken.add(one(from.units, pick) ?? '')
  }
  const units = [...taken]
  return units.join(units.some((unit) => unit.includes('\n')) ? '\n\n' : ' ')
}
