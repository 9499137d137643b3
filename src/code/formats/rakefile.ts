import { anyName, type Format, type Stated } from '../extractor.ts'
import { linesIn } from './manifests/lines.ts'
import { target } from './manifests/stating.ts'

const named = String.raw`(?::([A-Za-z_]\w*)|["']([\w:.-]+)["']|([A-Za-z_]\w*):)`
const task = new RegExp(String.raw`^(\s*)(?:multi)?task\s*\(?\s*${named}`)
const namespace = new RegExp(String.raw`^(\s*)namespace\s*\(?\s*${named}`)

/** `Rake::TestTask.new(:test)`, `RSpec::Core::RakeTask.new(spec: :compile)`: what a library makes a task of by the name that it is given. */
const made = new RegExp(String.raw`^(\s*).{0,100}?\w{1,40}Task\.new\s*\(?\s*${named}`)

/** Rakefiles: tasks under their namespaces, told by indentation. */
export const rakefile: Format = {
  about: 'A Rakefile states tasks, under the namespaces they stand in.',
  states: ['build-target'],
  reads: (path) => /(?:^|\/)[Rr]akefile(?:\.rb)?$|\.rake$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const open: { readonly indent: number; readonly name: string }[] = []
    for (const { text: line, at } of linesIn(text)) {
      const space = namespace.exec(line)
      const found = task.exec(line)
      const indent = (space ?? found)?.[1]?.length ?? line.search(/\S/)
      while (indent >= 0 && (open.at(-1)?.indent ?? -1) >= indent && line.trim() !== 'end')
        open.pop()
      if (space) open.push({ indent, name: nameIn(space) })
      else if (found) yield target(pathOf(open, found), path, at)
      const built = made.exec(line)
      if (built) yield target(pathOf(open, built), path, at)
      // Libraries bring tasks of their own: `RSpec::Core::RakeTask.new`, `Bundler::GemHelper.install_tasks`.
      if (/\w+Task\.new|install_tasks|load_tasks|bundler\/gem_tasks|\.each\b/.test(line))
        yield target(anyName, path, at)
    }
  },
}

const pathOf = (open: readonly { readonly name: string }[], found: RegExpExecArray): string =>
  [...open.map(({ name }) => name), nameIn(found)].join(':')

const nameIn = (match: RegExpExecArray): string => match[2] ?? match[3] ?? match[4] ?? ''
