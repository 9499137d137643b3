import type { Format, Stated } from '../extractor.ts'
import { setVariable, unquoted } from './environment-maps.ts'

const line =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \t]*=[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^']*)'|([^\n]*))/gm
// A tracked `.env` is what holds; an example's values are often only shown.
const holds = /(?:^|\/)\.env(?:\.(?:defaults?|dist))?$/

/** Files of variables: `.env`, `.env.example`, `payments.env`. */
export const dotenv: Format = {
  about: 'A .env file sets environment variables; an example shows what the code expects.',
  states: ['environment-variable'],
  reads: (path) => /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|\.envrc|[\w.-]+\.env)$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    for (const found of text.matchAll(line)) {
      const [whole, name = '', double, single, bare] = found
      const value = double ?? single ?? unquoted((bare ?? '').replace(/(?:^|\s)#.*$/, '').trim())
      const at = found.index + whole.length - whole.trimStart().length
      for (const fact of setVariable(name, value, at))
        yield { ...fact, isDefault: holds.test(path) }
    }
  },
}
