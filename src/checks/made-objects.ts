import type { Page } from '../domain/page.ts'
import { importedOn } from './imported.ts'

/** `ledger = …`, `$ledger = …`, `const ledger: Ledger = …`, `ledger := …` */
const giving =
  /(?<=^|[\s({;])\$?([A-Za-z_]\w{0,60})(?:[ \t]*:[ \t]*[\w.<>]{1,60})?[ \t]*:?=(?![=>])[ \t]*/gm
/** `acme.Ledger(…)`, `await new Acme\Ledger(…)`, `acme::Ledger::new(…)`: what makes an object of a class. */
const making =
  /(?:await[ \t]+)?(?:new[ \t]+)?\\?((?:[A-Za-z_]\w{0,60}(?:\.|::|\\)){0,6})([A-Z]\w{1,60})(?:(?:\.|::)new)?(?:<[\w, ]{0,60}>)?\(/y

const known = new WeakMap<Page, ReadonlyMap<string, string>>()

/** The class, brought in or qualified, of which a page's samples make the object that they call by a name; null where they do not say, or say several. */
export function classOf(name: string, page: Page): string | null {
  const objects = known.get(page) ?? madeOn(page)
  known.set(page, objects)
  return objects.get(name.replace(/^\$/, '')) ?? null
}

function madeOn(page: Page): ReadonlyMap<string, string> {
  const { text } = page
  const brought = importedOn(page)
  const values = new Map<string, (string | null)[]>()
  for (const { 0: whole, 1: name = '', index } of text.matchAll(giving)) {
    making.lastIndex = index + whole.length
    const [, path = '', type = ''] = making.exec(text) ?? []
    // What the page neither brings in nor qualifies, languages have by themselves: `new Map()`.
    const isKnown = path !== '' || brought.has(type)
    values.set(name, [...(values.get(name) ?? []), isKnown ? type : null])
  }
  // What is also given another value may be another thing where a member of it is called.
  return new Map(
    [...values].flatMap(([name, [first, ...others]]) =>
      first && others.every((other) => other === first) ? [[name, first]] : [],
    ),
  )
}
