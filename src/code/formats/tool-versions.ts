import type { Format, SourceFile, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { linesIn, nameOf } from './manifests/lines.ts'
import { version } from './manifests/stating.ts'

/** Files of one line that pin one language. */
const single: Readonly<Record<string, string>> = {
  '.nvmrc': 'node',
  '.node-version': 'node',
  '.python-version': 'python',
  '.ruby-version': 'ruby',
  '.go-version': 'go',
  '.java-version': 'java',
  '.terraform-version': 'terraform',
  '.bun-version': 'bun',
  '.dvmrc': 'deno',
  'rust-toolchain': 'rust',
}

/** What version managers call a language that everybody else calls by another name. */
const usual: Readonly<Record<string, string>> = { nodejs: 'node', golang: 'go' }

const table = /(?:^|\/)(?:\.?mise(?:\.[\w-]+)?\.toml|rust-toolchain\.toml)$/

/** Files that tell a version manager which language and tool versions to use. */
export const toolVersions: Format = {
  about: 'A version manager’s file pins the versions of languages and tools.',
  states: ['version'],
  reads: (path) =>
    Object.hasOwn(single, nameOf(path)) ||
    /(?:^|\/)\.(?:tool-versions|sdkmanrc)$/.test(path) ||
    table.test(path),

  *facts(file): Iterable<Stated> {
    if (table.test(file.path)) yield* inTable(file)
    else yield* inLines(file)
  },
}

function* inLines({ path, text }: SourceFile): Iterable<Stated> {
  const language = single[nameOf(path)]
  for (const line of linesIn(text)) {
    const words = line.text.replace(/#.*/, '').trim()
    // A file of the old kind may hold a table in place of a version.
    const channel = /^channel\s*=\s*"([^"]+)"/.exec(words)?.[1]
    const pair = /^(\w[\w-]*)(?:\s+|=)(\S+)/.exec(words)
    if (language !== undefined)
      yield* version(language, 'pin', bare(channel ?? words), path, line.at)
    else if (pair !== null)
      yield* version(named(pair[1]), 'pin', bare(pair[2] ?? ''), path, line.at)
  }
}

function* inTable(file: SourceFile): Iterable<Stated> {
  for (const { path, value, at } of dataIn(file).leaves) {
    const [section, tool, third] = path
    if (section === 'toolchain' && tool === 'channel')
      yield* version('rust', 'pin', bare(value ?? ''), file.path, at)
    if (section !== 'tools' || typeof tool !== 'string') continue
    if (path.length === 2 || third === 'version' || third === 0)
      yield* version(named(tool), 'pin', bare(value ?? ''), file.path, at)
  }
}

const named = (tool = ''): string => usual[tool] ?? tool.replace(/^\w+:/, '')

/** `v20.11`, `ruby-3.2.2`, `go1.22`, `temurin-21`, `17.0.9-tem`: the version in it; what moves (`lts/iron`, `nightly-2024-01-01`) is none. */
const bare = (text: string): string =>
  /^(?:[a-z]+-?|v)?(\d+(?:\.\d+){0,3}(?:-?(?:rc|beta|alpha)[\w.-]*)?)(?:[-+][a-z]+)?$/i.exec(
    text.trim(),
  )?.[1] ?? ''
