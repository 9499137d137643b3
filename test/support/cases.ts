/** What a case's repository looks like at one commit of its history: what is written, and what is deleted. */
export interface CaseCommit {
  readonly files: Readonly<Record<string, string>>
  readonly delete: readonly string[]
  /** What its author says of it, where the case depends on that. */
  readonly message?: string
}

/** One case of a check's manual page: a small repository, a page in it, and what the check must find. */
export interface Case {
  readonly title: string
  /** Path of the page that is checked. */
  readonly page: string
  readonly pageText: string
  /** The start, the change, and where the page came or changed late, a third commit. */
  readonly commits: readonly CaseCommit[]
  /** The repository is a clone without history. */
  readonly shallow: boolean
  /** `LINE STATUS TOKEN`, ` -> ACTUAL` or ` (REASON)`; in the order of the page. */
  readonly findings: readonly string[]
  /** `LINE` and the line as it should be, one a suggestion; null where the case does not say. */
  readonly suggestions: readonly string[] | null
}

/** A manual page of a check: its name, what it says of itself, and its cases. */
export interface CasePage {
  readonly kind: string
  readonly about: string
  readonly cases: readonly Case[]
}

interface Fence {
  readonly info: string
  readonly text: string
}

interface Section {
  readonly title: string
  readonly prose: string
  readonly fences: readonly Fence[]
}

/** Reads a manual page: the sections under `##` are its cases. */
export function readCases(markdown: string): CasePage {
  const [top, ...rest] = sectionsOf(markdown)
  return {
    kind: top?.title ?? '',
    about: top?.prose.trim().split('\n')[0] ?? '',
    cases: rest.map(caseOf),
  }
}

/** Sections by their headings; a fence ends with as many backticks as it began with. */
function sectionsOf(markdown: string): Section[] {
  const sections: { title: string; prose: string; fences: Fence[] }[] = []
  let open: { ticks: string; info: string; lines: string[] } | null = null
  for (const line of markdown.split('\n')) {
    const section = sections.at(-1)
    if (open) {
      if (line === open.ticks) {
        section?.fences.push({ info: open.info, text: open.lines.join('\n') })
        open = null
      } else open.lines.push(line)
      continue
    }
    const heading = /^##? (.+)$/.exec(line)
    const fence = /^(`{3,})(\S.*)$/.exec(line)
    if (heading) sections.push({ title: heading[1] ?? '', prose: '', fences: [] })
    else if (fence) open = { ticks: fence[1] ?? '', info: fence[2] ?? '', lines: [] }
    else if (section) section.prose += `${line}\n`
  }
  if (open) throw new Error(`a fence "${open.info}" of ${sections.at(-1)?.title} never ends`)
  return sections
}

function caseOf({ title, fences }: Section): Case {
  const start: Record<string, string> = {}
  const head: Record<string, string> = {}
  const added = new Set<string>()
  const late: Record<string, string> = {}
  let page: { path: string; text: string } | null = null
  let findings: readonly string[] | null = null
  let suggestions: readonly string[] | null = null
  let shallow = false
  let message: string | null = null
  for (const { info, text } of fences) {
    const [word = '', path = 'docs/page.md'] = info.split(' ')
    const content = text === '' ? '' : `${text}\n`
    if (word === 'findings') findings = linesOf(text)
    else if (word === 'suggestions') suggestions = linesOf(text)
    else if (word === 'shallow') shallow = true
    else if (word === 'commit') message = text.trim()
    else if (word === 'page') {
      page ??= { path, text }
      head[path] = content
    } else if (word === 'late-page') {
      page = { path, text }
      late[path] = content
    } else if (word.startsWith('before:')) start[word.slice('before:'.length)] = content
    else if (word.startsWith('added:')) {
      added.add(word.slice('added:'.length))
      head[word.slice('added:'.length)] = content
    } else head[word] = content
  }
  if (page === null || findings === null)
    throw new Error(`the case "${title}" needs a page and findings`)
  for (const [path, text] of Object.entries(head))
    if (!added.has(path)) start[path] = start[path] ?? text
  return {
    title,
    page: page.path,
    pageText: page.text,
    commits: [
      { files: start, delete: [] },
      {
        files: head,
        delete: Object.keys(start).filter((path) => !(path in head)),
        ...(message === null ? {} : { message }),
      },
      ...(Object.keys(late).length > 0 ? [{ files: late, delete: [] }] : []),
    ],
    shallow,
    findings,
    suggestions,
  }
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')
