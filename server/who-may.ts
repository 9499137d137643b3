/** Who works with reports: on pages as with keys. */
export const mayReport = ['engineer', 'owner'] as const

/** Who looks at sampled advice. */
export const mayReview = ['engineer', 'approver', 'senior-approver'] as const

/** Who is told how people keep up with what they are asked. */
export const maySeeLoad = ['engineer', 'approver', 'senior-approver', 'operator'] as const
