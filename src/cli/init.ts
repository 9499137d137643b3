import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'
import { type Around, startingConfig } from '../render/starting-config.ts'
import type { CliCommand } from './command.ts'
import { isFolder } from './init/git-folders.ts'
import { lookAround } from './init/look-around.ts'
import { print } from './output.ts'

/** `plumbline init`: a commented plumbline.yaml for what lies around. */
export const init: CliCommand = {
  name: 'init',
  summary: 'write a commented plumbline.yaml for this folder',
  examples: ['plumbline init', 'plumbline init ../payments --print'],
  configure(command) {
    command
      .argument('[folder]', 'where to look and to write', '.')
      .option('--print', 'show what would be written, and write nothing', false)
      .action((folder: string, options: { readonly print: boolean }) => {
        const here = resolve(folder)
        if (!isFolder(here)) throw new PlumblineError('input.invalid', `${here} is not a folder`)
        const found = lookAround(here)
        if (options.print) print(startingConfig(found))
        else writeNew(join(here, 'plumbline.yaml'), found)
      })
  },
}

/** Writes it where nothing stands: what somebody wrote is never lost. */
function writeNew(file: string, found: Around): void {
  try {
    writeFileSync(file, startingConfig(found), { flag: 'wx' })
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    throw new PlumblineError(
      'input.invalid',
      exists
        ? `${file} exists and was left as it is; \`plumbline init --print\` shows what would be written`
        : `cannot write ${file}: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
  }
  print(`wrote ${file}`)
  for (const line of told(found)) print(line)
}

/** What was found and what to do next, in a few lines. */
function told({ repositories, folders, wikis }: Around): readonly string[] {
  const taken = [
    ...repositories.map((one) => ({ ...one, what: 'a repository, with its documents' })),
    ...folders.map((one) => ({ ...one, what: `pages in ${one.html ? 'HTML' : 'Markdown'}` })),
  ]
  const offered = taken.filter((one) => !one.taken).length + wikis.length
  const isEmpty = !taken.some((one) => one.taken)
  return [
    ...taken.filter((one) => one.taken).map(({ path, what }) => `  ${path}: ${what}`),
    ...(isEmpty ? ['  nothing to read was found here: name a source and a repository in it'] : []),
    ...(offered === 0 ? [] : [`  ${offered} more in comments, to be taken up by hand`]),
    'next:',
    ...(isEmpty ? [] : ['  plumbline crawl          # read the pages']),
    '  plumbline survey         # read the code, and judge the pages by it',
    '  plumbline ask "…"        # ask, or look at what is wrong: plumbline reports',
  ]
}
