/**
 * The codes with which a command can fail. Codes are stable: screens and scripts match on them, never on the message.
 * `message` is one English line for logs and terminals; the screen words the code itself.
 */
export const errorCodes = [
  'UNKNOWN_COMMAND',
  'INVALID_INPUT',
  'NOT_FOUND',
  'NOT_READABLE',
  'PATH_TAKEN',
  'LAST_ACCOUNT',
  'NOT_WRITABLE',
  'BACKEND_LOOP',
  'NO_KEY',
  'TOO_MANY',
  'UNDER_WAY',
  'NO_ACCOUNT',
  'BODY_INCOMPLETE',
  'OWN_CONTROL_PORT',
  'PUBLIC_ADDRESS',
  'HOST_NOT_FOUND',
  'RESPONDER_UNREACHABLE',
  'SETTINGS_NOT_SAVED',
  'HISTORY_NOT_CLEARED',
  'CANCELLED',
  'DISCONNECTED',
  'INTERNAL',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** `details` is plain JSON: for INVALID_INPUT `{ issues: [{ path, message }] }`, for PATH_TAKEN `{ path }`. */
export interface CommandError {
  code: ErrorCode
  message: string
  details?: unknown
}

/** Thrown inside the core and by a `Client`; on the wire it travels as a `CommandError`, which IPC cannot garble. */
export class CommandFailure extends Error {
  readonly code: ErrorCode
  readonly details: unknown

  constructor(code: ErrorCode, message: string, details?: unknown) {
    super(message)
    this.name = 'CommandFailure'
    this.code = code
    this.details = details
  }
}
