import type { Format, Stated } from '../extractor.ts'

/** The schema of a Rails application as its migrations left it: tables, columns, enums. */
export const railsSchema: Format = {
  about: 'The schema.rb of a Rails application states tables, their columns with types, and enums.',
  states: ['table', 'member'],
  reads: (path) => /(?:^|\/)db\/(?:\w+_)?schema\.rb$/.test(path),

  *facts({ text }): Iterable<Stated> {
    let table: string | null = null
    let at = 0
    for (const whole of text.split('\n')) {
      const line = whole.trim()
      const created = /^create_table [:"'](\w{1,100})/.exec(line)?.[1]
      const column = /^t\.(\w{1,40}) [:"'](\w{1,100})/.exec(line)
      const [, set, values] =
        /^create_enum [:"'](\w{1,100})["']?, \[([^\]]{0,2000})\]/.exec(line) ?? []
      if (created !== undefined) {
        table = created
        yield { kind: 'table', subject: created, role: 'table', at }
      } else if (line === 'end') table = null
      else if (
        table !== null &&
        column?.[1] &&
        column[2] &&
        !/^(?:index|check_constraint)$/.test(column[1])
      )
        yield* columnFacts(column[1], column[2], table, at)
      for (const match of values?.matchAll(/"([^"]{1,200})"/g) ?? [])
        if (set) yield { kind: 'member', subject: match[1] ?? '', role: 'constant', owner: set, at }
      at += whole.length + 1
    }
  },
}

function* columnFacts(type: string, name: string, owner: string, at: number): Iterable<Stated> {
  const isReference = type === 'references' || type === 'belongs_to'
  const subject = isReference ? `${name}_id` : name
  yield { kind: 'table', subject, role: 'column', owner, value: isReference ? 'bigint' : type, at }
}
