import type { ClaimKind } from '../domain/claim.ts'
import type { Block, Passage } from '../domain/passage.ts'

/** "This object is passed to busberth directly": its parts are those of whoever gets it. */
const handsOn =
  /\b(?:object|dict(?:ionary)?|options?|settings?|hash|map|values?) (?:(?!not\b|never\b)\w{1,12} ){0,3}(?:passed|handed|forwarded) (?:on |along |through |down |directly |straight |as is ){0,2}(?:to|into) (?:the )?[`*_[]{0,3}(?!(?:constructor|function|method|handler|callback|client|server|class|each|every|all|any|an?|its?|your|our|this|that)\b)[\w@./-]{2,60}/i

/** The kinds of things that are handed on. */
export const canBeHandedOn: ReadonlySet<ClaimKind> = new Set(['option', 'default-value', 'symbol'])

/** The items below an item that says that all of it is handed on to somebody else. */
export function handedOn(passages: readonly Passage[]): ReadonlySet<Block> {
  const found = new Set<Block>()
  for (const { blocks } of passages) {
    let above: number | null = null
    for (const block of blocks) {
      if (block.kind !== 'list-item' || block.depth === undefined) {
        above = null
        continue
      }
      if (above !== null && block.depth > above) found.add(block)
      else above = handsOn.test(block.text.slice(0, 2_000)) ? block.depth : null
    }
  }
  return found
}
