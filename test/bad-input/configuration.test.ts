import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config/config.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { builtProgram, runProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let build: string
beforeAll(async () => {
  build = await builtProgram()
})

function written(yaml: string): string {
  const file = join(temporaryFolder(), 'plumbline.yaml')
  writeFileSync(file, yaml)
  return file
}

const faultIn = (yaml: string): PlumblineError => {
  try {
    readConfig(written(yaml))
  } catch (error) {
    if (error instanceof PlumblineError) return error
    throw error
  }
  throw new Error('it should have been refused')
}

describe('a bad plumbline.yaml is refused with the place', () => {
  test.each([
    ['an unknown key', 'sorces: []', 'sorces'],
    [
      'an unknown key of a source',
      'sources:\n  - { id: a, type: html-folder, path: a, acess: [] }',
      'acess',
    ],
    ['a list that is a text', 'sources: wiki', 'sources'],
    ['a number that is a text', 'copyLimitHours: soon', 'copyLimitHours'],
    ['a limit that is none', 'copyLimitHours: -1', 'copyLimitHours'],
    ['a clock that is no moment', 'clock: tomorrow', 'clock'],
    ['an unknown type of source', 'sources:\n  - { id: a, type: telepathy, path: a }', 'sources'],
    [
      'a source without a path',
      'sources:\n  - { id: wiki, type: html-folder }',
      'wiki needs either a path',
    ],
    [
      'a source with a path and a repository',
      'sources:\n  - { id: a, type: html-folder, path: a, repository: b }',
      'a needs either',
    ],
    ['a repository without a path', 'repositories:\n  - { id: shop }', 'shop needs either'],
    ['a principal without scopes', 'principals:\n  - { id: a, kind: agent, scopes: [] }', 'scopes'],
    ['an unknown scope', 'principals:\n  - { id: a, kind: agent, scopes: [god] }', 'scopes'],
    ['an id that could be a path', 'repositories:\n  - { id: ../x, path: a }', 'id'],
    ['YAML that does not parse', 'sources: [', 'plumbline.yaml'],
    ['a list at the top', '- a', 'plumbline.yaml'],
    [
      'two sources of one id',
      'sources:\n  - { id: wiki, type: html-folder, path: a }\n  - { id: wiki, type: html-folder, path: b }',
      'wiki',
    ],
    [
      'two repositories of one id',
      'repositories:\n  - { id: shop, path: a }\n  - { id: shop, path: b }',
      'shop',
    ],
    [
      'two principals of one id',
      'principals:\n  - { id: ada, kind: agent, scopes: [agent] }\n  - { id: ada, kind: person, scopes: [operator] }',
      'ada',
    ],
    [
      'a source of a repository that is not configured',
      'sources:\n  - { id: a, type: markdown-folder, repository: nowhere }',
      'nowhere',
    ],
  ])('%s', (_, yaml, named) => {
    const fault = faultIn(yaml)
    expect(fault.code).toBe('config.unreadable')
    expect(fault.message).toContain(named)
  })

  test('an empty one is no fault', () => {
    expect(readConfig(written('')).sources).toEqual([])
  })
})

describe('the command line', () => {
  const run = (...args: readonly string[]) =>
    runProgram(build, args, { cwd: temporaryFolder(), data: temporaryFolder() })

  test.each([
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['serve', '--frobnicate']],
    ['an option without its value', ['check', '--at']],
    ['no question', ['ask']],
  ])('%s ends with 2 and says where help is', (_, args) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('--help')
    expect(stderr).not.toContain('    at ')
  })

  test.each([
    ['no configuration', ['crawl'], 'config.missing'],
    ['a configuration that is not there', ['serve', '--config', 'none.yaml'], 'config.missing'],
    ['a port that is none', ['serve', '--demo', '--port', 'http'], 'input.invalid'],
    ['a port out of range', ['serve', '--demo', '--port', '70000'], 'input.invalid'],
  ])('%s ends with 2 and the way out', (_, args, code) => {
    const { status, stderr } = run(...args)
    expect(status).toBe(2)
    expect(stderr).toContain(`(${code})`)
    expect(stderr).toContain('what to do:')
  })

  test('a corrupted database ends with 2 and the way out', () => {
    const data = temporaryFolder()
    const file = written('sources: []\n')
    writeFileSync(join(data, 'plumbline.sqlite'), 'garbage '.repeat(1000))
    const { status, stderr } = runProgram(build, ['crawl', '--config', file], { data })
    expect(status).toBe(2)
    expect(stderr).toContain('(store.corrupt)')
    expect(stderr).toContain(join(data, 'plumbline.sqlite'))
  })
})

test('a port in use ends with 2 and names the port', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  try {
    const { port } = taken.address() as AddressInfo
    const file = written('sources: []\n')
    const args = ['serve', '--config', file, '--port', String(port)]
    const { status, stderr } = runProgram(build, args, { data: temporaryFolder() })
    expect(status).toBe(2)
    expect(stderr).toContain('(server.port-in-use)')
    expect(stderr).toContain(String(port))
  } finally {
    taken.close()
  }
})
