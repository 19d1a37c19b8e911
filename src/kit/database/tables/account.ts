/** Tables of `0004_account.sql`. */
export type AccountTables = { ticket: TicketTable };

/** A permission to do one thing once. */
export type TicketTable = {
  nonce: string;
  kind: string;
  account_id: number | null;
  /** Lower case; the address that the permission was meant for. */
  email: string | null;
  /** JSON. */
  payload: string;
  created_at: string;
  expires_at: string;
};
