import { flagged } from './flagged.ts'

/** Versions of objects that only a second factor can delete. */
export const mfaDelete = flagged({
  name: 'MFA delete',
  says: /\bMFA[- ]delete\b/i,
  attributes: ['mfa_delete'],
})
