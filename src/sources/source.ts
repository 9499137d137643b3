import type { Copy, CrawlNews } from '../domain/crawl.ts'
import type { SourceDocument, Told } from '../domain/document.ts'
import type { Dated, Instant } from '../domain/instant.ts'
import type { Access } from '../domain/principal.ts'
import type { PoliteFetch } from './fetching/contract.ts'

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
  /** Stands for all that history says of the folder: the same again where nothing new was told. */
  readonly state?: string
  /** By which a file is known again, its dates and its owner among it. */
  stamp?(path: string): Promise<string>
  /** Whether a file is what it was under a stamp, when the folder's state was `state`; the cheaper question. */
  isSame?(path: string, stamp: string, state: string | null): Promise<boolean>
  /** What its past tells beside its dates, down to lines of `text`; dear, so asked only of files that are new or changed. */
  told?(path: string, text: string): Promise<Told>
  /** Where others find the repository, as it is configured there. */
  readonly remotes?: readonly string[]
  close?(): Promise<void>
}

/** How a source proves who asks; read from the environment by the configuration. */
export interface Credentials {
  readonly user?: string | undefined
  readonly password?: string | undefined
  readonly token?: string | undefined
}

/** One entry of the configuration's list of sources. */
export interface SourceEntry {
  readonly id: string
  readonly type: string
  /** The folder, for sources that read one. */
  readonly path?: string | undefined
  /** The repository whose history holds the pages. */
  readonly repository?: string | undefined
  /** Where readers find the pages, and for wikis and sites where we do. */
  readonly url?: string | undefined
  readonly access?: Access | undefined
  /** Globs of paths (for wikis: of titles, spaces or namespaces) to read, and to leave out. */
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  /** Spaces, namespaces, collections or databases to read; all where none are named. */
  readonly spaces?: readonly string[] | undefined
  readonly credentials?: Credentials | undefined
  /** Whether its hosts may stand in a private network. */
  readonly privateNetwork?: boolean | undefined
  /** Requests at once, from one up. */
  readonly requestsAtOnce?: number | undefined
  /** Least milliseconds between two requests. */
  readonly pause?: number | undefined
  /** At most so many pages, and so many links from the first page. */
  readonly mostPages?: number | undefined
  readonly depth?: number | undefined
  /** Whether the git history around a folder tells the age of its documents. */
  readonly history?: boolean | undefined
}

/** Where the last crawl that came to its end stood, in the source's own words. */
export interface Checkpoint {
  readonly text: string | null
  /** When that crawl began. */
  readonly at: Instant
  /** When the last crawl began that saw everything there is. */
  readonly wholeAt: Instant | null
}

/** Where requests of one source go, and who asks. */
export interface FetchDoor {
  /** Scheme, host and port. */
  readonly origin: string
  /** The header's value; it is sent to the origin alone. */
  readonly authorization?: string
  /** Hosts (with a port that is not the default) that redirects may lead to. */
  readonly otherHosts?: readonly string[]
}

/** A repository elsewhere, whose HEAD was asked for. */
export interface CloneDoor extends FetchDoor {
  readonly url: string
  /** The commit that is to be there. */
  readonly head: string
}

/** What a source is lent by whoever opens it. */
export interface SourceTools {
  now(): Instant
  /** The folder of an entry: on disk, or in a snapshot. */
  openFolder(entry: SourceEntry): FolderReader | Promise<FolderReader>
  /** A copy of a repository elsewhere, brought in step where it lacks the commit; its newest commit as a folder. */
  openClone(entry: SourceEntry, door: CloneDoor): Promise<FolderReader>
  /** Requests to one origin, and to no other; where it redirects to must be among its other hosts. */
  fetching(door: FetchDoor): PoliteFetch
  copyOf(path: string): Promise<Copy | null>
  /** Everything we have of the source, by path: what is gone among it. */
  copies(): AsyncIterable<{ readonly path: string; readonly copy: Copy }>
  /** Null where no crawl came to its end yet, or where everything is to be seen again. */
  readonly checkpoint: Checkpoint | null
  /** Whether each page is to be looked at, even where it is not due. */
  readonly everything: boolean
  /** Whether a page is to be looked at: by how often it changed under our eyes, and how long ago we looked. */
  isDue(copy: Copy): boolean
}

/**
 * What a source hands over, in the order it comes upon it. A path is a document's lasting name in its source: that of a file, an id
 * that outlives a move, a canonical address.
 */
export type Handed =
  /** A document as it is now, and the stamp by which it is known again. */
  | { readonly is: 'document'; readonly document: SourceDocument; readonly stamp: string | null }
  | CrawlNews
  /** Groups of the source's own readers, by name, with their members: users and other groups. */
  | { readonly is: 'groups'; readonly groups: readonly SourceGroup[] }
  /** Everything there is was handed over: what was not is gone. */
  | { readonly is: 'whole' }

export interface SourceGroup {
  readonly name: string
  /** `user:ana`, `group:sre`, as the source's access lists name them. */
  readonly members: readonly string[]
}

/** A kind of place that pages come from. */
export interface SourceType {
  readonly name: string
  /** What it reads, in one sentence. */
  readonly about: string
  /** What changed since our copies were made. Access lists name readers as the source does (`user:ana`, `group:sre`). */
  documents(entry: SourceEntry, tools: SourceTools): AsyncIterable<Handed>
}
