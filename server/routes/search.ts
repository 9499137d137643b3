import { z } from 'zod'
import { genres } from '../../src/domain/page.ts'
import { searchResult } from '../../src/wire/answer.ts'
import { principalOf } from '../authentication.ts'
import type { Routes } from '../zod.ts'

const source = z.string().min(1).max(200)

const several = <Kind extends z.ZodType<string>>(one: Kind) =>
  z.union([one, z.array(one).max(100)]).exactOptional()

const wanted = z.strictObject({
  query: z.string().trim().min(1).max(2_000),
  /** May be given several times. */
  source: several(source),
  repository: several(source),
  genre: several(z.enum(genres)),
  /** Whether pages that are gone or superseded are left out. */
  current: z.stringbool({ truthy: ['true'], falsy: ['false'] }).exactOptional(),
  limit: z.coerce.number().int().min(1).max(50).exactOptional(),
})

/** GET /v1/search: passages as they stand; what is to be followed comes from answers, which have a verdict. */
export const search: Routes = (app, { plumbline }, done) => {
  app.get(
    '/search',
    {
      config: {
        summary:
          'Passages as they stand, best first, each with its age and with what code says against it',
        access: ['agent', 'engineer', 'owner'],
      },
      schema: { querystring: wanted, response: { 200: searchResult } },
    },
    (request) => {
      const { source, repository, genre, ...rest } = request.query
      const narrowed = {
        ...(source === undefined ? {} : { sources: [source].flat() }),
        ...(repository === undefined ? {} : { repositories: [repository].flat() }),
        ...(genre === undefined ? {} : { genres: [genre].flat() }),
      }
      return plumbline.search({ ...rest, ...narrowed }, principalOf(request))
    },
  )
  done()
}
