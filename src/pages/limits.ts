/** What a page may weigh and how deep it may nest before it is read in a simpler way, or not at all. */
export const limits = {
  /** UTF-16 units of a document; more is refused. */
  text: 5 * 1024 * 1024,
  /** UTF-16 units of front matter; more is not front matter. */
  frontMatter: 64 * 1024,
  /** UTF-16 units of Markdown that are parsed; what follows is read as plain text, which takes a tenth of the time. */
  markdown: 1536 * 1024,
  /** Quote and list markers at the start of one Markdown line. */
  markdownMarkers: 60,
  /** UTF-16 units of one Markdown line whose marks are read. */
  markdownLine: 64 * 1024,
  /** Spaces at the start of one Markdown line. */
  markdownIndent: 240,
  /** Elements above an element of an HTML page, when the tree is walked. */
  htmlDepth: 200,
  /** Open tags above a tag before the forgiving parser takes over from the exact one. */
  htmlParserDepth: 5_000,
  /** Formatting tags left open before the forgiving parser takes over: the exact one opens them all again, everywhere. */
  htmlOpenFormatting: 200,
  /** Lists inside lists that are still indented. */
  listDepth: 24,
  /** Columns of a table that are told apart. */
  columns: 60,
  /** Characters of a passage, and of a passage that is one procedure. */
  passage: 2_500,
  procedure: 6_000,
} as const

/** Why a document is too large to be read, in words; null when it is not. */
export const refusal = (text: string): string | null =>
  text.length > limits.text
    ? `it holds ${text.length} characters, more than the ${limits.text} that a page may have`
    : null
