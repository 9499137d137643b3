import { execFile } from 'node:child_process'

/** How a program ended, and what it said. */
export interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end, beside the servers of this process. */
export const ranToEnd = (
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ran> =>
  new Promise((resolve) => {
    const limits = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const
    const child = execFile(program, [...args], { ...options, ...limits }, (_, stdout, stderr) =>
      resolve({ status: child.exitCode ?? 255, stdout, stderr }),
    )
  })
