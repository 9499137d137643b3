import { z } from 'zod'

/** What a person wrote into a field of so many characters at most; one that was left empty is not there. */
export const words = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.trim())
    .optional()
