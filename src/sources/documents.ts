import type { DocumentFormat, SourceDocument, UnreadDocument } from '../domain/document.ts'
import { decode, largest, tooLarge } from './decode.ts'
import { matchesAny } from './globs.ts'
import type { FolderReader, Handed, ListedFile, SourceEntry } from './source.ts'

const formats: Readonly<Record<string, DocumentFormat>> = {
  md: 'markdown',
  mdx: 'markdown',
  mdc: 'markdown',
  markdown: 'markdown',
  mkd: 'markdown',
  html: 'html',
  htm: 'html',
  txt: 'text',
  text: 'text',
  rst: 'restructuredtext',
  rest: 'restructuredtext',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
}

export const everyFormat: readonly DocumentFormat[] = [
  'markdown',
  'restructuredtext',
  'asciidoc',
  'html',
  'text',
]

/** Texts for people that have no ending. */
const bareNames =
  /^(?:README|INSTALL|INSTALLATION|CONTRIBUTING|HACKING|CHANGES|CHANGELOG|NEWS|HISTORY|SECURITY|UPGRADING|BUILDING|DEVELOPMENT|TODO|FAQ|USAGE)$/

/** The format of a document by its name; null when it is no document. */
export const formatOf = (path: string): DocumentFormat | null => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (bareNames.test(name)) return 'text'
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(formats, extension) ? (formats[extension] ?? null) : null
}

/** The documents of a folder in the formats asked for, sorted by path; what cannot be read says why. */
export async function* folderDocuments(
  entry: SourceEntry,
  folder: FolderReader,
  wanted: readonly DocumentFormat[],
): AsyncIterable<Handed> {
  for (const file of await folder.list()) {
    const format = formatOf(file.path)
    if (file.because !== undefined) yield unread(entry, file.path, file.because)
    else if (format && wanted.includes(format) && isWanted(entry, file.path))
      yield await readDocument(entry, folder, file, format)
  }
}

const isWanted = ({ include = [], exclude = [] }: SourceEntry, path: string): boolean =>
  (include.length === 0 || matchesAny(path, include)) && !matchesAny(path, exclude)

const unread = ({ id }: SourceEntry, path: string, because: string): UnreadDocument => ({
  source: id,
  path,
  because,
})

const readDocument = async (
  entry: SourceEntry,
  folder: FolderReader,
  { path, size }: ListedFile,
  format: DocumentFormat,
): Promise<Handed> => {
  if (size > largest) return unread(entry, path, tooLarge(size))
  try {
    const bytes = await folder.read(path)
    if (bytes === null) return unread(entry, path, 'it went away while the source was read')
    const decoded = decode(bytes)
    if (decoded.is === 'not-text') return unread(entry, path, decoded.because)
    return await documentOf(entry, folder, path, format, decoded.text)
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error)
    return unread(entry, path, `it cannot be read: ${because}`)
  }
}

const documentOf = async (
  entry: SourceEntry,
  folder: FolderReader,
  path: string,
  format: DocumentFormat,
  text: string,
): Promise<SourceDocument> => {
  const history = await folder.history?.(path)
  return {
    source: entry.id,
    path,
    url: urlOf(entry.url, path, format),
    format,
    text,
    access: entry.access ?? [],
    home: homeOf(entry, path),
    created: history?.created ?? null,
    modified: history?.modified ?? null,
    revision: history?.revision ?? null,
  }
}

/** Sites serve Markdown pages without their extension, and the others as they are. */
const urlOf = (base: string | undefined, path: string, format: DocumentFormat): string | null => {
  if (base === undefined || base === '') return null
  const shown = format === 'markdown' ? path.replace(/\.[^./]+$/, '') : path
  return `${base.replace(/\/+$/, '')}/${shown.split('/').map(encodeURIComponent).join('/')}`
}

/** A page's place in its repository; unknown where the entry names a folder outside it. */
const homeOf = (
  { repository, path: folder = '' }: SourceEntry,
  path: string,
): SourceDocument['home'] => {
  if (repository === undefined || /^(?:[\\/]|[A-Za-z]:|\.\.(?:[\\/]|$))/.test(folder)) return null
  const prefix = folder
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
  return { repository, path: [...prefix, path].join('/') }
}
