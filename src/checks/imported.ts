import type { Page } from '../domain/page.ts'

const importing =
  /^[ \t>$]*(?:import\b|from\b|use\b|require\b|#include\b|using\b|.{0,80}\brequire\(|\}? ?from\b)/
const wordPattern = /[A-Za-z_$][\w$]*/g

const known = new WeakMap<Page, ReadonlySet<string>>()

/** Every word on the lines of a page that bring names in: a sample's other names may be its reader's own. */
export function importedOn(page: Page): ReadonlySet<string> {
  const before = known.get(page)
  if (before !== undefined) return before
  const names = new Set<string>()
  for (const line of page.text.split('\n'))
    if (line.length < 400 && importing.test(line))
      for (const [name] of line.matchAll(wordPattern)) names.add(name)
  known.set(page, names)
  return names
}

const bound =
  /^[ \t>$]*import[ \t]+([\w.]{2,120})(?:[ \t]+as[ \t]+(\w{1,60}))?[ \t]*;?[ \t]*$|\b(?:const|let|var)[ \t]+\{?([\w$,: \t]{1,200})\}?[ \t]*=[ \t]*(?:await[ \t]+import|require)\([ \t]*["']([^"'\n]{1,200})["']/gm
const fromModule =
  /^[ \t>$]*from[ \t]+([\w.]{2,120})[ \t]+import[ \t]+\(?([^)\n]{1,400})|^[ \t>$]*(?:import|export)[ \t]+(?:type[ \t]+)?\{?([\w$,* \t{}]{1,400})\}?[ \t]+from[ \t]+["']([^"'\n]{1,200})["']/gm

const sources = new WeakMap<Page, ReadonlyMap<string, string>>()

/** The module that a page's samples bring a name in from; null when none says. */
export function sourceOn(page: Page, name: string): string | null {
  const before = sources.get(page)
  if (before !== undefined) return before.get(name) ?? null
  const found = new Map<string, string>()
  for (const [, module, names, taken, source] of page.text.matchAll(fromModule))
    for (const [word] of (names ?? taken ?? '').matchAll(wordPattern))
      found.set(word, module ?? source ?? '')
  for (const [, module = '', alias, names = '', source] of page.text.matchAll(bound))
    if (source === undefined) found.set(alias ?? module.split('.')[0] ?? module, module)
    else for (const [word] of names.matchAll(wordPattern)) found.set(word, source)
  sources.set(page, found)
  return found.get(name) ?? null
}

/** Whether a sample of Python brings a whole module in by a name, and gives the name to nothing else: `import sea`. */
export function bringsModule(sample: string, name: string): boolean {
  if (!/^\w+$/.test(name)) return false
  const brought = new RegExp(String.raw`^[ \t>]*import[ \t]+${name}(?:\.[\w.]+)?[ \t]*(?:,|$)`, 'm')
  const given = new RegExp(String.raw`^[ \t>]*${name}[ \t]*=`, 'm')
  return brought.test(sample) && !given.test(sample)
}

/**
 * Whether a sample of Python shows three parts of a module or more, `sea.tides.highest()`, and nothing on its page gives the
 * module's name to anything else.
 */
export function reachesInto(sample: string, name: string, page: string): boolean {
  if (!/^(?!self$|cls$)[a-z]\w{2,40}$/.test(name)) return false
  const reached = new RegExp(String.raw`(?<![\w.])${name}\.([a-z]\w*)\.\w+`, 'g')
  const parts = new Set(Array.from(sample.matchAll(reached), ([, part]) => part))
  const given = new RegExp(
    String.raw`\b${name}\s*[:,=)]|\b(?:for|as)\s+${name}\b|[(,]\s*${name}\s*[,)]`,
  )
  return parts.size > 2 && !given.test(page)
}
