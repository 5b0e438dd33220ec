import type { callbackCommands } from '../contract/callback.ts'
import type { Handlers } from '../contract/command.ts'
import type { signingCommands } from '../contract/signing.ts'
import type { Ports } from '../ports.ts'
import type { Settings } from '../settings/settings.ts'
import { createEncodingAesKey } from '../wechat/cipher/aes-key.ts'
import { openCipher, sealCipher } from './enciphering.ts'
import { makeSignature } from './making.ts'
import { explainSignatures, findCallback } from './signing.ts'

export function createSigningHandlers(
  { clock, randomBytes, responder }: Pick<Ports, 'clock' | 'randomBytes' | 'responder'>,
  settings: Pick<Settings, 'accounts'>,
): Handlers<typeof signingCommands & typeof callbackCommands> {
  return {
    'cipher.createKey': () => ({ aesKey: createEncodingAesKey(randomBytes) }),
    'cipher.open': (opening) => openCipher(opening, settings.accounts),
    'cipher.seal': (sealing) => sealCipher(sealing, settings.accounts, { now: clock.now, randomBytes }),
    'signature.explain': (question) => explainSignatures(question, settings.accounts),
    'signature.make': (order) => makeSignature(order, settings.accounts, responder().origin),
    'callback.read': ({ text }) => findCallback(text, settings.accounts),
  }
}
