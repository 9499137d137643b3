import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { imageVersion } from './manifests/images.ts'
import { version } from './manifests/stating.ts'

/** Keys by which CI systems name a language's version. */
const keys: Readonly<Record<string, string>> = {
  'node-version': 'node',
  node_js: 'node',
  'python-version': 'python',
  python: 'python',
  'go-version': 'go',
  go: 'go',
  'java-version': 'java',
  jdk: 'java',
  'ruby-version': 'ruby',
  rvm: 'ruby',
  ruby: 'ruby',
  'php-version': 'php',
  php: 'php',
  rust: 'rust',
  msrv: 'rust',
  'dotnet-version': 'dotnet',
  dotnet: 'dotnet',
  'elixir-version': 'elixir',
  'deno-version': 'deno',
  'bun-version': 'bun',
  terraform_version: 'terraform',
  node: 'node',
  nodejs: 'node',
  java: 'java',
  GO_VERSION: 'go',
  GOLANG_VERSION: 'go',
  NODE_VERSION: 'node',
  PYTHON_VERSION: 'python',
  JAVA_VERSION: 'java',
  RUBY_VERSION: 'ruby',
  RUST_VERSION: 'rust',
  RUST_TOOLCHAIN: 'rust',
  MSRV: 'rust',
}

/** CI configurations: the language versions that code is built and tested with. */
export const ciVersions: Format = {
  about: 'A CI configuration pins the language versions that code is built and tested with.',
  states: ['version'],
  reads: (path) =>
    /(?:^|\/)(?:\.github\/workflows\/[^/]+|\.travis|\.circleci\/config|\.gitlab-ci|azure-pipelines[\w.-]*|appveyor|\.appveyor|\.?woodpecker|\.drone)\.ya?ml$/.test(
      path,
    ),

  *facts(file): Iterable<Stated> {
    for (const leaf of dataIn(file).leaves) {
      yield* ofKey(leaf, file.path)
      if (/^(?:image|container)$/.test(lastKey(leaf)) && leaf.value !== null)
        yield* imageVersion(leaf.value, file.path, leaf.at)
    }
  },
}

/** The last key of the way to a value: `python` of `matrix.python[2]`. */
const lastKey = ({ path }: Leaf): string =>
  String(path.filter((key) => typeof key === 'string').at(-1) ?? '')

function* ofKey(leaf: Leaf, owner: string): Iterable<Stated> {
  const { value, at } = leaf
  const key = lastKey(leaf)
  const language = Object.hasOwn(keys, key) ? keys[key] : toolchain(leaf)
  if (language === undefined || value === null) return
  // One value may list several: `3.8\n3.9`, `[3.8, 3.9]`.
  for (const part of value.split(/[\s,[\]]+/))
    if (/^(?:[a-z]+-?)?v?\d+(?:\.(?:\d+|x|\*)){0,3}(?:-[a-z]+)?$/.test(part))
      yield* version(language, 'pin', part.replace(/^[a-z]+-?|-[a-z]+$/g, ''), owner, at)
}

/** `uses: dtolnay/rust-toolchain` takes its version as `toolchain`, or behind its own name. */
const toolchain = (leaf: Leaf): string | undefined =>
  lastKey(leaf) === 'toolchain' ? 'rust' : undefined
