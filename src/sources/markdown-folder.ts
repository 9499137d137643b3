import { folderChanges } from './documents.ts'
import type { SourceType } from './source.ts'

/** A folder of documents as people write them, on disk or in a repository. */
export const markdownFolder: SourceType = {
  name: 'markdown-folder',
  about: 'Reads the Markdown, MDX and plain-text documents of a folder.',
  async *documents(entry, tools) {
    yield* folderChanges(entry, await tools.openFolder(entry), tools, [
      'markdown',
      'restructuredtext',
      'asciidoc',
      'text',
    ])
  },
}
