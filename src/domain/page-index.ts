/** Where links can lead to inside a document. */
export interface Anchors {
  /** Lower case, as they stand behind `#`. */
  readonly ids: ReadonlySet<string>
  /** Null when these are all there are; else why there may be more. */
  readonly incomplete: string | null
}

/** What is known of the inside of the files that links lead to; paths are those of the repository. */
export interface PageIndex {
  /** Null when the file was not read as a page. */
  anchors(repository: string, path: string): Anchors | null
  /** How many lines a file has; null when nobody counted. */
  lineCount(repository: string, path: string): number | null
  /** Paths of the pages that take the file's text in: its links count from there as well. */
  includers(repository: string, path: string): readonly string[]
  /** Paths of symbolic links to the file: hosts show it there too. */
  shownAs(repository: string, path: string): readonly string[]
  /** Paths of other files that have the very text of the file and its name. */
  copies(repository: string, path: string): readonly string[]
}

/** Nothing is known. */
export const noPages: PageIndex = {
  anchors: () => null,
  lineCount: () => null,
  includers: () => [],
  shownAs: () => [],
  copies: () => [],
}
