import { PlumblineError } from '../domain/errors.ts'
import type { Repositories } from './open-repositories.ts'
import type { SurveyedRepository } from './survey-code.ts'

/**
 * The one of some repositories that goes by a name: its id, a name that it has in code or at a code host, or the address of its
 * remote. Faults: `input.not-found` where none does, `input.invalid` where several do; those of surveying.
 */
export async function repositoryCalled(
  name: string,
  among: readonly string[],
  { one }: Pick<Repositories, 'one'>,
): Promise<SurveyedRepository> {
  if (among.includes(name)) return one(name)
  const surveyed = await Promise.all(among.map((id) => one(id)))
  const slug = slugIn(name)
  for (const isCalled of [byName(name), byName(slug), byLastPart(slug)]) {
    const [found, ...others] = surveyed.filter(isCalled)
    if (found !== undefined && others.length === 0) return found
    if (found !== undefined)
      throw new PlumblineError(
        'input.invalid',
        `repository: ${[found, ...others].map(({ id }) => id).join(' and ')} both go by ${name}; name one by its id`,
      )
  }
  throw new PlumblineError('input.not-found', `there is no repository ${name}`)
}

type Called = (repository: SurveyedRepository) => boolean

const byName =
  (name: string): Called =>
  ({ survey }) =>
    survey.names.includes(name)

/** A repository whose own remote is another's (`other/payments`) is another. */
const byLastPart =
  (slug: string): Called =>
  ({ id, survey }) => {
    const last = slug.slice(slug.lastIndexOf('/') + 1)
    const slugs = survey.names.filter((name) => name.includes('/'))
    return (
      (id === last || survey.names.includes(last)) &&
      (slugs.length === 0 || !slug.includes('/') || slugs.includes(slug))
    )
  }

/** `acme/payments` of `git@github.com:acme/payments.git` and of `https://github.com/acme/payments`. */
const slugIn = (address: string): string =>
  /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(address)?.[1] ?? address
