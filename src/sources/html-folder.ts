import { folderChanges } from './documents.ts'
import type { SourceType } from './source.ts'

/** A folder of HTML documents: a wiki's export, or a site as it was built. */
export const htmlFolder: SourceType = {
  name: 'html-folder',
  about: 'Reads the HTML documents of a folder: a wiki export, or a built site.',
  async *documents(entry, tools) {
    yield* folderChanges(entry, await tools.openFolder(entry), tools, ['html'])
  },
}
