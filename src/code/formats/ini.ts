import type { Format, Stated } from '../extractor.ts'
import { stemOf } from './data.ts'
import { isForeign } from './settings/foreign.ts'

/** INI files and Java properties: every entry is a setting under its section. */
export const ini: Format = {
  about: 'An INI file or a properties file states settings under their sections.',
  states: ['setting'],
  reads: (path) => /\.(?:ini|cfg|cnf|properties)$/i.test(path),

  *facts({ path, text }): Iterable<Stated> {
    if (isForeign(path)) return
    const owner = stemOf(path)
    const isDefaults = /default/i.test(owner)
    let section = ''
    let at = 0
    let continued = false
    for (const whole of text.split('\n')) {
      const line = whole.trim()
      const head = /^\[([^\]]{1,100})\]$/.exec(line)
      if (head)
        section =
          head[1]
            ?.trim()
            .replace(/\s+"?|"/g, '.')
            .replace(/\.$/, '') ?? ''
      // An indented line goes on with the value above it; so does one below a backslash.
      const entry =
        /^\s/.test(whole) || continued ? null : /^([\w.\-/@*]{1,120})\s*[=:]\s*(.*)$/.exec(line)
      continued = /\\$/.test(line)
      if (entry?.[1] && !/^[#;!]/.test(line))
        yield {
          kind: 'setting',
          subject: section === '' ? entry[1] : `${section}.${entry[1]}`,
          role: 'setting',
          owner,
          value: continued || !entry[2] ? null : entry[2].replace(/^(["'])(.*)\1$/, '$2'),
          isDefault: isDefaults && Boolean(entry[2]),
          at,
        }
      at += whole.length + 1
    }
  },
}
