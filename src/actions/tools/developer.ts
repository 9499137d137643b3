import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, hides, loses, reads, widens } from '../effect.ts'
import { destructiveWord } from '../telling-words.ts'
import { migrations } from './migrations.ts'
import type { Tool } from './tool.ts'

const programs = (
  'cargo go rustc rustup gcc g++ clang cc ld cmake ninja meson javac java kotlinc scala sbt dotnet msbuild swift tsc ts-node tsx vite ' +
  'webpack esbuild rollup jest vitest mocha pytest tox nox mypy ruff black flake8 isort pylint eslint prettier biome rubocop rspec phpunit ' +
  'phpstan golangci-lint staticcheck shellcheck hadolint tflint checkov trivy ctest playwright cypress k6 locust nvm fnm pyenv rbenv asdf ' +
  'sdk direnv pre-commit markdownlint vale plumbline'
).split(' ')

export const developer: Tool = {
  about: 'Compilers, linters and test runners: they build and check what lies in the folder.',
  programs,
  classify({ program, words }) {
    const given = readArguments(words, {
      valued: ['-k', '-m', '-t', '-p', '--filter', '--package', '-run'],
    })
    const [verb = ''] = given.positionals
    if (program === 'dotnet' && verb === 'ef')
      return migrations.classify({ program: 'dotnet-ef', words: words.slice(1), input: null })
    if (asksHelp(given)) return reads('prints help')
    if (program === 'cargo' && verb === 'yank')
      return destroys('withdraws a published version', 'account')
    if (program === 'cargo' && verb === 'owner' && given.has('--remove', '-r'))
      return widens('changes who may publish', 'account')
    if (
      program === 'go' &&
      verb === 'run' &&
      given.positionals.some((word) => /^[\w.-]+\.[a-z]+\/\S+@\S+$/.test(word))
    )
      return hides('runs what is fetched from elsewhere, unseen')
    // A program in a jar is told what to do like any other.
    const telling =
      program === 'java' && given.has('-jar')
        ? destructiveWord(
            given.positionals.filter((word) => !word.endsWith('.jar')),
            given.options,
          )
        : null
    if (telling !== null) return loses(`does something that is called ${telling}`)
    if (/^(?:version|env|list|check|fmt|vet|doc|tree|metadata)$/.test(verb))
      return reads('reads or checks')
    return adds('builds or checks what lies in the folder')
  },
}
