import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const now = '2026-11-01T09:00:00.000Z'

const page = (text: string): string =>
  `---\nabout: [shop]\nlast_reviewed_on: 2026-10-20\n---\n# Warp drive\n\n${text}\n`

/** A shop with two pages about its code, one of them outdated, and an agent. */
export function makeCompany(folder: string, repository: string, more = '') {
  const wiki = join(folder, 'wiki')
  mkdirSync(wiki)
  writeFileSync(join(wiki, 'warp.md'), page('The default of `WARP_LIMIT` is 7.'))
  writeFileSync(join(wiki, 'checkout.md'), page('The default of `CHECKOUT_TIMEOUT` is 30.'))
  const file = join(folder, 'plumbline.yaml')
  const yaml = `clock: ${now}
sources:
  - { id: wiki, type: markdown-folder, path: wiki, url: 'https://wiki.shop.example' }
repositories:
  - { id: shop, path: ${JSON.stringify(repository)} }
principals:
  - { id: agent-shop, kind: agent, scopes: [agent], environments: [staging] }
  - { id: ops, kind: person, scopes: [operator, engineer] }
${more}`
  writeFileSync(file, yaml)
  return { file, yaml, wiki, data: join(folder, 'data') }
}
