import type { Format, Stated } from '../extractor.ts'

/** Prisma schemas: models with their fields, as tables and columns where they are mapped to other names, and enums. */
export const prisma: Format = {
  about:
    'A Prisma schema states models, the tables and columns they are kept in, defaults and enums.',
  states: ['symbol', 'table', 'option', 'member'],
  reads: (path) => /\.prisma$/i.test(path),

  *facts({ text }): Iterable<Stated> {
    for (const { keyword, name, at, lines } of blocksIn(text)) {
      if (keyword === 'enum') yield* enumFacts(name, at, lines)
      else if (keyword === 'model' || keyword === 'view') yield* modelFacts(name, at, lines)
    }
  },
}

interface Line {
  readonly text: string
  readonly at: number
}

interface SchemaBlock {
  readonly keyword: string
  readonly name: string
  readonly at: number
  readonly lines: readonly Line[]
}

function* blocksIn(text: string): Iterable<SchemaBlock> {
  let open: { keyword: string; name: string; at: number; lines: Line[] } | null = null
  let at = 0
  for (const whole of text.split('\n')) {
    const line = whole.replace(/\/\/.*$/, '').trim()
    const start = /^(model|enum|view|type) (\w+) ?\{$/.exec(line)
    if (start) open = { keyword: start[1] ?? '', name: start[2] ?? '', at, lines: [] }
    else if (line === '}') {
      if (open) yield open
      open = null
    } else if (open && line !== '') open.lines.push({ text: line, at: at + whole.indexOf(line) })
    at += whole.length + 1
  }
}

const mapped = (lines: readonly string[], attribute: RegExp): string | null =>
  lines.map((line) => attribute.exec(line)?.[1]).find((name) => name !== undefined) ?? null

function* enumFacts(owner: string, at: number, lines: readonly Line[]): Iterable<Stated> {
  yield { kind: 'symbol', subject: owner, role: 'class', at }
  for (const { text, at: place } of lines) {
    const name = /^\w+/.exec(text)?.[0]
    if (name !== undefined)
      yield {
        kind: 'member',
        subject: mapped([text], /@map\("([^"]+)"\)/) ?? name,
        role: 'constant',
        owner,
        at: place,
      }
  }
}

function* modelFacts(model: string, at: number, lines: readonly Line[]): Iterable<Stated> {
  const table = mapped(
    lines.map(({ text }) => text),
    /^@@map\("([^"]+)"\)/,
  )
  yield { kind: 'symbol', subject: model, role: 'type', owner: 'table', at }
  yield { kind: 'table', subject: table ?? model, role: 'table', at }
  for (const { text, at: place } of lines) {
    const [, field, type, rest = ''] = /^(\w+)\s+(\w+)(?:\[\]|\?)?(.*)$/.exec(text) ?? []
    if (field === undefined || type === undefined) continue
    const value = /@default\(("[^"]*"|-?[\w.]+)\)/.exec(rest)?.[1]?.replace(/^"|"$/g, '') ?? null
    const plain = { role: 'field' as const, owner: model, at: place }
    yield { kind: 'option', subject: field, ...plain, value, isDefault: value !== null }
    // A field of relations is no column.
    if (/@relation\b/.test(rest) || /^\w+\s+\w+\[\]/.test(text)) continue
    const column = mapped([rest], /@map\("([^"]+)"\)/) ?? field
    yield {
      kind: 'table',
      subject: column,
      role: 'column',
      owner: table ?? model,
      value: type,
      at: place,
    }
  }
}
