import { withoutSecretWords } from '../values/secret-words.ts'

/** What a command does, without the words of it that are secrets: torn from their options nothing would show that they are. */
export function discreet<Told extends { readonly effect: string }>(
  told: Told,
  argv: readonly string[],
): Told {
  const shown = withoutSecretWords(argv)
  const effect = argv.reduce((text, word, place) => {
    const instead = shown[place] ?? word
    return instead === word || word === '' ? text : text.replaceAll(word, () => instead)
  }, told.effect)
  return effect === told.effect ? told : { ...told, effect }
}
