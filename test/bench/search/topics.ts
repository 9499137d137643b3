import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, sep } from 'node:path'

/** A part of a document under one heading, as it stands in its file. */
export interface Section {
  readonly heading: string
  readonly text: string
}

/** What one file is about: its sections as they stand, and what more passages about it are made of. */
export interface Topic {
  readonly title: string
  readonly sections: readonly Section[]
  /** Sentences and blocks of code. */
  readonly units: readonly string[]
}

const kinds = new Set(['.md', '.markdown', '.rst', '.adoc', '.txt'])
const bytes = { least: 500, most: 1_000_000 }
const characters = { least: 120, most: 1_400 }
/** The same words in every package; and projects that comparisons are to be made on, which nobody builds against. */
const leftOut =
  /licen[cs]e|copying|copyright|notice|authors|contributors|(?:^|\/)(?:pino|undici|vite|vitest|jest|typeorm|serverless|uvicorn|ruff|prometheus|traefik|loki|zipkin|velero)(?:[-/]|$)/i

/** Reads the documents of folders, in the order of their paths; one that says what another said is left out. */
export function topicsIn(folders: readonly string[]): readonly Topic[] {
  const seen = new Set<string>()
  return folders.flatMap(documentsIn).flatMap((path) => {
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
    const start = text.slice(0, 400)
    if (seen.has(start) || text.includes('\uFFFD')) return []
    seen.add(start)
    const topic = topicOf(path, text)
    return topic.units.length < 4 ? [] : [topic]
  })
}

const documentsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => kinds.has(extname(file).toLowerCase()))
    .map((file) => file.split(sep).join('/'))
    .filter((file) => !leftOut.test(file))
    .sort()
    .map((file) => join(folder, file))
    .filter(isOfUse)

function isOfUse(file: string): boolean {
  try {
    const found = statSync(file)
    return found.isFile() && found.size >= bytes.least && found.size <= bytes.most
  } catch {
    // A link that leads nowhere.
    return false
  }
}

function topicOf(path: string, text: string): Topic {
  const sections = sectionsOf(text)
  const first = sections.find(({ heading }) => heading !== '')?.heading
  return {
    title: first ?? basename(path, extname(path)),
    sections: sections.flatMap(cut),
    units: sections.flatMap((section) => unitsOf(section.text)),
  }
}

/** Headings of Markdown, and of reStructuredText where a line of signs underlines them. */
function sectionsOf(text: string): readonly Section[] {
  const sections: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }]
  const lines = text.split('\n')
  let fenced = false
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced
    if (isUnderline(line) && !fenced && sections.at(-1)?.lines.length === 0) continue
    const marked = fenced ? null : /^#{1,6} +(.{1,200}?)#* *$/.exec(line)
    const isUnderlined = !fenced && isUnderline(lines[index + 1] ?? '')
    const heading = marked?.[1] ?? (isUnderlined && line.trim() !== '' ? line.trim() : null)
    if (heading !== null) sections.push({ heading: heading.slice(0, 200), lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  return sections.map(({ heading, lines: body }) => ({ heading, text: body.join('\n').trim() }))
}

const isUnderline = (line: string): boolean => /^([=\-~^"*+#])\1{3,}\s*$/.test(line)

const blocksOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')

/** Pieces of the size of a passage, between paragraphs. */
function cut({ heading, text }: Section): readonly Section[] {
  const pieces: string[] = []
  for (const block of blocksOf(text)) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + block.length < characters.most)
      pieces[pieces.length - 1] = `${last}\n\n${block}`
    else pieces.push(block.slice(0, characters.most))
  }
  return pieces
    .filter(({ length }) => length >= characters.least)
    .map((piece) => ({ heading, text: piece }))
}

/** Sentences of prose; code and tables whole. */
const unitsOf = (text: string): readonly string[] =>
  blocksOf(text).flatMap((block) =>
    /^(?:```|~~~|\||\.\. )|^ {4}/.test(block)
      ? [block.slice(0, 600)]
      : block
          .replace(/\s+/g, ' ')
          .split(/(?<=[.!?:]) (?=[A-Z`"([])/)
          .filter(({ length }) => length >= 25 && length <= 500),
  )
