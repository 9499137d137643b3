import { type LanguageName, languages } from './languages/index.ts'

/** Folders that keep programs, whose files say by their first line alone what they are written in. */
const program = /(?:^|\/)(?:s?bin|exe|libexec|scripts?|tools|hack)\/[\w-]{1,80}$/

const interpreters: Readonly<Partial<Record<LanguageName, RegExp>>> = {
  typescript: /^(?:node|nodejs|deno|bun|tsx|ts-node|zx)$/,
  python: /^(?:python|pypy|uv)[\d.]*$/,
  ruby: /^(?:ruby|jruby)[\d.]*$/,
  shell: /^(?:sh|bash|dash|zsh|ksh|ash)$/,
  php: /^php[\d.]*$/,
}

/** The languages that a file without an ending can be written in, by where it lies. */
export const languagesAt = (path: string): readonly LanguageName[] =>
  program.test(path) ? Object.keys(languages).filter(isScripted) : []

const isScripted = (name: string): name is LanguageName => name in interpreters

/** The language that the first line of a program names: `#!/usr/bin/env node`. */
export function languageNamed(path: string, text: string): LanguageName | null {
  if (!program.test(path) || !text.startsWith('#!')) return null
  const [first = '', ...rest] = text.slice(2, 200).split('\n', 1)[0]?.trim().split(/\s+/) ?? []
  const called = first.endsWith('/env') ? (rest.find((word) => !word.startsWith('-')) ?? '') : first
  const name = called.slice(called.lastIndexOf('/') + 1)
  return languagesAt(path).find((language) => interpreters[language]?.test(name)) ?? null
}
