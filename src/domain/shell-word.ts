/** Words that a shell takes as they are. */
const plain = /^[\w@%+=:,./-]+$/

/** A word as a shell reads it back: as it is where that may be, else in single quotes. */
export const shellWord = (word: string): string => (plain.test(word) ? word : quotedWord(word))

/** A word in single quotes, whatever it holds. */
export const quotedWord = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`
