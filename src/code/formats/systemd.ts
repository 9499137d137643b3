import type { Format, Stated } from '../extractor.ts'

const assignment = /^[ \t]*(\w{1,60})[ \t]*=[ \t]*([^\n]*)$/gm

/** systemd units: their names, and when a timer starts them. */
export const systemd: Format = {
  about: 'A systemd unit has a name, and a timer says when what it starts runs.',
  states: ['resource', 'schedule'],
  reads: (path) => /\.(?:timer|service)$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const file = path.slice(path.lastIndexOf('/') + 1)
    yield { kind: 'resource', subject: file, owner: 'unit', role: 'object', at: 0 }
    if (!file.endsWith('.timer')) return
    for (const found of text.matchAll(assignment)) {
      if (!/^On(?:Calendar|UnitActiveSec)$/.test(found[1] ?? '')) continue
      yield {
        kind: 'schedule',
        subject: file.replace(/\.timer$/, ''),
        owner: found[1] ?? 'timer',
        role: 'schedule',
        value: (found[2] ?? '').trim(),
        at: found.index,
      }
    }
  },
}
