import type { Word } from './word.ts'

/** What a wrapper leads to. */
export type Inside =
  | { readonly is: 'command'; readonly words: readonly Word[] }
  | { readonly is: 'script'; readonly text: string; readonly dynamic: boolean }
  | { readonly is: 'nothing'; readonly effect: string }
  | { readonly is: 'hidden'; readonly effect: string }

/** What stands for the input in a fed command. */
export const inputWord: Word = { text: '$input', dynamic: true }

/** Words that another shell reads as one text. */
export const scriptOf = (words: readonly Word[]): Inside => ({
  is: 'script',
  text: words.map(({ text }) => text).join(' '),
  dynamic: words.some(({ dynamic }) => dynamic),
})

/** Drops leading options, their values and, where a command follows, assignments. */
export function skipOptions(
  words: readonly Word[],
  valued: string,
  follows: 'command' | 'text' = 'command',
): readonly Word[] {
  const withValue = new Set(valued.split(' '))
  for (let place = 0; place < words.length; place += 1) {
    const text = words[place]?.text ?? ''
    if (text === '--') return words.slice(place + 1)
    if (follows === 'command' && /^\w+=/.test(text)) continue
    if (!/^-./.test(text)) return words.slice(place)
    if (withValue.has(text)) place += 1
  }
  return []
}
