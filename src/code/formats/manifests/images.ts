import type { Stated } from '../../extractor.ts'
import { version } from './stating.ts'

/** Official images of languages, by their last name. */
const languages: Readonly<Record<string, string>> = {
  node: 'node',
  python: 'python',
  golang: 'go',
  go: 'go',
  ruby: 'ruby',
  rust: 'rust',
  php: 'php',
  openjdk: 'java',
  'eclipse-temurin': 'java',
  amazoncorretto: 'java',
  elixir: 'elixir',
  deno: 'deno',
}

/** Who publishes images of languages: anybody else's `node` is a program of theirs. */
const publishers =
  /^(?:(?:docker\.io|mirror\.gcr\.io|public\.ecr\.aws)\/)?(?:(?:library|docker\/library|circleci|cimg|denoland)\/)?([\w-]+)$/

/** An image's name, its tag and its digest: `golang`, `1.22-alpine`. */
export function imageParts(image: string): { readonly name: string; readonly tag: string | null } {
  const [whole = ''] = image.trim().split('@')
  const [, name = whole, tag = null] = /^(.+?):([\w][\w.-]*)$/.exec(whole) ?? []
  return { name, tag }
}

/** The version of a language that an official image of it pins. */
export function* imageVersion(image: string, owner: string, at: number): Iterable<Stated> {
  const { name, tag } = imageParts(image)
  const last = publishers.exec(name)?.[1] ?? ''
  const language = Object.hasOwn(languages, last) ? languages[last] : undefined
  const pinned = /^v?(\d+(?:\.\d+){0,2})(?:[-_].*)?$/.exec(tag ?? '')?.[1]
  if (language !== undefined && pinned !== undefined)
    yield* version(language, 'pin', pinned, owner, at)
}
