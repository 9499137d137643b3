import { lookUp } from '../../domain/lookup.ts'

/** Languages whose programs can use one another's names, by the ending of a file and by the tag of a sample. */
const families: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    javascript: 'js jsx mjs cjs ts tsx mts cts vue svelte javascript typescript node',
    python: 'py pyi pyx python python3 pycon',
    jvm: 'java kt kts scala groovy kotlin',
    ruby: 'rb rake gemspec ruby',
    php: 'php',
    c: 'c h cc cpp cxx hpp hh hxx c++',
    dotnet: 'cs fs vb csharp c#',
    go: 'go golang',
    rust: 'rs rust',
  }).flatMap(([family, names]) => names.split(' ').map((name) => [name, family])),
)

/** Whether a sample is written in a language that cannot use what a file states. */
export function isOfAnotherTongue(language: string | null, path: string): boolean {
  const spoken = language === null ? undefined : lookUp(families, language.toLowerCase())
  const stated = lookUp(families, path.slice(path.lastIndexOf('.') + 1).toLowerCase())
  return spoken !== undefined && stated !== undefined && spoken !== stated
}
