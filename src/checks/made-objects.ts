import type { Page } from '../domain/page.ts'
import { sourceOn } from './imported.ts'

/** `ledger = …`, `$ledger = …`, `const ledger: Ledger = …`, `ledger := …` */
const giving =
  /(?<=^|[\s({;])\$?([A-Za-z_]\w{0,60})(?:[ \t]*:[ \t]*[\w.<>]{1,60})?[ \t]*:?=(?![=>])[ \t]*/gm
/** `acme.Ledger(…)`, `await new acme.Ledger(…)`: what makes an object of a class. */
const making =
  /(?:await[ \t]+)?(?:new[ \t]+)?((?:[A-Za-z_]\w{0,60}\.){0,6})([A-Z]\w{1,60})(?:<[\w, ]{0,60}>)?\(/y

/** The class of an object, and the module that the page brings it in from. */
export interface Made {
  readonly type: string
  readonly source: string
}

const known = new WeakMap<Page, ReadonlyMap<string, Made>>()

/** Of what class, brought in from where, a page's samples make the object that they call by a name; null where they do not say, or say several. */
export function madeOf(name: string, page: Page): Made | null {
  const objects = known.get(page) ?? madeOn(page)
  known.set(page, objects)
  return objects.get(name) ?? null
}

function madeOn(page: Page): ReadonlyMap<string, Made> {
  const { text } = page
  const values = new Map<string, (Made | null)[]>()
  for (const { 0: whole, 1: name = '', index } of text.matchAll(giving))
    values.set(name, [...(values.get(name) ?? []), madeAt(index + whole.length, page)])
  // What is also given another value may be another thing where a member of it is called.
  return new Map(
    [...values].flatMap(([name, [first, ...others]]) =>
      first && others.every((other) => other?.type === first.type) && !isBoundElsewhere(name, text)
        ? [[name, first]]
        : [],
    ),
  )
}

/** `with open(path) as ledger`, `for ledger in ledgers` */
const isBoundElsewhere = (name: string, text: string): boolean =>
  new RegExp(String.raw`\b(?:as|for|of) \(?${name}\b`).test(text)

function madeAt(at: number, page: Page): Made | null {
  making.lastIndex = at
  const [whole, path = '', type = ''] = making.exec(page.text) ?? []
  if (whole === undefined || !isWholeCall(page.text, at + whole.length)) return null
  const source = sourceOn(page, path === '' ? type : path.slice(0, path.indexOf('.')))
  return source === null ? null : { type, source }
}

const longestCall = 2_000

/** Whether nothing more is asked of what the call gives: `Ledger().page(1)` is no ledger. */
function isWholeCall(text: string, from: number): boolean {
  let depth = 1
  for (let at = from; at < text.length && at - from < longestCall; at += 1) {
    const is = text[at] ?? ''
    if (is === '(') depth += 1
    else if (is === ')') depth -= 1
    if (depth === 0) return !/^\s{0,200}(?:\??\.|->|::|\[)/.test(text.slice(at + 1, at + 220))
  }
  return false
}
