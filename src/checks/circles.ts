import type { Finding } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'

/** Findings on pages with the same readers, and the findings on all pages that each of these readers may see. */
export interface Circle {
  readonly own: ReadonlySet<Finding>
  readonly open: readonly Finding[]
}

/** What is doubted of a page must not tell of pages that its readers may not see: it is weighed among those alone that all of them may. */
export function circlesOf(
  findings: readonly Finding[],
  pages: ReadonlyMap<string, Pick<Page, 'access'>>,
): readonly Circle[] {
  const circles = new Map<string, { readonly lists: readonly string[]; readonly own: Finding[] }>()
  for (const finding of findings) {
    const access = pages.get(finding.claim.page)?.access ?? []
    const lists = [...new Set(access.map((list) => JSON.stringify([...list].sort())))].sort()
    const key = JSON.stringify(lists)
    const circle = circles.get(key) ?? { lists, own: [] }
    circle.own.push(finding)
    circles.set(key, circle)
  }
  const all = [...circles.values()]
  if (all.length <= 1) return [{ own: new Set(findings), open: findings }]
  return all.map(({ lists, own }) => {
    const wider = all.filter((other) => other.lists.every((list) => lists.includes(list)))
    const open = new Set(wider.flatMap((one) => one.own))
    return { own: new Set(own), open: findings.filter((one) => open.has(one)) }
  })
}
