import type { Fact, Survey } from '../../domain/fact.ts'
import { factsAbout } from '../names.ts'

const constant = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g
const ending = /_(?:PROPERTY_NAME|PROPERTY|PROP|KEY|NAME|CONFIG|PARAM|OPTION)$/

/**
 * The constant that declares the default of a key which a constant names, where it has a value that fits: `TIDE_WAIT_DEFAULT = true` beside
 * `getBoolean(TIDE_WAIT_KEY, false)`, in one file. What stands at one call holds for that call.
 */
export function declaredDefault(
  { quote, path }: Fact,
  surveys: readonly Survey[],
  fits: (fact: Fact) => boolean,
): Fact | undefined {
  const stems = [...quote.matchAll(constant)].map(([name]) => name.replace(ending, ''))
  return stems
    .flatMap((stem) => [`${stem}_DEFAULT`, `DEFAULT_${stem}`, `${stem}_DEFAULT_VALUE`])
    .flatMap((name) => factsAbout(name, ['symbol'], surveys))
    .find((fact) => fact.path === path && fact.value !== null && fits(fact))
}
