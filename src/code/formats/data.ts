import { jsonLeaves } from '../../syntax/json.ts'
import type { Leaf, Leaves } from '../../syntax/leaves.ts'
import { tomlLeaves } from '../../syntax/toml.ts'
import { yamlLeaves } from '../../syntax/yaml.ts'
import type { SourceFile } from '../extractor.ts'

/** Whether a path is that of a YAML, JSON or TOML file. */
export const isData = (path: string): boolean =>
  /\.(?:ya?ml|json[c5]?|toml|webmanifest)$/i.test(path)

/** Whether a path is that of a YAML file. */
export const isYaml = (path: string): boolean => /\.ya?ml$/i.test(path)

// Several formats read one file; it is parsed once.
const read = new WeakMap<SourceFile, Leaves>()

/** What a data file holds, and why that may not be all; `settings` tells of the latter for every format. */
export const dataIn = (file: SourceFile): Leaves => {
  const data = read.get(file) ?? parse(file)
  read.set(file, data)
  return data
}

const parse = ({ path, text }: SourceFile): Leaves => {
  if (isYaml(path)) return yamlOrTemplate(text)
  return /\.toml$/i.test(path) ? tomlLeaves(text) : jsonLeaves(text)
}

const mask = '\ue000'

/** Helm's templates are YAML with actions in it: what the actions do not touch can still be read. */
const yamlOrTemplate = (text: string): Leaves => {
  // `{{ .Values.name }}` without quotes is a map of a map to YAML, and an action to Helm.
  const isTemplate = /(?:^|[:-])[ \t]+\{\{/m.test(text)
  const plain = yamlLeaves(text)
  if ((plain.problem === null && !isTemplate) || !text.includes('{{')) return plain
  const masked = text
    .replace(/^[ \t]*\{\{[^\n]*\}\}[ \t]*$/gm, (line) => ' '.repeat(line.length))
    .replace(/\{\{[^\n]*?\}\}/g, (action) => mask.repeat(action.length))
  const { leaves, problem } = yamlLeaves(masked)
  const isSeen = (text: string | number): boolean => !String(text).includes(mask)
  return {
    leaves: leaves
      .filter(({ path }) => path.every(isSeen))
      .map((leaf) =>
        leaf.value !== null && !isSeen(leaf.value) ? { ...leaf, value: null } : leaf,
      ),
    problem: problem ?? 'it is a template: what its actions make is not read',
  }
}

/** The keys of a path, positions in lists left out. */
export const keysOf = ({ path }: Leaf): readonly string[] =>
  path.filter((key) => typeof key === 'string')

/** A file's name without its ending: `application` of `config/application.prod.yaml`. */
export const stemOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\..*$/, '')
