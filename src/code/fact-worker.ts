import { answering } from '../workers/answering.ts'
import { factsIn } from './extract.ts'
import type { FileAnswer, FileQuestion } from './fact-pool.ts'
import { pack } from './packed-facts.ts'

// One string instead of thousands: it crosses the border several times faster.
answering(async ({ path, text, reading }: FileQuestion): Promise<FileAnswer> => {
  const { facts, words, unread } = await factsIn(path, text, undefined, reading)
  return { facts: pack(facts), words: words.join('\n'), unread }
})
