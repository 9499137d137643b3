import { createHash } from 'node:crypto'
import type { DocumentFormat, SourceDocument } from '../domain/document.ts'
import { decode, largest, tooLarge } from './decode.ts'
import { matchesAny } from './globs.ts'
import type { FolderReader, Handed, ListedFile, SourceEntry, SourceTools } from './source.ts'

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

/** A document of a folder as it is, or why there is none. */
export type FromFolder =
  | { readonly is: 'document'; readonly document: SourceDocument; readonly stamp: string }
  | { readonly is: 'unread'; readonly path: string; readonly because: string }

/** The documents of a folder in the formats asked for, sorted by path; what cannot be read says why. */
export async function* folderDocuments(
  entry: SourceEntry,
  folder: FolderReader,
  wanted: readonly DocumentFormat[],
): AsyncIterable<FromFolder> {
  for await (const file of filesOf(entry, folder, wanted))
    yield 'is' in file ? file : await readDocument(entry, folder, file, file.format)
}

type Wanted = ListedFile & { readonly format: DocumentFormat }
type Unread = Extract<FromFolder, { is: 'unread' }>

async function* filesOf(
  entry: SourceEntry,
  folder: FolderReader,
  wanted: readonly DocumentFormat[],
): AsyncIterable<Wanted | Unread> {
  for (const file of await folder.list()) {
    const format = formatOf(file.path)
    if (file.because !== undefined) yield unread(file.path, file.because)
    else if (format && wanted.includes(format) && isWanted(entry, file.path))
      yield { ...file, format }
  }
}

/** What changed in a folder since our copies were made, and that nothing else is there. */
export async function* folderChanges(
  entry: SourceEntry,
  folder: FolderReader,
  { copyOf, checkpoint }: Pick<SourceTools, 'copyOf' | 'checkpoint'>,
  wanted: readonly DocumentFormat[],
): AsyncIterable<Handed> {
  const state = checkpoint?.text ?? null
  for await (const file of filesOf(entry, folder, wanted)) {
    if ('is' in file) {
      yield file
      continue
    }
    const { path } = file
    const copy = await copyOf(path)
    const stamp = copy === null || copy.gone ? null : copy.stamp
    if (stamp !== null && (await folder.isSame?.(path, stamp, state))) {
      yield { is: 'same', path, access: [] }
      continue
    }
    const read = await readDocument(entry, folder, file, file.format)
    if (read.is === 'unread') yield read
    else if (stamp === read.stamp) yield { is: 'same', path, access: [] }
    else yield { ...read, document: await withPast(read.document, folder) }
  }
  if (folder.state !== undefined) yield { is: 'checkpoint', text: folder.state }
  yield { is: 'whole' }
}

const withPast = async (
  document: SourceDocument,
  folder: FolderReader,
): Promise<SourceDocument> => {
  const told = await folder.told?.(document.path, document.text)
  return told === undefined ? document : { ...document, told: { ...told, ...document.told } }
}

/** Whether an entry wants a path, or a title, by its globs. */
export const isWanted = ({ include = [], exclude = [] }: SourceEntry, path: string): boolean =>
  (include.length === 0 || matchesAny(path, include)) && !matchesAny(path, exclude)

const unread = (path: string, because: string): Unread => ({ is: 'unread', path, because })

const readDocument = async (
  entry: SourceEntry,
  folder: FolderReader,
  { path, size }: ListedFile,
  format: DocumentFormat,
): Promise<FromFolder> => {
  if (size > largest) return unread(path, tooLarge(size))
  try {
    const bytes = await folder.read(path)
    if (bytes === null) return unread(path, 'it went away while the source was read')
    const decoded = decode(bytes)
    if (decoded.is === 'not-text') return unread(path, decoded.because)
    const document = await documentOf(entry, folder, path, format, decoded.text)
    return { is: 'document', document, stamp: (await folder.stamp?.(path)) ?? stampOf(document) }
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error)
    return unread(path, `it cannot be read: ${because}`)
  }
}

/** Of everything that the document says, its dates among it: a file that was moved, or dated anew, is not the one we read. */
const stampOf = (document: SourceDocument): string =>
  createHash('sha256').update(JSON.stringify(document)).digest('hex')

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
    access: [],
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
