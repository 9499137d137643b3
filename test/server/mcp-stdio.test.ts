import { EventEmitter, once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { type StdioOptions, serveStdio } from '../../server/mcp/stdio.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { fakePlumbline, keyFor, verification } from '../support/fake-plumbline.ts'

function started(more: Partial<StdioOptions> = {}) {
  const plumbline = more.plumbline ?? fakePlumbline()
  const input = new PassThrough()
  const output = new PassThrough()
  const signals = new EventEmitter()
  const report = vi.fn()
  const over = serveStdio({
    plumbline,
    version: '0.1.0',
    indexed: Promise.resolve(),
    report,
    input,
    output,
    signals,
    principal: async () => {
      const holder = await plumbline.principalFor(keyFor('agent'))
      if (holder === null) throw new PlumblineError('auth.unknown-key', 'this key is unknown')
      return holder
    },
    ...more,
  })
  return { input, output, signals, report, over }
}

const line = (method: string, params: object) =>
  `${JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })}\n`
const check = line('tools/call', { name: 'check_action', arguments: { command: 'ls' } })

async function said(output: PassThrough) {
  const [chunk] = await once(output, 'data')
  const { result } = JSON.parse(String(chunk))
  return { ...result, told: JSON.parse(result.content?.[0]?.text ?? 'null') }
}

test('a call waits for the first index, and tools are listed meanwhile', async () => {
  const verify = vi.fn(async () => verification)
  const { promise: indexed, resolve } = withResolvers()
  const { input, output, over } = started({ indexed, plumbline: fakePlumbline({ verify }) })
  input.write(check)
  input.write(line('tools/list', {}))
  expect((await said(output)).tools.length).toBeGreaterThan(0)
  expect(verify).not.toHaveBeenCalled()
  resolve()
  expect((await said(output)).told.verdict.decision).toBe('block')
  input.end()
  await over
})

test('an index that takes too long is told, and refuses', async () => {
  const { input, output, over } = started({ indexed: new Promise(() => undefined), patience: 1 })
  const reply = said(output)
  input.end(check)
  expect(await reply).toMatchObject({
    isError: true,
    told: { decision: 'block', code: 'server.starting' },
  })
  await over
})

test('an index that fails refuses, and says so to whoever started it', async () => {
  const indexed = Promise.reject(new Error('the disk is full'))
  const { input, output, over, report } = started({ indexed })
  input.write(check)
  const { isError, told } = await said(output)
  expect([isError, told.decision, told.code]).toEqual([true, 'block', 'internal'])
  expect(JSON.stringify(told)).not.toContain('disk')
  expect(report).toHaveBeenCalledWith(expect.any(Error), told.requestId)
  input.end()
  await over
})

test('a key that is revoked meanwhile opens nothing any more', async () => {
  const principalFor = vi.fn(fakePlumbline().principalFor)
  const { input, output, over } = started({ plumbline: fakePlumbline({ principalFor }) })
  input.write(check)
  expect((await said(output)).isError).toBeUndefined()
  principalFor.mockResolvedValue(null)
  input.write(check)
  expect((await said(output)).told).toMatchObject({ decision: 'block', code: 'auth.unknown-key' })
  input.end()
  await over
})

test('a signal ends it', async () => {
  const { signals, over } = started()
  await new Promise(setImmediate)
  signals.emit('SIGTERM')
  await over
})

test('what is no message is passed over, and what follows is answered', async () => {
  const { input, output, over, report } = started()
  input.write('rm -rf /\n{"jsonrpc":"1.0"}\n')
  input.write(check)
  expect((await said(output)).told.verdict.decision).toBe('block')
  expect(report).toHaveBeenCalledTimes(2)
  input.end()
  await over
})

test('a message without an end is not kept for ever', async () => {
  const { input, over } = started()
  input.write('x'.repeat(4 * 1_048_576 + 1))
  await over
})

function withResolvers() {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
