import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { serve, tethered } from './served-program.ts'

test('a program that does not start says what it said', async () => {
  const failing = {
    name: 'The broken wiki',
    command: process.execPath,
    args: () => ['-e', 'console.error("no such table: page"); process.exitCode = 3'],
    cwd: process.cwd(),
    ready: '/',
  }
  await expect(serve(failing)).rejects.toThrow(
    /The broken wiki did not start.*ended with 3.*no such table: page/s,
  )
  await expect(serve({ ...failing, command: 'no-such-program' })).rejects.toThrow(/not found/)
})

test('whoever finds the port taken tries another', async () => {
  let tries = 0
  const served = await serve({
    name: 'The late wiki',
    command: process.execPath,
    args: (port) => {
      tries += 1
      const late = 'console.error("Address already in use"); process.exit(1)'
      const ready = `require('http').createServer((_, r) => r.end()).listen(${port}, '127.0.0.1')`
      return ['-e', tries === 1 ? late : ready]
    },
    cwd: process.cwd(),
    ready: '/',
  })
  expect(tries).toBe(2)
  await served.stop()
  await expect(fetch(`http://127.0.0.1:${served.port}/`)).rejects.toThrow()
})

test('a server ends when nobody is left who started it', async () => {
  const forever = ['-e', 'console.log("ready"); setInterval(() => {}, 1000)']
  const child = spawn('sh', tethered(process.execPath, forever), { detached: true })
  await once(child.stdout, 'data')
  const closed = once(child, 'close')
  // So it goes by itself when the process at this end of the pipe is gone.
  child.stdin.destroy()
  expect(await closed).toEqual([null, 'SIGKILL'])
})
