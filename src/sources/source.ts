import type { SourceDocument, UnreadDocument } from '../domain/document.ts'
import type { Dated } from '../domain/instant.ts'
import type { Access } from '../domain/principal.ts'

/** A file of a folder, before it is read. */
export interface ListedFile {
  /** Path inside the folder, with `/`. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Why it cannot be opened, in words, where that is known already: a folder that is shut. */
  readonly because?: string
}

/** What is known of a file's past. */
export interface FileHistory {
  readonly created: Dated | null
  readonly modified: Dated | null
  readonly revision: string | null
}

/** A folder of files: on disk, or in a snapshot of a repository. */
export interface FolderReader {
  /** All files, sorted by path. */
  list(): Promise<readonly ListedFile[]>
  /** The bytes of a file; null when it is no longer there. */
  read(path: string): Promise<Uint8Array | null>
  /** What history knows of a file, where there is one. */
  history?(path: string): Promise<FileHistory>
}

/** One entry of the configuration's list of sources. */
export interface SourceEntry {
  readonly id: string
  readonly type: string
  /** The folder, for sources that read one. */
  readonly path?: string | undefined
  /** The repository whose history holds the pages. */
  readonly repository?: string | undefined
  /** Where readers find the pages; a page's own path is set behind it. */
  readonly url?: string | undefined
  readonly access?: Access | undefined
  /** Globs of paths to read, and to leave out. */
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
}

/** What a source is lent by whoever opens it. */
export interface SourceTools {
  /** The folder of an entry: on disk, or in a snapshot. */
  openFolder(entry: SourceEntry): FolderReader | Promise<FolderReader>
}

/** What a source hands over: a document, or the reason why there is none. */
export type Handed = SourceDocument | UnreadDocument

/** Whether a document could not be read. */
export const isUnread = (handed: Handed): handed is UnreadDocument => 'because' in handed

/** A kind of place that pages come from. */
export interface SourceType {
  readonly name: string
  /** What it reads, in one sentence. */
  readonly about: string
  /** All documents of one entry, in a stable order. */
  documents(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed>
}
