import { readRawAnswer } from '../exchange/raw-answer.ts'
import type {
  Answer,
  DeliveryOutcome,
  HttpClient,
  HttpFailure,
  HttpRequest,
  HttpResponse,
} from '../ports/http.ts'

/**
 * Sends a request and returns the outcome without a judgement. Never rejects: an answer that is broken is read as far
 * as it can be, and is there beside the error.
 */
export async function transmit(client: HttpClient, request: HttpRequest): Promise<DeliveryOutcome> {
  try {
    return { response: describeWhole(await client.send(request)), error: null }
  } catch (error) {
    const { code = 'ERROR', message, during, names, ...failure } = error as Partial<HttpFailure>
    return {
      response: describeBroken(failure, message ?? ''),
      error: { code, message: message || code, ...(during && { during }), ...(names && { names }) },
    }
  }
}

/** Returns a whole response; says so if the other side did not stop after it. */
function describeWhole({ raw, ...answer }: HttpResponse): Answer {
  if (!raw || headLength(raw) + answer.body.length === raw.length) return answer
  const { fault } = readRawAnswer({ bytes: raw, end: 'closed' })
  return fault?.kind === 'surplus' ? { ...answer, broken: { raw, fault } } : answer
}

function headLength(raw: Uint8Array): number {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.length).indexOf('\r\n\r\n') + 4
}

function describeBroken({ raw, durationMs = 0 }: Partial<HttpFailure>, reason: string): Answer | null {
  if (!raw) return null
  const { status, headers, body, fault } = readRawAnswer(raw)
  const unknown = { kind: 'refused', reason, at: raw.bytes.length, length: 0 } as const
  return { status, headers, body, durationMs, broken: { raw: raw.bytes, fault: fault ?? unknown } }
}
