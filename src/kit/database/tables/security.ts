import type { Generated } from 'kysely';

/** Tables of `0005_security.sql`. */
export type SecurityTables = {
  application_password: ApplicationPasswordTable;
  two_factor: TwoFactorTable;
  passkey: PasskeyTable;
  invitation: InvitationTable;
};

export type ApplicationPasswordTable = {
  id: Generated<number>;
  account_id: number;
  /** Of the program that has it, as its owner calls it. */
  name: string;
  /** SHA-256, hexadecimal. */
  hash: string;
  created_at: string;
  /** `2026-11-22` */
  last_used_on: string | null;
};

export type TwoFactorTable = {
  id: Generated<number>;
  account_id: number;
  /** Encrypted by better-auth. */
  secret: string;
  /** Encrypted by better-auth. */
  backup_codes: string;
  /** 1 once a first code has shown that it works. */
  verified: Generated<0 | 1>;
  failed_verification_count: Generated<number>;
  locked_until: string | null;
  last_code: string | null;
};

export type PasskeyTable = {
  id: Generated<number>;
  account_id: number;
  /** Host name, without a port. */
  host: string;
  name: string;
  /** The credential's ID, base64url. */
  credential: string;
  public_key: string;
  counter: number;
  /** JSON: `string[]`. */
  transports: string;
  created_at: string;
  last_used_on: string | null;
};

export type InvitationTable = {
  site_id: number;
  id: number;
  nonce: string;
  /** Lower case. */
  email: string;
  role: string;
  invited_by: number | null;
  created_at: string;
  expires_at: string;
};
