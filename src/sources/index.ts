import { PlumblineError } from '../domain/errors.ts'
import type { AccessLists } from '../domain/principal.ts'
import { bookstack } from './bookstack/bookstack.ts'
import { confluence } from './confluence/confluence.ts'
import { dokuWiki } from './dokuwiki/dokuwiki.ts'
import { gitWiki } from './git-wiki/git-wiki.ts'
import { htmlFolder } from './html-folder.ts'
import { markdownFolder } from './markdown-folder.ts'
import { mediaWiki } from './mediawiki/mediawiki.ts'
import { notion } from './notion/notion.ts'
import { outline } from './outline/outline.ts'
import type { Handed, SourceEntry, SourceTools, SourceType } from './source.ts'
import { tiddlyWiki } from './tiddlywiki/tiddlywiki.ts'
import { website } from './website/website.ts'

/** Every kind of source, keyed by the `type` of a configured entry. */
export const sources: readonly SourceType[] = [
  bookstack,
  confluence,
  dokuWiki,
  gitWiki,
  htmlFolder,
  markdownFolder,
  mediaWiki,
  notion,
  outline,
  tiddlyWiki,
  website,
]

/**
 * What one configured source hands over. The list stamps the source's id on documents, readers and groups, and sets the entry's own
 * access list before those of the source, so that no kind can mislabel a page or open it wider.
 */
export async function* documentsFrom(
  entry: SourceEntry,
  tools: SourceTools,
): AsyncIterable<Handed> {
  const type = sources.find(({ name }) => name === entry.type)
  if (!type) throw new PlumblineError('config.unreadable', unknownType(entry))
  for await (const handed of type.documents(entry, tools)) yield stamped(handed, entry)
}

const stamped = (handed: Handed, entry: SourceEntry): Handed => {
  switch (handed.is) {
    case 'document': {
      const { document } = handed
      const access = accessOf(document.access, entry)
      return { ...handed, document: { ...document, source: entry.id, access } }
    }
    case 'same':
    case 'unread':
      return handed.access === undefined
        ? handed
        : { ...handed, access: accessOf(handed.access, entry) }
    case 'groups':
      return {
        is: 'groups',
        groups: handed.groups.map(({ name, members }) => ({
          name: readerIn(entry, `group:${name}`),
          members: members.map((member) => readerIn(entry, member)),
        })),
      }
    default:
      return handed
  }
}

const accessOf = (lists: AccessLists, entry: SourceEntry): AccessLists => [
  [...new Set(entry.access ?? [])].sort(),
  ...lists.map((list) => [...new Set(list)].sort().map((reader) => readerIn(entry, reader))),
]

/** `wiki/user:ana`: a reader of one source is nobody in another. */
const readerIn = ({ id }: SourceEntry, reader: string): string => `${id}/${reader}`

const unknownType = ({ id, type }: SourceEntry): string =>
  `source ${id}: there is no type '${type}'; the types are ${sources.map(({ name }) => name).join(', ')}`
