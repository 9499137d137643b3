import type { Page } from '../domain/page.ts'

const importing =
  /^[ \t>$]*(?:import\b|from\b|use\b|require\b|#include\b|using\b|.{0,80}\brequire\(|\}? ?from\b)/
const word = /[A-Za-z_$][\w$]*/g

const known = new WeakMap<Page, ReadonlySet<string>>()

/** Every word on the lines of a page that bring names in: a sample's other names may be its reader's own. */
export function importedOn(page: Page): ReadonlySet<string> {
  const before = known.get(page)
  if (before !== undefined) return before
  const names = new Set<string>()
  for (const line of page.text.split('\n'))
    if (line.length < 400 && importing.test(line))
      for (const [name] of line.matchAll(word)) names.add(name)
  known.set(page, names)
  return names
}
