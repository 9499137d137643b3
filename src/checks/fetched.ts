import type { Passage } from '../domain/passage.ts'

/** A program that a sample fetches and runs at once, from anywhere but a code host: `curl … | NAME=1 sh -s -- --flag`. */
const fetchedAndRun =
  /\b(?:curl|wget)\b[^|\n]{0,300}https?:\/\/(?!raw\.githubusercontent\.com|github\.com|gitlab\.com)[^|\n]{0,300}\|([^\n]{0,300})/g
const given = /(?<![\w-])(?:([A-Z][A-Z0-9_]{2,60})=|(--[a-z][\w-]{1,60}))/g

/** Variables and flags that the page's samples give to programs which are kept elsewhere. */
export function givenToFetched(passages: readonly Passage[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { blocks } of passages)
    for (const { kind, text } of blocks)
      if (kind === 'code' && text.length < 20_000)
        for (const [, run = ''] of text.matchAll(fetchedAndRun))
          for (const [, variable, flag] of run.matchAll(given)) found.add(variable ?? flag ?? '')
  return found
}
