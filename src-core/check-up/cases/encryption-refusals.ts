import type { Bilingual } from '../../contract/text.ts'
import { writePushed } from '../../delivery/push-request.ts'
import type { CaseRow } from '../kit/case.ts'
import { endForged } from '../kit/judge.ts'
import { encryptPlain, packWithLength, withEncrypt } from '../kit/sealed.ts'
import type { Talk } from '../kit/talk.ts'
import type { CheckEncryption } from '../kit/target.ts'
import { createRow } from './encryption-rows.ts'
import type { Wording } from './encryption-rows.ts'

const REFUSE: Bilingual = {
  zh: '解密失败就返回 400，记一条日志，不要处理，也不要让进程退出。',
  en: 'Where decryption fails, return 400 and log it; handle nothing, and let the process live.',
}

/** Sends an encrypted message whose ciphertext is not what it should be; none of these may be handled. */
function createRefusal(
  words: Wording,
  what: Bilingual,
  encrypt: (talk: Talk, encryption: CheckEncryption) => string,
): Omit<CaseRow, 'group'> {
  return createRow({ fix: REFUSE, ...words }, async (talk, encryption) => {
    const made = encrypt(talk, encryption)
    const returned = await talk.push(talk.write('text'), {
      mode: 'safe',
      change: (request) => withEncrypt(request, made, talk.target.token),
    })
    return endForged(returned, what)
  })
}

/** Ciphertexts that nobody can open. */
export const ENCRYPTION_REFUSALS: Omit<CaseRow, 'group'>[] = [
  createRefusal(
    {
      id: 'wrong-key',
      title: { zh: '用别的密钥加密', en: 'Encrypted with another key' },
      sent: { zh: '签名正确，密文是用别的密钥加密的', en: 'rightly signed, encrypted with another key' },
      why: {
        zh: '密钥填错时就是这样：要能从日志里看出来，而不是悄悄出错。',
        en: 'A wrong key in the settings looks like this: the log should say so, and nothing should be handled.',
      },
    },
    { zh: '密文是用别的密钥加密的', en: 'The ciphertext was made with another key' },
    (talk, { appId }) =>
      encryptPlain(
        packWithLength(writePushed(talk.write('text')), { appId, random16: talk.random(16), length: 64 }),
        talk.random(32),
      ),
  ),
  createRefusal(
    {
      id: 'bad-length',
      level: 'advice',
      title: { zh: '长度超出密文', en: 'A length beyond the end' },
      sent: { zh: '密文里写的长度比内容大得多', en: 'a length inside that is far above what follows' },
      why: {
        zh: '不核对长度的代码会把 AppID 和填充当成消息的一部分，或者读越界。',
        en: 'Code that does not check the length takes AppID and padding for the message, or reads beyond its end.',
      },
    },
    { zh: '密文里的长度超出了末尾', en: 'The length inside was beyond the end' },
    (talk, { appId, key }) =>
      encryptPlain(
        packWithLength(writePushed(talk.write('text')), {
          appId,
          random16: talk.random(16),
          length: 0x7fffffff,
        }),
        key,
      ),
  ),
  createRefusal(
    {
      id: 'cut',
      title: { zh: '被截断的密文', en: 'A ciphertext that was cut' },
      sent: {
        zh: '签名正确，密文不是 16 字节的整数倍',
        en: 'rightly signed, with a ciphertext of no whole blocks',
      },
      why: {
        zh: '解密会抛出异常；没有接住的异常会让进程退出，或返回带堆栈的页面。',
        en: 'Decryption throws; what nobody catches ends the process, or returns a page with the stack.',
      },
    },
    { zh: '密文被截断了', en: 'The ciphertext was cut' },
    (talk) => Buffer.from(talk.random(41)).toString('base64'),
  ),
  createRefusal(
    {
      id: 'empty',
      title: { zh: '空的 Encrypt', en: 'An empty Encrypt' },
      sent: { zh: '签名正确，Encrypt 是空的', en: 'rightly signed, with nothing in Encrypt' },
      why: {
        zh: '空字符串最容易被当成「没有加密」，从而跳过解密。',
        en: 'Code easily takes an empty text for “not encrypted”, and goes on without decrypting.',
      },
    },
    { zh: 'Encrypt 是空的', en: 'Encrypt was empty' },
    () => '',
  ),
]
