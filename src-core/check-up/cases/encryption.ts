import type { Bilingual } from '../../contract/text.ts'
import { writePushed } from '../../delivery/push-request.ts'
import { HEAD_BYTES, PADDING_BLOCK } from '../../wechat/cipher/plain-buffer.ts'
import { createGroup } from '../kit/case.ts'
import type { CaseRow } from '../kit/case.ts'
import { createPadding } from '../kit/findings.ts'
import { describeAll, endAllGenuine, endGenuine, findFaults } from '../kit/judge.ts'
import { withBody } from '../kit/query.ts'
import type { Returned, Talk } from '../kit/talk.ts'
import type { CheckEncryption } from '../kit/target.ts'
import { ENCRYPTION_REFUSALS } from './encryption-refusals.ts'
import { createRow } from './encryption-rows.ts'

/** Sends messages of such lengths that the paddings from `from` to `to` all occur. */
async function tryPaddings(talk: Talk, { appId }: CheckEncryption, from: number, to: number) {
  const failed: number[] = []
  const all: Returned[] = []
  for (let pad = from; pad <= to; pad++) {
    // The OpenID, the time and the MsgId are as long in every message: only the content decides.
    const write = (content: string) => talk.write('text', null, { Content: content })
    const bare = HEAD_BYTES + Buffer.byteLength(writePushed(write('a'))) + Buffer.byteLength(appId)
    const missing = (PADDING_BLOCK - pad - (bare % PADDING_BLOCK) + 2 * PADDING_BLOCK) % PADDING_BLOCK
    const returned = await talk.push(write('a'.repeat(1 + missing)), { mode: 'safe' })
    all.push(returned)
    if (findFaults(returned).length > 0) failed.push(pad)
  }
  if (failed.length === 0) return { came: describeAll(all), findings: [] }
  const faults = findFaults(all.find((one) => findFaults(one).length > 0)!)
  return { came: describeAll(all), findings: [createPadding(failed, all.length), ...faults] }
}

const PADDING_WHY: Bilingual = {
  zh: '填充按 32 字节，加密库默认 16 字节：大约一半的消息解不开，看起来时好时坏。',
  en: 'Padding fills 32 bytes and cipher libraries expect 16: about half of all messages fail, and it looks like chance.',
}
const PADDING_FIX: Bilingual = {
  zh: '关掉库自己的填充，去掉末尾的 1–32 个字节。',
  en: 'Turn the padding of the library off, and cut the 1–32 bytes at the end yourself.',
}

