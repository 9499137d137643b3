/** How much of a command is read. Beyond any of these it counts as unseen: nobody types so much. */
export const limits = { characters: 100_000, words: 20_000, textCharacters: 2_000_000 } as const

/** Why a command is too large to be read; null when it is not. */
export function tooLarge(text: string): string | null {
  if (text.length > limits.characters)
    return `the command has ${text.length} characters, more than the ${limits.characters} that are read`
  let words = 0
  for (let place = 1; place < text.length; place += 1)
    if (isBlank(text.charCodeAt(place - 1)) && !isBlank(text.charCodeAt(place))) words += 1
  return words > limits.words
    ? `the command has ${words} words, more than the ${limits.words} that are read`
    : null
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)
