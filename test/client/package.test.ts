import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { builtProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let build: string

beforeAll(async () => {
  build = await builtProgram()
})

/** A folder of somebody else's program, with Plumbline installed in it as a package. */
const program = (files: Readonly<Record<string, string>>): string => {
  const folder = temporaryFolder()
  const installed = join(folder, 'node_modules', 'plumbline')
  mkdirSync(installed, { recursive: true })
  copyFileSync(join(packageRoot, 'package.json'), join(installed, 'package.json'))
  symlinkSync(build, join(installed, 'dist'))
  for (const name of ['@langchain', '@types'])
    symlinkSync(join(packageRoot, 'node_modules', name), join(folder, 'node_modules', name))
  for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const run = (folder: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

test('a program can import every part of the package', () => {
  const folder = program({
    'main.js': `
      import { openPlumbline, readConfig, PlumblineError } from 'plumbline'
      import { plumblineAt } from 'plumbline/client'
      import { PlumblineRetriever, plumblineTool } from 'plumbline/langchain'
      const place = { url: 'http://127.0.0.1:1', key: 'plk_x' }
      const all = [openPlumbline, readConfig, PlumblineError, plumblineAt(place).ask,
        new PlumblineRetriever(place).invoke, plumblineTool(place).name]
      console.log(all.map((one) => typeof one).join())
    `,
  })
  expect(run(folder, 'main.js')).toEqual({
    status: 0,
    said: 'function,function,function,function,function,string\n',
  })
})

test('its types are found, and hold', () => {
  const options = {
    compilerOptions: {
      ...{ module: 'nodenext', target: 'es2023', strict: true, noEmit: true, skipLibCheck: true },
      types: ['node'],
    },
  }
  const folder = program({
    'tsconfig.json': JSON.stringify(options),
    'main.ts': `
      import { openPlumbline, readConfig, type Plumbline, type Principal } from 'plumbline'
      import { plumblineAt } from 'plumbline/client'
      import { type PassageMetadata, PlumblineRetriever, plumblineTool } from 'plumbline/langchain'

      const place = { url: 'http://127.0.0.1:4600', key: 'plk_x' }
      const plumbline: Plumbline = await openPlumbline(readConfig(null))
      const principal: Principal = await plumbline.principal(null)
      const retriever = new PlumblineRetriever({ plumbline, principal, leaveOutContradicted: true })
      const [document] = await retriever.invoke('why')
      const metadata: PassageMetadata | undefined = document?.metadata
      const state: 'fresh' | 'stale' | 'gone' | string | undefined = metadata?.freshness.state
      const name: string = plumblineTool(place).name
      const answer = await plumblineAt(place).ask({ query: 'why', intent: 'act' })
      // A blocked answer has no text.
      // @ts-expect-error
      const text: string = answer.text
      // Types that were not found would be any, and let all of this pass.
      // @ts-expect-error
      new PlumblineRetriever({ url: 'http://127.0.0.1:4600' })
      // @ts-expect-error
      const score: string | undefined = metadata?.score
      // @ts-expect-error
      await plumblineAt(place).ask({ query: 'why', intent: 'destroy' })
      // @ts-expect-error
      const nobody: Plumbline = 7
      console.log(state, name, text, score, nobody)
    `,
  })
  const compiler = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc')
  expect(run(folder, compiler, '-p', '.')).toEqual({ status: 0, said: '' })
})

test('nothing else of it can be imported', () => {
  const folder = program({ 'main.js': "await import('plumbline/dist/src/store/store.js')" })
  expect(run(folder, 'main.js').said).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED')
})
