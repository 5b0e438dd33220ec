/** Stands in the place of a secret; its length is fixed, so that it tells nothing of the secret's length. */
export const HIDDEN_SECRET = '••••••••••••'
