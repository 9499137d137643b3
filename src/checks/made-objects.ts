import type { Page } from '../domain/page.ts'

/** `ledger = …`, `$ledger = …`, `const ledger: Ledger = …`, `ledger := …` */
const giving =
  /(?<=^|[\s({;])\$?([A-Za-z_]\w{0,60})(?:[ \t]*:[ \t]*[\w.<>]{1,60})?[ \t]*:?=(?![=>])[ \t]*/gm
/** `acme.Ledger(…)`, `await new Acme\Ledger(…)`, `acme::Ledger::new(…)`: what makes an object of a class. */
const making =
  /(?:await[ \t]+)?(?:new[ \t]+)?\\?(?:[A-Za-z_]\w{0,60}(?:\.|::|\\)){0,6}([A-Z]\w{1,60})(?:(?:\.|::)new)?(?:<[\w, ]{0,60}>)?\(/y

const known = new WeakMap<Page, ReadonlyMap<string, string>>()

/** Of what class a page's samples make the object that they call by a name; null where they do not say, or say more than one. */
export function classOf(name: string, page: Page): string | null {
  const objects = known.get(page) ?? madeOn(page.text)
  known.set(page, objects)
  return objects.get(name.replace(/^\$/, '')) ?? null
}

function madeOn(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, (string | null)[]>()
  for (const { 0: whole, 1: name = '', index } of text.matchAll(giving)) {
    making.lastIndex = index + whole.length
    values.set(name, [...(values.get(name) ?? []), making.exec(text)?.[1] ?? null])
  }
  // What is also given another value may be another thing where a member of it is called.
  return new Map(
    [...values].flatMap(([name, [first, ...others]]) =>
      first && others.every((other) => other === first) ? [[name, first]] : [],
    ),
  )
}
