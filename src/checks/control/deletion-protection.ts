import { flagged } from './flagged.ts'

/** Databases, balancers and tables that cannot be deleted by mistake. */
export const deletionProtection = flagged({
  name: 'deletion protection',
  says: /\bdeletion[- ]protection\b|\bprotected (?:from|against) (?:accidental )?deletion\b/i,
  attributes: [
    'deletion_protection',
    'deletion_protection_enabled',
    'enable_deletion_protection',
    'prevent_destroy',
  ],
  offByDefault: ['aws_db_instance', 'aws_rds_cluster', 'aws_lb', 'aws_dynamodb_table'],
})
