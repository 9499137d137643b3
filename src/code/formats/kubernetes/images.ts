import type { Stated } from '../../extractor.ts'

const reference =
  /^((?:[\w.-]{1,100}(?::\d{1,5})?\/)?[\w.-]{1,100}(?:\/[\w.-]{1,100}){0,6})(?::([\w.-]{1,128}))?(?:@(sha256:[0-9a-f]{6,64}))?$/

/** A container image without its tag, and its tag or digest; null where the name itself is made at run time. */
export function imageNamed(
  text: string,
): { readonly name: string; readonly tag: string | null } | null {
  // `acme/payments:${TAG:-1.4}` and `acme/payments:{{ .Values.tag }}` name an image of an unknown tag.
  const bare = text.trim().replace(/:?(?:\$\{|\{\{|\$\().*$/s, '')
  const isTagged = bare === text.trim()
  const [, name, tag, digest] =
    reference.exec(bare.replace(/^(?:docker-pullable|docker):\/\//, '')) ?? []
  if (name === undefined || name.endsWith('/') || !/[a-z]/.test(name)) return null
  return { name, tag: isTagged ? (tag ?? digest ?? null) : null }
}

/** The fact that a file uses or builds an image. */
export function* imageFact(text: string | null, owner: string, at: number): Iterable<Stated> {
  const image = imageNamed(text ?? '')
  if (image === null) return
  yield { kind: 'image', subject: image.name, owner, role: 'image', value: image.tag, at }
}
