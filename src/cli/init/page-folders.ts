import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FoundWiki } from '../../render/starting-config.ts'
import { isFolder, textOf } from './git-folders.ts'
import { website, wikisIn } from './wiki-addresses.ts'

/** What folders of pages are usually called. */
const usual =
  /^(?:wiki|docs?|documentation|runbooks?|playbooks?|handbook|pages|manual|kb|knowledge-?base)(?:[-_.](?:export|pages|html|md))?$/i

/** The names of folders in a folder, but for hidden and installed ones; none where it cannot be read. */
export const foldersIn = (folder: string): readonly string[] =>
  namesIn(folder)
    .filter(
      (name) => !name.startsWith('.') && name !== 'node_modules' && isFolder(join(folder, name)),
    )
    .sort()

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Whether a folder holds pages, by its name or by what builds a site of it. */
export const isPageFolder = (above: string, name: string): boolean =>
  usual.test(name) || docsFolderOf(above) === name

/** Whether its pages are HTML: a wiki's export, or a built site. */
export const isOfHtml = (folder: string): boolean => {
  const names = namesIn(folder)
  return (
    names.some((name) => /\.html?$/i.test(name)) && !names.some((name) => /\.mdx?$/i.test(name))
  )
}

const mkdocs = (folder: string): string =>
  textOf(join(folder, 'mkdocs.yml')) || textOf(join(folder, 'mkdocs.yaml'))

const docusaurus = (folder: string): string =>
  ['ts', 'js', 'mjs', 'cjs']
    .map((ending) => textOf(join(folder, `docusaurus.config.${ending}`)))
    .join('')

function docsFolderOf(folder: string): string | null {
  const settings = mkdocs(folder)
  if (settings === '') return null
  const [, named = 'docs'] = /^docs_dir:\s*["']?([^"'#\s]+)/m.exec(settings) ?? []
  return named.replace(/^\.\/|\/$/g, '')
}

/** Wikis and sites that the files of a folder speak of. */
export function wikisOf(folder: string): readonly FoundWiki[] {
  return [...published(folder), ...tiddlers(folder), ...linked(folder)]
}

/** Where MkDocs or Docusaurus put what is written here. */
function published(folder: string): readonly FoundWiki[] {
  const [, byMkdocs] = /^site_url:\s*["']?(https?:\/\/[^"'#\s]+)/m.exec(mkdocs(folder)) ?? []
  const settings = docusaurus(folder)
  const [, origin] = /\burl:\s*["'`](https?:\/\/[^"'`\s]+)/.exec(settings) ?? []
  const [, base = '/'] = /\bbaseUrl:\s*["'`](\/[^"'`\s]*)/.exec(settings) ?? []
  const byDocusaurus = origin === undefined ? undefined : `${origin.replace(/\/$/, '')}${base}`
  return [byMkdocs, byDocusaurus].flatMap((address) =>
    address === undefined || !URL.canParse(address)
      ? []
      : [
          {
            ...website(address),
            because: 'these documents are published there: read them here or there, not twice',
          },
        ],
  )
}

/** A TiddlyWiki is read from its server: as a folder it has no addresses, and no dates. */
function tiddlers(folder: string): readonly FoundWiki[] {
  const lying = ['.', ...foldersIn(folder)].find(
    (name) => textOf(join(folder, name, 'tiddlywiki.info')) !== '',
  )
  const file = namesIn(folder).find(
    (name) =>
      /\.html?$/i.test(name) &&
      /name="application-name" content="TiddlyWiki"/.test(
        textOf(join(folder, name)).slice(0, 20_000),
      ),
  )
  const found = lying ?? file
  if (found === undefined) return []
  const settings = { url: 'http://127.0.0.1:8080/', privateNetwork: true }
  const how = lying === undefined ? '' : `: npx tiddlywiki ${JSON.stringify(lying)} --listen`
  return [
    {
      ...{ id: 'tiddlywiki', type: 'tiddlywiki', settings },
      because: `${JSON.stringify(found)} is a TiddlyWiki, which is read from its server${how}`,
    },
  ]
}

const mostRead = 40

/** What a README and the first documents link to, their front matter included. */
function linked(folder: string): readonly FoundWiki[] {
  const readmes = namesIn(folder).filter((name) => /^readme(?:\.\w+)?$/i.test(name))
  const documents = foldersIn(folder)
    .filter((name) => isPageFolder(folder, name))
    .flatMap((name) => namesIn(join(folder, name)).map((file) => `${name}/${file}`))
    .filter((path) => /\.(?:mdx?|rst|adoc|txt)$/i.test(path))
  return [...readmes, ...documents.sort().slice(0, mostRead)].flatMap((path) =>
    wikisIn(textOf(join(folder, path)).slice(0, 200_000)).map((wiki) => ({
      ...wiki,
      because: `${JSON.stringify(path)} links to it`,
    })),
  )
}
