import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { type PeopleServer, startPeople } from '../support/people.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const execute = promisify(execFile)
const folder = newFolder()
let server: PeopleServer
let document: Record<string, unknown>

beforeAll(async () => {
  server = await startPeople()
  document = JSON.parse(await (await fetch(`${server.address}/openapi.json`)).text())
})
afterAll(async () => {
  await server?.stop()
  removeFolder(folder)
})

/** Runs beside the server, which is of this process. */
const run = async (...args: readonly string[]) => {
  try {
    const { stdout, stderr } = await execute(process.execPath, args, { cwd: folder })
    return stdout + stderr
  } catch (error) {
    return error
  }
}

test('the document is OpenAPI 3.1, by the schema of the specification itself', async () => {
  const validator = new Validator()
  expect(await validator.validate(document)).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('what is no such document is told from one', async () => {
  const broken = { ...document, paths: { '/x': { get: { responses: [] } } } }
  expect((await new Validator().validate(broken)).valid).toBe(false)
})

// Somebody else's program: it knows the document and nothing more.
const program = `
import { createClient } from './client/client/index.js'
import { getApprovalsId, postApprovals, postVerifications } from './client/index.js'

const [baseUrl, auth] = process.argv.slice(2)
const client = createClient({ baseUrl: baseUrl ?? '', auth: auth ?? '' })
const action = { command: 'kubectl delete namespace payments', target: { environment: 'production' } }
const { data, error } = await postVerifications({ client, body: { action, mode: 'report' } })
const verification = data?.id ?? error?.detail ?? ''
const decision: 'allow' | 'warn' | 'escalate' | 'block' | undefined = data?.verdict.decision
const headers = { 'Idempotency-Key': 'once' }
const asked = await postApprovals({ client, body: { verification }, headers })
const found = await getApprovalsId({ client, path: { id: asked.data?.id ?? '' } })
const missing = await getApprovalsId({ client, path: { id: 'apr_none' } })
console.log(decision, found.data?.state, found.data?.verification === verification, missing.error?.code)
// Types that were not found would be any, and let all of this pass.
// @ts-expect-error
postVerifications({ client, body: { action: { comand: 'ls' } } })
// @ts-expect-error
postApprovals({ client, body: { verification } })
// @ts-expect-error
const text: number = found.data?.state
`

const compilerOptions = {
  ...{ module: 'nodenext', target: 'es2023', lib: ['es2023', 'dom', 'dom.iterable'] },
  ...{ strict: true, outDir: 'built', types: ['node'], noEmitOnError: true },
}

test('a client that is made of the document compiles strictly, and is understood by a running server', async () => {
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['main.ts'] }),
  )
  writeFileSync(join(folder, 'main.ts'), program)
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(join(packageRoot, 'node_modules', '@types'), join(folder, 'node_modules', '@types'))
  const generator = join(packageRoot, 'test', 'support', 'generate-client.mjs')
  expect(await run(generator, 'openapi.json', 'client')).toContain('Done')
  const compiler = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc')
  expect(await run(compiler, '-p', '.')).toBe('')
  const key = await server.key('agent-night')
  expect(await run('built/main.js', server.address, key)).toBe(
    'block waiting true input.not-found\n',
  )
})
