import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { everyReader } from '../support/acme.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export const now = '2026-11-01T09:00:00.000Z'

/** A page that nothing is wrong with, to see that it does not suffer from its neighbours. */
export const soundPage = '# Opening hours\n\nThe counter opens at nine in the morning.\n'

/** A folder with a wiki of Markdown pages, its configuration and its data. */
export interface Company {
  readonly folder: string
  readonly wiki: string
  readonly data: string
  readonly database: string
  write(path: string, content: string | Buffer): void
  open(): Promise<Plumbline>
}

/** Makes a company with these pages; `more` is added to its plumbline.yaml, `settings` to its source. */
export function company(
  pages: Readonly<Record<string, string | Buffer>> = {},
  more = '',
  settings = '',
): Company {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  const wiki = join(folder, 'wiki')
  const file = join(folder, 'plumbline.yaml')
  const yaml = `clock: ${now}\nsources:\n  - { id: wiki, type: markdown-folder, path: wiki${settings} }\n${more}`
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(wiki, path)), { recursive: true })
    writeFileSync(join(wiki, path), content)
  }
  writeFileSync(file, yaml)
  for (const [path, content] of Object.entries({ 'sound.md': soundPage, ...pages }))
    write(path, content)
  return {
    folder,
    wiki,
    data,
    database: join(data, 'plumbline.sqlite'),
    write,
    async open() {
      const environment = { config: null, data, port: null, color: null }
      const plumbline = await openPlumbline(parseConfig(yaml, file, environment))
      onTestFinished(() => plumbline.close())
      return plumbline
    },
  }
}

/** What a listing shows of each page. */
export async function pagesOf(plumbline: Plumbline) {
  const { items } = await plumbline.pages({ limit: 200 }, everyReader)
  return items
}

/** The fault that the work ends with; anything else, or none, fails the test. */
export async function faultOf(work: Promise<unknown>): Promise<PlumblineError> {
  try {
    await work
  } catch (error) {
    if (error instanceof PlumblineError) return error
    throw error
  }
  throw new Error('it should have been refused')
}
