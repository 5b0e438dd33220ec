/** The fields of an account that are secret. They stand alone: the page's start needs them without any schema. */
export const secretFields = ['token', 'aesKey', 'previousAesKey'] as const
