import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new folder for whoever removes it in the end. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'plumbline-test-'))

export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true })

/** A new folder that goes with the test that asks for it. */
export function temporaryFolder(): string {
  const folder = newFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}