export const ENCRYPTION_CHECKS: CaseRow[] = createGroup('encryption', [
  createRow(
    {
      id: 'safe',
      title: { zh: '安全模式', en: 'Safe mode' },
      sent: { zh: '只有 ToUserName 和 Encrypt 的文本消息', en: 'a text of ToUserName and Encrypt alone' },
    },
    async (talk) => endGenuine(await talk.push(talk.write('text'), { mode: 'safe' })),
  ),
  createRow(
    {
      id: 'compatible',
      title: { zh: '兼容模式', en: 'Compatible mode' },
      sent: { zh: '明文字段和 Encrypt 都有的文本消息', en: 'a text with its plain fields and Encrypt' },
      why: {
        zh: '在后台切换模式时会经过兼容模式，切换立即生效。',
        en: 'A change of modes in the console passes through this one, and takes effect at once.',
      },
    },
    async (talk) => endGenuine(await talk.push(talk.write('text'), { mode: 'compatible' })),
  ),
  createRow(
    {
      id: 'event',
      title: { zh: '加密的事件', en: 'An encrypted event' },
      sent: { zh: '安全模式的 CLICK 事件', en: 'the event CLICK in safe mode' },
    },
    async (talk) => endGenuine(await talk.push(talk.write('event', 'CLICK'), { mode: 'safe' })),
  ),
  createRow(
    {
      id: 'characters',
      title: { zh: '长度按字节', en: 'Lengths in bytes' },
      sent: { zh: '含汉字和表情的加密文本', en: 'an encrypted text of 汉字 and emoji' },
      why: {
        zh: '密文里的长度是字节数；按字符数截取，中文消息会少一截。',
        en: 'The length inside counts bytes; cut by characters, a Chinese message loses its end.',
      },
      fix: {
        zh: '先按字节截取，再解码成文字。',
        en: 'Cut the bytes first, and decode them as text then.',
      },
    },
    async (talk) =>
      endGenuine(await talk.push(talk.write('text', null, { Content: '你好，世界😀' }), { mode: 'safe' })),
  ),
  createRow(
    {
      id: 'long',
      title: { zh: '长的密文', en: 'A long ciphertext' },
      sent: { zh: '600 个汉字的加密文本', en: 'an encrypted text of 600 汉字' },
      why: {
        zh: 'Base64 有几千个字符；按行拆分的解码器和太短的缓冲区会出错。',
        en: 'Its Base64 has thousands of characters: decoders that expect lines, and short buffers, fail.',
      },
    },
    async (talk) =>
      endGenuine(await talk.push(talk.write('text', null, { Content: '长'.repeat(600) }), { mode: 'safe' })),
  ),
  createRow(
    {
      id: 'padding-low',
      title: { zh: '填充 1–16 字节', en: 'Paddings of 1 to 16 bytes' },
      sent: { zh: '16 条消息，长度各差一个字节', en: '16 messages, each a byte longer' },
      why: PADDING_WHY,
      fix: PADDING_FIX,
    },
    (talk, encryption) => tryPaddings(talk, encryption, 1, 16),
  ),
  createRow(
    {
      id: 'padding-high',
      title: { zh: '填充 17–32 字节', en: 'Paddings of 17 to 32 bytes' },
      sent: { zh: '16 条消息，长度各差一个字节', en: '16 messages, each a byte longer' },
      why: PADDING_WHY,
      fix: PADDING_FIX,
    },
    (talk, encryption) => tryPaddings(talk, encryption, 17, 32),
  ),
  createRow(
    {
      id: 'random-bytes',
      level: 'advice',
      title: { zh: '随机部分不是文字', en: 'Random bytes that are no text' },
      sent: {
        zh: '开头的 16 个随机字节不是 UTF-8',
        en: '16 random bytes at the beginning that are no UTF-8',
      },
      why: {
        zh: '官方只说是随机字节（抓到的都是十六进制字符）；先解码再截取的代码会错位。',
        en: 'Random bytes is all that the official page says, though captures have hex digits; code that decodes before it cuts is off by some.',
      },
      fix: {
        zh: '先按字节去掉前 16 个，再解码成文字。',
        en: 'Cut the 16 bytes off first, and decode the rest as text then.',
      },
    },
    async (talk) =>
      endGenuine(
        await talk.push(talk.write('text'), {
          mode: 'safe',
          random16: Uint8Array.from({ length: 16 }, (_, index) => 0xf0 + (index % 16)),
        }),
      ),
  ),
  createRow(
    {
      id: 'first',
      level: 'advice',
      title: { zh: 'Encrypt 在最前面', en: 'Encrypt comes first' },
      sent: { zh: 'Encrypt 排在 ToUserName 之前', en: 'Encrypt before ToUserName' },
      why: {
        zh: '官方没有规定顺序；按位置取的代码会取错。',
        en: 'No order is official; code that goes by place takes the wrong one.',
      },
      fix: { zh: '按名字取 Encrypt。', en: 'Take Encrypt by its name.' },
    },
    async (talk) =>
      endGenuine(
        await talk.push(talk.write('text'), {
          mode: 'safe',
          change: (request) => {
            const body = Buffer.from(request.body).toString()
            const moved = body.replace(
              /(\s*<ToUserName>.*?<\/ToUserName>)(\s*<Encrypt>.*?<\/Encrypt>)/s,
              '$2$1',
            )
            return withBody(request, Buffer.from(moved))
          },
        }),
      ),
  ),
  createRow(
    {
      id: 'previous-key',
      level: 'advice',
      title: { zh: '更换之前的密钥', en: 'The key before a change' },
      sent: {
        zh: '用上一个 EncodingAESKey 加密的消息',
        en: 'a message encrypted with the previous EncodingAESKey',
      },
      why: {
        zh: '官方写明更换密钥后，一段时间内还会收到用旧密钥加密的消息。',
        en: 'By the official page messages may still come with the old key for a while after a change.',
      },
      fix: {
        zh: '保存上一个密钥，新的解不开就用它；用解开的那个加密回复。',
        en: 'Keep the previous key and try it where the new one fails; encrypt the reply with the one that opened the message.',
      },
    },
    async (talk, { previousKey }) => {
      if (!previousKey)
        return { because: { zh: '没有上一个 EncodingAESKey', en: 'no previous EncodingAESKey' } }
      return endGenuine(await talk.push(talk.write('text'), { mode: 'safe', key: previousKey }))
    },
  ),
  createRow(
    {
      id: 'acknowledged',
      title: { zh: '不回复的事件', en: 'An event that needs no reply' },
      sent: { zh: '安全模式的 unsubscribe 和 VIEW 事件', en: 'the events unsubscribe and VIEW in safe mode' },
      why: {
        zh: 'success 和空内容不加密就返回；加密过的 success，有人因此看到故障提示。',
        en: 'success and nothing go back in the clear; an encrypted success has been seen to bring the fault prompt.',
      },
      fix: {
        zh: 'success 和空内容不要加密。',
        en: 'Encrypt neither success nor nothing.',
      },
    },
    async (talk) =>
      endAllGenuine([
        await talk.push(talk.write('event', 'unsubscribe'), { mode: 'safe' }),
        await talk.push(talk.write('event', 'VIEW'), { mode: 'safe' }),
      ]),
  ),
  ...ENCRYPTION_REFUSALS,
])
