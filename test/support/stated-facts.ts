import type { FileFact, FileFacts } from '../../src/domain/fact.ts'

const declaration =
  /^(?<indent>\s*)(?:export )?(?:(?:async )?function|class|def) (?<callable>[\w$]+)|^(?<indented>\s*)(?:export )?(?:const |let )?(?<name>[\w$-]+)\s*(?<sign>[:=])\s*(?<value>[^;,{[]*)/

/** A stand-in for the extractors: functions, classes, `NAME = value` and `key: value`, one a line; indented ones belong to the last class. */
export async function statedFacts(path: string, text: string): Promise<FileFacts> {
  const facts: FileFact[] = []
  let owner: string | null = null
  text.split('\n').forEach((line, index) => {
    const groups = /^\s*(?:\/\/|#)/.test(line) ? undefined : declaration.exec(line)?.groups
    const subject = groups?.callable ?? groups?.name
    if (groups === undefined || subject === undefined) return
    const isInner = (groups.indent ?? groups.indented ?? '') !== ''
    if (!isInner) owner = null
    const value = groups.value?.trim().replace(/^['"]|['"]$/g, '') ?? null
    facts.push({
      kind: /\.ya?ml$|\.json$/.test(path) ? 'setting' : 'symbol',
      subject,
      value: value === '' ? null : value,
      owner: isInner ? owner : null,
      role: groups.callable === undefined ? 'constant' : 'function',
      line: index + 1,
      quote: line.trim().slice(0, 200),
      isDefault: false,
    })
    if (/^(?:export )?class /.test(line)) owner = subject
  })
  return { facts, words: [], unread: text.includes('@@broken') ? 'broken' : null }
}
