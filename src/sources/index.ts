import { PlumblineError } from '../domain/errors.ts'
import { htmlFolder } from './html-folder.ts'
import { markdownFolder } from './markdown-folder.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from './source.ts'

/** Every kind of source, keyed by the `type` of a configured entry. */
export const sources: readonly SourceType[] = [htmlFolder, markdownFolder]

/** All documents of one configured source; the list stamps the source's id, so that no kind can mislabel a page. */
export async function* documentsFrom(
  entry: SourceEntry,
  tools: SourceTools,
): AsyncIterable<Handed> {
  const type = sources.find(({ name }) => name === entry.type)
  if (!type) throw new PlumblineError('config.unreadable', unknownType(entry))
  for await (const handed of type.documents(entry, tools)) yield { ...handed, source: entry.id }
}

const unknownType = ({ id, type }: SourceEntry): string =>
  `source ${id}: there is no type '${type}'; the types are ${sources.map(({ name }) => name).join(', ')}`
