import type { Block } from '../domain/passage.ts'
import type { Mention } from './check.ts'
import { isPlaceholder } from './shape.ts'

const branch = /^([\s│┃|║]{0,120})(?:[├└┣┗╠╚]|[|`+\\])(?:[─━═-]{1,8}|--)[ \t]{0,8}(.{0,300})$/
/** Names, with what is set behind them set apart. */
const entry =
  /^(?:[\u{1F300}-\u{1FAFF}]\uFE0F?\s{0,3})?[`"']?([\w@.+-]{1,100}(?:\/[\w@.+-]{1,100}){0,8}\/?)[`"']?\*?(?=$|\s{1,60}(?:[#←]|<-|--|\/\/|—|–|-|\()|\s{2,}|\s*$)/u

/** Whether a sample draws folders. */
export const isDrawing = ({ kind, text }: Block): boolean =>
  kind === 'code' && /[├└┣┗╠]|^[|`]--/mu.test(text)

const most = 400

interface Level {
  readonly column: number
  readonly name: string
}

/** A drawing of folders: every entry is a path under those it hangs from. */
export function pathsInTree(block: Block): readonly Mention[] {
  const entries = [...entriesOf(block)]
  const all = entries.map(({ subject }) => subject)
  return entries.map((entry) => ({
    ...entry,
    beside: all.filter((one) => one !== entry.subject).slice(0, 40),
  }))
}

function* entriesOf(block: Block): Iterable<Mention> {
  if (!isDrawing(block)) return
  const above: Level[] = []
  let root = ''
  let offset = 0
  let count = 0
  for (const line of block.text.split('\n')) {
    const start = offset
    offset += line.length + 1
    const found = branch.exec(line.slice(0, 500))
    if (!found) {
      // What stands on a line of its own above the first branch is where the drawing begins.
      above.length = 0
      root = entry.exec(line.trim())?.[1] ?? ''
      if (line.trim() !== '' && root === '') root = '…'
      continue
    }
    const column = (found[1] ?? '').length
    while ((above.at(-1)?.column ?? -1) >= column) above.pop()
    const rest = found[2] ?? ''
    const name = entry.exec(rest)?.[1] ?? ''
    above.push({ column, name: name === '' ? '…' : name })
    if (count >= most || name === '' || root === '…') continue
    const names = above.map((level) => level.name.replace(/\/$/, ''))
    // An entry that stands for many, or is cut short, tells nothing of what hangs from it.
    if (names.some((one) => one === '…' || /^\.{2,}$/.test(one) || isPlaceholder(one))) continue
    const at = block.textStart + start + line.length - rest.length + rest.indexOf(name)
    count += 1
    yield {
      subject: [...rootOf(root), ...names].join('/'),
      token: name,
      span: [at, at + name.length],
      block,
    }
  }
}

/** `.` and `./` are the repository itself. */
const rootOf = (root: string): readonly string[] => {
  const bare = root.replace(/^(?:\.\/)+/, '').replace(/\/$/, '')
  return bare === '' || bare === '.' ? [] : [bare]
}
