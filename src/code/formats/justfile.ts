import { anyName, type Format, type Stated } from '../extractor.ts'
import { linesIn } from './manifests/lines.ts'
import { target } from './manifests/stating.ts'

const recipe = /^@?([A-Za-z_][\w-]*)(?:[ \t]+[^:]*)?:(?!=)/
const alias = /^alias[ \t]+([A-Za-z_][\w-]*)[ \t]*:=/
const module = /^mod\??[ \t]+([A-Za-z_][\w-]*)/

/** Justfiles: recipes, aliases and modules. */
export const justfile: Format = {
  about: 'A justfile states recipes, aliases and modules.',
  states: ['build-target'],
  reads: (path) => /(?:^|\/)\.?justfile$|\.just$/i.test(path),

  *facts({ path, text }): Iterable<Stated> {
    for (const { text: line, at } of linesIn(text)) {
      const name = alias.exec(line)?.[1] ?? module.exec(line)?.[1] ?? recipe.exec(line)?.[1]
      if (name !== undefined) yield target(name, path, at)
      // What another folder's file adds under a module's name is not known here.
      if (/^import\??[ \t]/.test(line) && !/\.just['"]|justfile['"]/.test(line))
        yield target(anyName, path, at)
    }
  },
}
