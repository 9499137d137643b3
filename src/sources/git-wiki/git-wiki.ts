import { basename } from 'node:path'
import type { SourceDocument } from '../../domain/document.ts'
import { PlumblineError } from '../../domain/errors.ts'
import { folderChanges, formatOf, isWanted } from '../documents.ts'
import type { FolderReader, ListedFile, SourceEntry, SourceTools, SourceType } from '../source.ts'
import { type Naming, namingOf } from './flavour.ts'
import { askRemote, doorOf } from './remote.ts'
import { withMarkdownLinks } from './wiki-links.ts'

/** A git repository of pages: the wiki of a project on GitHub, GitLab or Gitea, or a repository of documents. */
export const gitWiki: SourceType = {
  name: 'git-wiki',
  about:
    'Reads the newest commit of a git repository of pages, a wiki of GitHub, GitLab or Gitea among them, with the age of each part.',
  async *documents(entry, tools) {
    const folder = await folderOf(entry, tools)
    if (folder === null) {
      yield { is: 'whole' }
      return
    }
    const files = await folder.list()
    const address = entry.url ?? folder.remotes?.find((one) => /^https?:/.test(one)) ?? null
    const naming = namingOf(
      address,
      basename(entry.path ?? ''),
      files.map(({ path }) => path),
    )
    const pages = pagesOf(files, entry, naming)
    const changes = folderChanges(entry, { ...folder, list: async () => pages }, tools, formats)
    for await (const handed of changes)
      yield handed.is === 'document'
        ? { ...handed, document: dressed(handed.document, naming) }
        : handed
  },
}

const formats = ['markdown', 'restructuredtext', 'asciidoc', 'text'] as const

/** Null for a repository that has no commit yet. */
async function folderOf(entry: SourceEntry, tools: SourceTools): Promise<FolderReader | null> {
  if (entry.url === undefined) return tools.openFolder(entry)
  const door = doorOf(entry)
  const { url, head } = await askRemote(entry, tools.fetching(door))
  return head === null ? null : tools.openClone(entry, { ...door, url, head })
}

/** Markup of wikis that nobody here reads: named, so that its pages are not missed in silence. */
const unreadable: Readonly<Record<string, string>> = {
  textile: 'Textile',
  mediawiki: "MediaWiki's markup",
  wiki: "MediaWiki's markup",
  creole: 'Creole',
  org: 'Org',
  pod: 'Pod',
  rdoc: 'RDoc',
}

/** What stands around every page of a wiki is no page. */
const around = /(?:^|\/)_(?:sidebar|footer|header)\.\w+$/i

function pagesOf(
  files: readonly ListedFile[],
  entry: SourceEntry,
  { flavour }: Naming,
): readonly ListedFile[] {
  const pages = files.flatMap((file): ListedFile[] => {
    if (flavour !== 'documents' && around.test(file.path)) return []
    if (/(?:^|\/)\./.test(file.path)) return []
    if (formatOf(file.path) !== null) return [file]
    const markup = unreadable[/\.([a-z]+)$/.exec(file.path)?.[1] ?? '']
    const isPage = markup !== undefined && flavour !== 'documents' && isWanted(entry, file.path)
    return isPage ? [{ ...file, because: `it is written in ${markup}, which is not read` }] : []
  })
  const most = entry.mostPages ?? Number.POSITIVE_INFINITY
  if (pages.length > most)
    throw new PlumblineError(
      'source.too-large',
      `source ${entry.id} has ${pages.length} pages, more than its mostPages (${most}); raise that, or choose with include`,
    )
  return pages
}

function dressed(document: SourceDocument, naming: Naming): SourceDocument {
  const { path, format, text, told = {} } = document
  const title = naming.titleOf(path)
  const slugOf = (page: string) => page.replaceAll(' ', '-')
  return {
    ...document,
    url: naming.urlOf(path),
    text: format === 'markdown' ? withMarkdownLinks(text, slugOf) : text,
    told: title === null ? told : { ...told, title },
  }
}
