import { flagged } from './flagged.ts'

/** Storage that is unreadable to whoever takes the disk. */
export const encryptionAtRest = flagged({
  name: 'encryption at rest',
  says: /\bencrypt(?:ed|ion) at rest\b|\bstorage (?:is )?encrypted\b|\bencrypted (?:disks?|storage|volumes?)\b/i,
  attributes: ['storage_encrypted', 'encrypted', 'at_rest_encryption_enabled'],
  offByDefault: ['aws_db_instance', 'aws_rds_cluster', 'aws_ebs_volume', 'aws_efs_file_system'],
})
