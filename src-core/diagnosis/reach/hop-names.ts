import { nameTunnel } from '../hop/tunnel-hosts.ts'
import { readHeader } from '../reply/judged-reply.ts'

type Headers = [name: string, value: string][]

/**
 * Returns the hops that show themselves between the public URL and the responder: by the URL, by headers of the request
 * that arrived, and by headers of the answer that came back. Others may be there and say nothing.
 */
export function nameHops(url: string, arrived: Headers, returned: Headers): string[] {
  const tunnel = nameTunnel(url)
  const names = [
    ...(tunnel ? [tunnel] : []),
    ...(readHeader({ headers: returned }, 'cf-ray') ? ['Cloudflare'] : []),
    ...list(readHeader({ headers: returned }, 'server')).map((value) => value.split(/[\s(]/, 1)[0]!),
    ...[
      ...list(readHeader({ headers: returned }, 'via')),
      ...list(readHeader({ headers: arrived }, 'via')),
    ].flatMap((step) => step.split(/\s+/).slice(1, 2)),
  ]
  return names.filter(
    (name, index) =>
      name !== '' && names.findIndex((one) => one.toLowerCase() === name.toLowerCase()) === index,
  )
}

function list(value = ''): string[] {
  return value.split(',').map((part) => part.trim().slice(0, 40))
}
