/** Panels whose code comes after the first row. */
export type LaterCover = 'replay' | 'comparison' | 'copy' | 'transfer' | 'issues'
