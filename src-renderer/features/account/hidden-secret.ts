/** Stands in the place of a secret; of one length, which tells nothing of the secret's. */
export const HIDDEN_SECRET = '••••••••••••'
