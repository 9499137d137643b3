import { z } from 'zod'

/** What sources, repositories and principals are called by. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'letters, digits, dots, dashes and underscores')

/** Users and groups that may read. */
export const access = z.array(z.string().min(1))

/** The name of an environment variable; secrets do not stand in the file. */
export const variable = z.string().regex(/^[A-Za-z_]\w*$/, 'the name of an environment variable')
