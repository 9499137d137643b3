import type { Format, Stated } from '../extractor.ts'
import { dependency, version } from './manifests/stating.ts'
import { type XmlLeaf, xmlLeaves } from './manifests/xml.ts'

/** Properties by which Maven builds name the Java version they are compiled for. */
const javaProperties =
  /^(?:java\.version|maven\.compiler\.(?:release|source|target)|release\.version|jdk\.version)$/

/** Maven's project files; properties are resolved inside the file. */
export const maven: Format = {
  about: 'A pom.xml states its version, the Java version it is compiled for, and dependencies.',
  states: ['version', 'dependency', 'setting'],
  reads: (path) => /(?:^|\/)pom\.xml$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const leaves = xmlLeaves(text)
    const properties = new Map(
      leaves.filter(({ path: way }) => isProperty(way)).map((leaf) => [last(leaf), leaf.value]),
    )
    const of = (value: string | undefined): string =>
      (value ?? '').replace(
        /\$\{([\w.-]+)\}/g,
        (whole, name: string) => properties.get(name) ?? whole,
      )
    const own = (key: string) => leaves.find(({ path: way }) => way.join('/') === `project/${key}`)
    const artifact = own('artifactId')?.value
    const release = own('version') ?? own('parent/version')
    if (artifact !== undefined && release)
      yield* version(artifact, 'release', of(release.value), path, release.at)
    for (const leaf of leaves) {
      if (isProperty(leaf.path) && javaProperties.test(last(leaf)))
        yield* version('java', 'minimum', java(of(leaf.value)), path, leaf.at)
      if (
        /\/maven-compiler-plugin\/|^project\/build\/.*\/configuration\/(?:release|source)$/.test(
          leaf.path.join('/'),
        )
      )
        yield* version('java', 'minimum', java(of(leaf.value)), path, leaf.at)
      if (isProperty(leaf.path))
        yield {
          kind: 'setting',
          subject: last(leaf),
          role: 'setting',
          owner: 'pom',
          value: leaf.value,
          at: leaf.at,
        }
    }
    yield* dependencies(leaves, of, path)
  },
}

const isProperty = (way: readonly string[]): boolean => way.length === 3 && way[1] === 'properties'

const last = ({ path }: XmlLeaf): string => path.at(-1) ?? ''

/** `1.8` is Java 8. */
const java = (value: string): string => value.replace(/^1\.(\d)$/, '$1')

function* dependencies(
  leaves: readonly XmlLeaf[],
  of: (value: string | undefined) => string,
  owner: string,
): Iterable<Stated> {
  for (const [index, leaf] of leaves.entries()) {
    const way = leaf.path.join('/')
    if (!/(?:dependency|project\/parent|plugin)\/artifactId$/.test(way)) continue
    const above = way.slice(0, way.lastIndexOf('/'))
    // The version is a sibling: it stands near, before the next artifact.
    const near = leaves.slice(index + 1, index + 8)
    const end = near.findIndex((one) => one.path.join('/') === way)
    const found = near
      .slice(0, end < 0 ? undefined : end)
      .find((one) => one.path.join('/') === `${above}/version`)
    const constraint = of(found?.value)
    yield dependency(
      leaf.value,
      /\$\{/.test(constraint) ? null : constraint,
      owner,
      (found ?? leaf).at,
    )
  }
}
