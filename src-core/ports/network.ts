import type { DeliveryError } from './http.ts'

/** Asks about a public name and about the TLS of an address. Never rejects, and answers within a few seconds. */
export interface Network {
  resolve(host: string): Promise<Resolution>
  inspectTls(target: { host: string; port: number; address?: string | undefined }): Promise<TlsReport>
}

/** The addresses of a name. */
export interface Resolution {
  /** The A records, as the name server of this computer gives them. */
  v4: string[]
  /** The AAAA records. */
  v6: string[]
  /** The addresses that programs on this computer use: the hosts file and the local network count as well. */
  system: string[]
  /** The system's code if the name server gave no A record (`ENOTFOUND`, `ENODATA`) or no answer; else null. */
  error: string | null
}

/** The outcome of handshakes with a server, in which it shows its certificate. */
export interface TlsReport {
  /** `TLSv1.3`, …; null if no handshake succeeded. */
  protocol: string | null
  /** The time in which its certificate counts, epoch milliseconds. */
  valid: { from: number; to: number } | null
  issuer: string
  /** Tells whether it takes TLS 1.2 as well; null if that was not tried, or failed for another reason. */
  takesTls12: boolean | null
  /** The reason not to trust it, or for there being no handshake. */
  error: DeliveryError | null
}
