import { posix } from 'node:path'
import { unknown } from '../check.ts'
import { type Doubt, isOfOptions, type Loss } from './loss.ts'

/** Manifests by which a folder is published as a package of its own; `*` stands for the name of the folder. */
const manifests = [
  'package.json',
  'composer.json',
  'Cargo.toml',
  'pyproject.toml',
  'setup.py',
  'go.mod',
  'pom.xml',
  '*.csproj',
  '*.gemspec',
]
const neverPublished = /"private"\s*:\s*true|^\s*publish\s*=\s*false/m

/**
 * What left with a whole package is not gone for those who use that package: it may be kept elsewhere now, and what was
 * published of it is there to be installed.
 */
export const leftWithPackage: Doubt = async (loss) => {
  const { fate, claim, opinion } = loss
  const isOfCode = opinion.lost.kind === 'symbol' || isOfOptions(opinion.lost)
  if (fate.is !== 'gone' || !isOfCode) return null
  const folder = await packageOf(loss)
  return folder === null
    ? null
    : unknown(
        'other-project',
        `${claim.subject} left with all of ${folder}, a package of its own that may be kept elsewhere`,
      )
}

/** The folder with a manifest of its own that a loss left with; null where it left without one, or the folder is here still. */
async function packageOf({ fate, ground }: Loss): Promise<string | null> {
  const parts = fate.was.path.split('/').slice(0, -1)
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const folder = parts.slice(0, depth).join('/')
    if (ground.survey.paths.has(folder)) return null
    for (const manifest of manifests) {
      const path = posix.join(folder, manifest.replace('*', parts[depth - 1] ?? ''))
      const text = await ground.history.textBefore(fate.change, path)
      if (text !== null) return neverPublished.test(text) ? null : folder
    }
  }
  return null
}
