import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { openPlumbline } from '../../src/plumbline.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('without the key that signs nothing is decided, until another is made', async () => {
  const folder = temporaryFolder()
  const settings = 'principals: [{ id: agent, kind: agent, scopes: [agent] }]'
  const environment = { config: null, data: join(folder, 'data'), port: null, color: null }
  const config = parseConfig(settings, join(folder, 'plumbline.yaml'), environment)
  const plumbline = await openPlumbline(config)
  const verify = async (opened = plumbline) =>
    opened.verify({ action: { command: 'git status' } }, await opened.principal('agent'))
  await plumbline.rotateSigningKey()
  expect((await verify()).verdict.decision).toBe('allow')
  rmSync(join(folder, 'data', 'keys', 'receipts-2.pem'))
  await expect(verify()).rejects.toMatchObject({ code: 'receipt.key-missing' })
  await expect(plumbline.ask({ query: 'why' }, await plumbline.principal('agent'))).rejects.toThrow(
    'plumbline keys rotate',
  )
  await plumbline.close()

  const again = await openPlumbline(config)
  await expect(verify(again)).rejects.toMatchObject({ code: 'receipt.key-missing' })
  await again.rotateSigningKey()
  expect((await verify(again)).verdict.decision).toBe('allow')
  await again.close()
})
