import { anyName, type Format, type SourceFile, type Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { folderName, linesIn, nameOf } from './manifests/lines.ts'
import { dependency, target, version } from './manifests/stating.ts'

const coordinates = /["']([\w.-]+):([\w.-]+):([\w.$\-+{}[\],)( ]{1,60})["']/
const plugin = /\bid\s*\(?\s*["']([\w.-]+)["']\s*\)?\s*version\s*\(?\s*["']([^"'\n]+)["']/
/** The Java that builds: what it builds for may be older. */
const toolchain =
  /\blanguageVersion(?:\.set\(|\s*=\s*)\s*JavaLanguageVersion\.of\(\s*["']?([\d.]+)|\bjvmToolchain\s*\(?\s*(\d+)/
const java = [
  /\b(?:source|target)Compatibility\s*(?:=|\s)\s*(?:JavaVersion\.VERSION_|["']?)([\d._]+)/,
  /\b(?:options\.)?release(?:\.set\(|\s*=\s*)\s*(\d+)/,
]

/** Gradle builds, read line by line: what a program computes is left out, and its tasks are never all known. */
export const gradle: Format = {
  about:
    'A Gradle build states its version, the Java version, plugins, dependencies and tasks, where they are literal.',
  states: ['version', 'dependency', 'build-target'],
  reads: (path) =>
    /(?:^|\/)(?:[\w.-]+\.gradle(?:\.kts)?|gradle\.properties|libs\.versions\.toml)$/.test(path),

  *facts(file): Iterable<Stated> {
    const name = nameOf(file.path)
    if (name === 'libs.versions.toml') yield* catalogue(file)
    else if (name === 'gradle.properties') yield* properties(file)
    else yield* build(file)
  },
}

/** What the build is called when nothing says so: its folder. */
const projectOf = (path: string): string => folderName(path) || 'release'

function* properties({ path, text }: SourceFile): Iterable<Stated> {
  for (const { text: line, at } of linesIn(text)) {
    const [, value] = /^\s*(?:version|VERSION_NAME|projectVersion)\s*=\s*(\S+)/.exec(line) ?? []
    if (value !== undefined) yield* version(projectOf(path), 'release', value, path, at)
  }
}

function* build({ path, text }: SourceFile): Iterable<Stated> {
  for (const { text: line, at } of linesIn(text)) {
    const bare = line.replace(/(?<!:)\/\/.*/, '')
    const [, , artifact, wanted] = coordinates.exec(bare) ?? []
    if (artifact !== undefined)
      yield dependency(artifact, /[${]/.test(wanted ?? '') ? null : (wanted ?? null), path, at)
    const [, id, pluginVersion] = plugin.exec(bare) ?? []
    if (id !== undefined) yield dependency(id, pluginVersion ?? null, path, at)
    const release = /^\s*version\s*(?:=\s*)?["']([^"'\n]+)["']/.exec(bare)?.[1]
    if (release !== undefined) yield* version(projectOf(path), 'release', release, path, at)
    const [, set, short] = toolchain.exec(bare) ?? []
    const builder = set ?? short
    if (builder !== undefined) yield* version('java', 'pin', builder, path, at)
    for (const pattern of java) {
      const found = pattern.exec(bare)?.[1]
      if (found !== undefined)
        yield* version('java', 'minimum', found.replace(/^1[._](\d)$/, '$1'), path, at)
    }
    const task =
      /^\s*(?:val\s+\w+\s+by\s+)?(?:tasks\.(?:register|create)\s*(?:<[\w.]+>)?\s*\(\s*["']([\w-]+)["']|task\s+([\w-]+))/.exec(
        bare,
      )
    const name = task?.[1] ?? task?.[2]
    if (name !== undefined) yield target(name, path, at)
  }
  yield target(anyName, path, 0)
}

/** A version catalogue: `[versions]` and the libraries that refer to them. */
function* catalogue(file: SourceFile): Iterable<Stated> {
  const { leaves } = dataIn(file)
  const versions = new Map(
    leaves
      .filter(({ path }) => path[0] === 'versions' && path.length === 2)
      .map(({ path, value }) => [String(path[1]), value]),
  )
  const libraries = new Map<string, { module?: string; constraint?: string; at: number }>()
  for (const { path, value, at } of leaves) {
    const [section, alias] = path
    if ((section !== 'libraries' && section !== 'plugins') || typeof alias !== 'string') continue
    const key = path.slice(2).join('.')
    const entry = libraries.get(alias) ?? { at }
    const [group = '', artifact = '', wanted] = (value ?? '').split(':')
    if (key === '')
      libraries.set(alias, { module: artifact || group, constraint: wanted ?? '', at })
    else if (key === 'module') libraries.set(alias, { ...entry, module: artifact })
    else if (key === 'name' || key === 'id') libraries.set(alias, { ...entry, module: value ?? '' })
    else if (key === 'version') libraries.set(alias, { ...entry, constraint: value ?? '' })
    else if (key === 'version.ref')
      libraries.set(alias, { ...entry, constraint: versions.get(value ?? '') ?? '' })
  }
  for (const { module, constraint, at } of libraries.values())
    if (module !== undefined && module !== '')
      yield dependency(module, constraint ?? null, file.path, at)
  const javaVersion = versions.get('java') ?? versions.get('jdk')
  if (javaVersion != null) yield* version('java', 'minimum', javaVersion, file.path, 0)
}
