import { CommandFailure } from '../../src-core/contract/errors.ts'
import { admitAddress } from '../../src-core/delivery/public-address.ts'
import type { AddressReach } from '../../src-core/delivery/public-address.ts'
import { createNetwork } from '../node/network.ts'
import { UsageError } from './usage-error.ts'

/** Throws a UsageError for a public address without `--yes`, and for a name that leads nowhere. */
export async function admitGivenAddress(url: string, isMeant: boolean): Promise<AddressReach> {
  try {
    return await admitAddress(url, createNetwork(), isMeant)
  } catch (error) {
    const code = error instanceof CommandFailure ? error.code : null
    if (code === 'PUBLIC_ADDRESS')
      throw new UsageError({
        zh: `${url} 是公网地址；如果确实要向它发送很多请求，加上 --yes`,
        en: `${url} is a public address; if you mean to send it many requests, add --yes`,
      })
    if (code === 'HOST_NOT_FOUND')
      throw new UsageError({
        zh: `${url} 的域名解析不了：检查有没有写错，DNS 是否正常`,
        en: `the name in ${url} leads nowhere: see whether it is right, and whether DNS works`,
      })
    throw error
  }
}
