import type { Format, Stated } from '../extractor.ts'
import { nameOf } from './manifests/lines.ts'
import { dependency, version } from './manifests/stating.ts'
import { xmlLeaves } from './manifests/xml.ts'

/** Projects that build the others say nothing of what those run on. */
const isOfBuild = (path: string): boolean =>
  /(?:^|\/)(?:_?build|tools?|eng|scripts|nuke|cake)\/[^/]*(?:\/[^/]*)?$/i.test(path)

/** .NET projects. */
export const dotnet: Format = {
  about: 'A .NET project states its target framework, packages and a version.',
  states: ['version', 'dependency'],
  reads: (path) => /\.(?:cs|fs|vb)proj$|(?:^|\/)Directory\.(?:Build|Packages)\.props$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const leaves = xmlLeaves(text)
    const id = leaves.find(({ path: way }) => way.at(-1) === 'PackageId')?.value
    const name = id ?? nameOf(path).replace(/\.\w+$/, '')
    for (const { path: way, value, attributes, at } of leaves) {
      const key = way.at(-1)
      if (key === 'TargetFramework' || key === 'TargetFrameworks')
        // What is built for the standard runs on older releases than the others that are named beside it.
        for (const framework of /\bnetstandard/.test(value) ? [] : value.split(';'))
          yield* version(
            'dotnet',
            isOfBuild(path) ? 'pin' : 'minimum',
            /^net(?:coreapp)?(\d+\.\d+)/.exec(framework)?.[1] ?? '',
            path,
            at,
          )
      if (key === 'Version' || key === 'VersionPrefix')
        if (way.at(-2) === 'PropertyGroup') yield* version(name, 'release', value, path, at)
      if (
        key === 'PackageReference' ||
        key === 'PackageVersion' ||
        way.at(-2) === 'PackageReference'
      ) {
        const include = /\bInclude="([^"]+)"/.exec(attributes)?.[1]
        const wanted = /\bVersion="([^"]+)"/.exec(attributes)?.[1] ?? null
        if (include !== undefined) yield dependency(include, wanted, path, at)
      }
    }
  },
}
