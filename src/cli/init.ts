import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'
import { startingConfig } from '../render/starting-config.ts'
import type { CliCommand } from './command.ts'
import { print } from './output.ts'

/** `plumbline init`: a commented plumbline.yaml for what lies around. */
export const init: CliCommand = {
  name: 'init',
  summary: 'write a commented plumbline.yaml for this folder',
  configure(command) {
    command
      .argument('[folder]', 'where to look and to write', '.')
      .option('--force', 'write over an existing plumbline.yaml', false)
      .action((folder: string, { force }: { readonly force: boolean }) => {
        const file = join(resolve(folder), 'plumbline.yaml')
        if (existsSync(file) && !force)
          throw new PlumblineError('input.invalid', `${file} exists; --force writes over it`)
        const found = lookAround(resolve(folder))
        writeFileSync(file, startingConfig(found))
        print(
          `wrote ${file}: ${found.repositories.length} repositories, ${found.folders.length} folders of pages`,
        )
        print('next: plumbline crawl, plumbline survey, plumbline ask "…"')
      })
  },
}

/** Repositories and folders of pages here and one level below. */
function lookAround(folder: string) {
  const around = [
    '.',
    ...readdirSync(folder).filter(
      (name) => !name.startsWith('.') && name !== 'node_modules' && isFolder(join(folder, name)),
    ),
  ]
  const isRepository = (name: string) => existsSync(join(folder, name, '.git'))
  const repositories = around
    .filter(isRepository)
    .map((path) => ({ id: idFor(path === '.' ? basename(folder) : path), path }))
  const folders = around
    .filter((name) => /^(?:wiki|docs?|runbooks?|handbook|pages|manual)$/i.test(name))
    // What lies in a repository is among its documents already; read twice, one copy would be held to no code.
    .filter((name) => !isRepository('.') && !isRepository(name))
    .map((path) => ({
      id: idFor(path),
      path,
      html: readdirSync(join(folder, path)).some((name) => /\.html?$/.test(name)),
    }))
  return { repositories, folders }
}

const idFor = (name: string): string =>
  name.replace(/[^\w.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'here'

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
