import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { texts } from './support/confluence-crawl.ts'
import { pathsSeenBy, type Served, serve } from './support/confluence-plumbline.ts'
import { type ConfluenceServer, startConfluence } from './support/confluence-server.ts'
import { canaryOf, type Matrix, permissionMatrix, readers } from './support/permission-matrix.ts'

const long = 300_000

describe.each(['cloud', 'data-center'] as const)('every permission of Confluence %s', (flavour) => {
  let matrix: Matrix
  let server: ConfluenceServer
  let served: Served

  beforeAll(async () => {
    matrix = permissionMatrix(2, (id) => `<p>The berth ${canaryOf(id)} opens at dawn.</p>`)
    server = await startConfluence(flavour, matrix.world)
    served = await serve({ url: server.url, principals: readers })
  }, long)
  afterAll(async () => {
    await served?.close()
    await server?.stop()
  })

  const expectAsDocumented = async () => {
    for (const reader of readers) {
      const wanted = [...matrix.cells.keys()].filter((id) => matrix.maySee(reader, id))
      expect([reader.id, await pathsSeenBy(served, reader.id)]).toEqual([reader.id, wanted])
    }
  }

  test('there is every combination', () => {
    const { cells } = matrix
    expect(cells.size).toBe(6 * (6 * (1 + 5 + 25) + 5 + 25))
    const kinds = [...cells.values()].map(({ space, above, kind }) =>
      [space, ...above.map((id) => cells.get(id)?.kind), kind].join(),
    )
    expect(new Set(kinds).size).toBe(6 * 6 * (1 + 5 + 25))
  })

  test('every reader sees exactly what the wiki would show', expectAsDocumented)

  test(
    'a restriction of an ancestor and a membership of a group count from the next crawl, and no text is asked for',
    async () => {
      const [root] = [...matrix.cells.values()]
        .filter(
          ({ space, above, kind }) =>
            space === 'signed-in' && above.length === 0 && kind === 'user',
        )
        .slice(-1)
      const closing = [...matrix.cells.values()]
        .filter(
          ({ space, above, kind }) =>
            space === 'anonymous' && above.length === 0 && kind === 'none',
        )
        .slice(-1)
      matrix.restrict(root?.id ?? '', 'group')
      matrix.restrict(closing[0]?.id ?? '', 'user')
      const crew = matrix.world.groups.get('crew')?.members
      crew?.delete('gita')
      crew?.add('nils')
      server.asked.length = 0
      await served.plumbline.crawl([], undefined, { everything: false })
      await expectAsDocumented()
      expect(texts(server.asked)).toEqual([])
    },
    long,
  )
})
