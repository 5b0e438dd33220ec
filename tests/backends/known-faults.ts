import type { Mode } from '../../src-core/contract/exchange.ts'
import type { BackendName } from './start-backend.ts'

/** Why each case fails, by its id: the place in the library's sources, or what our own few lines do. */
export type Faults = Readonly<Record<string, string>>

export interface KnownFaults {
  backend: BackendName
  /** The mode in which its account is checked. */
  mode: Mode
  required: Faults
  advice: Faults
  /** The number of requests that a process ends over, instead of an answer. */
  deaths: number
  /** Cases that are left out here, since each ends a process for a reason that another one shows. */
  leftOut?: RegExp
}

const KEEPS_NOTHING = 'no library keeps nonces, or looks at how old a timestamp is'
const REPLAY: Faults = { 'forgery.old': KEEPS_NOTHING, 'forgery.reused': KEEPS_NOTHING }

const ECHO_CONTROL = 'our own few lines echo the text, and the library writes any character'
const ECHO_LONG: Faults = { 'text.long': 'our own few lines echo a text of any length' }
const ECHO_BLANK: Faults = { 'text.blank': 'our own few lines echo a text of blanks' }

const WECHAT_LENGTH = 'wechat-crypto/lib/msg_crypto.js:92 takes the length as it is; slice goes to the end'
const WECHAT_APP_ID = 'wechat-crypto/lib/msg_crypto.js:96 reads the AppID, and nobody asks for it'

const WECHAT_UNCAUGHT = 'wechat/lib/wechat.js: thrown in a listener of the request, where nobody catches'

const EXPRESS_WECHAT: KnownFaults = {
  backend: 'express-wechat',
  mode: 'safe',
  required: {
    'text.control-character': `${ECHO_CONTROL}: wechat/lib/wechat.js:100`,
    'encryption.cut': `${WECHAT_UNCAUGHT}, at :468 by wechat-crypto/lib/msg_crypto.js:86`,
    'encryption.empty': `${WECHAT_UNCAUGHT}, at :468 by wechat-crypto/lib/msg_crypto.js:92`,
    'hostile.depth': `${WECHAT_UNCAUGHT}, at :164, which calls itself for each level`,
    'hostile.unsigned': `${WECHAT_UNCAUGHT}, at :164: :461 parses before :463 looks at the signature`,
    'hostile.no-body': `${WECHAT_UNCAUGHT}, at :527, which expects a document`,
  },
  advice: {
    ...REPLAY,
    ...ECHO_LONG,
    'forgery.other-app': WECHAT_APP_ID,
    'forgery.msg-signature-none': 'wechat/lib/wechat.js:508 reads it as a plain message without Content',
    'forgery.plain': 'wechat/lib/wechat.js:508 goes by the query, whatever the configuration says',
    'text.cdata-end': 'wechat/lib/wechat.js:100 writes a text into CDATA as it is',
    'text.json': 'wechat/lib/wechat.js:456 knows XML only',
    'encryption.bad-length': WECHAT_LENGTH,
  },
  deaths: 7,
}

const KOA_CO_WECHAT: KnownFaults = {
  backend: 'koa-co-wechat',
  mode: 'safe',
  required: {
    'text.control-character': `${ECHO_CONTROL}: co-wechat/lib/wechat.js:105`,
  },
  advice: {
    ...REPLAY,
    ...ECHO_LONG,
    'forgery.other-app': WECHAT_APP_ID,
    'forgery.msg-signature-none': 'co-wechat/lib/wechat.js:187 reads it as a plain message without Content',
    'forgery.plain': 'co-wechat/lib/wechat.js:187 goes by the query, whatever the configuration says',
    'text.cdata-end': 'co-wechat/lib/wechat.js:105 writes a text into CDATA as it is',
    'text.json': 'co-wechat/lib/wechat.js:19 knows XML only',
    'encryption.bad-length': WECHAT_LENGTH,
  },
  deaths: 0,
}

const UNSIGNED =
  'node-easywechat/dist/OfficialAccount/Server.js:35 checks msg_signature if there is one, and signature never'
const XML_BUILDER = 'xmlbuilder/lib/XMLStringifier.js, below node-easywechat, throws at what XML may not have'

const KOA_EASYWECHAT: KnownFaults = {
  backend: 'koa-easywechat',
  mode: 'safe',
  required: {
    'forgery.none': UNSIGNED,
    'forgery.empty': UNSIGNED,
    'forgery.list': UNSIGNED,
    'text.control-character': XML_BUILDER,
  },
  advice: {
    ...REPLAY,
    ...ECHO_LONG,
    ...ECHO_BLANK,
    'forgery.verification': 'node-easywechat/dist/OfficialAccount/Server.js:30 returns any echostr',
    'forgery.msg-signature-none': UNSIGNED,
    'forgery.plain': UNSIGNED,
    'text.lone-surrogate': XML_BUILDER,
    'text.json':
      'node-easywechat/dist/Core/Message.js:68 reads the envelope, DecryptXmlMessageMixin.js:21 only XML in it',
  },
  deaths: 0,
}

const KOA_WECHAT_MP: KnownFaults = {
  backend: 'koa-wechat-mp',
  mode: 'plaintext',
  required: {
    'text.control-character': `${ECHO_CONTROL}: wechat-mp/lib/xml.js:131`,
    'text.stray-text': 'wechat-mp/lib/xml.js:61 takes the text for the whole message',
  },
  advice: {
    ...REPLAY,
    ...ECHO_LONG,
    ...ECHO_BLANK,
    'text.lone-surrogate': 'node-xml-lite/index.js:155 has one byte for the number of a character',
    'text.json': 'wechat-mp/lib/xml.js:79 knows XML only',
  },
  deaths: 0,
}

const NO_SIGNATURE = '@tnwx/wxmp/dist/WeChat.js:71 is not even given the signature'
const NO_CATCH = '@tnwx/wxmp/dist/WeChat.js:78 rejects, and the sample has no catch'

const EXPRESS_TNWX: KnownFaults = {
  backend: 'express-tnwx',
  mode: 'plaintext',
  required: {
    ...everyForgery(NO_SIGNATURE),
    'text.control-character': `${ECHO_CONTROL}: @tnwx/commons/dist/entity/msg/out/OutTextMsg.js:14`,
    'hostile.not-xml': NO_CATCH,
  },
  advice: {
    ...REPLAY,
    ...ECHO_LONG,
    'forgery.acknowledged': NO_SIGNATURE,
    'text.cdata-end': '@tnwx/commons/dist/entity/msg/out/OutTextMsg.js:14 writes a text into CDATA as it is',
    'text.json': NO_CATCH,
  },
  deaths: 2,
  leftOut: /^hostile\.(?!not-xml)/,
}

const NO_BRANCH =
  '@tnwx/wxmp/dist/WeChat.js:158 has no branch for it; :198 encrypts undefined, and nobody catches'
const UNCAUGHT = '@tnwx/wxmp/dist/WeChat.js:89 throws in an async callback, where nobody catches'
const GARBAGE = '@tnwx/commons/dist/CryptoKit.js:58 decrypts anything, and :121 finds nothing in it'

const EXPRESS_TNWX_ENCRYPTED: KnownFaults = {
  backend: 'express-tnwx encrypted',
  mode: 'safe',
  required: {
    'messages.notice-asked': NO_BRANCH,
    'messages.published': NO_BRANCH,
    'messages.session-opened': NO_BRANCH,
    'text.control-character': `${ECHO_CONTROL}: @tnwx/commons/dist/entity/msg/out/OutTextMsg.js:14`,
    'text.markup': '@tnwx/commons/dist/CryptoKit.js:62 ends the message at the first </xml>; nobody catches',
    'text.many-items': NO_BRANCH,
    'text.lower-case-event': NO_BRANCH,
    'text.unknown-event': NO_BRANCH,
    'forgery.none': `${UNCAUGHT}: of decryptMsg, where the signature is wrong`,
    'forgery.wrong': `${UNCAUGHT}: of decryptMsg, where the signature is wrong`,
    'encryption.cut': `${UNCAUGHT}: of the cipher, @tnwx/commons/dist/CryptoKit.js:58`,
    'encryption.wrong-key': GARBAGE,
    'encryption.empty': GARBAGE,
  },
  advice: {
    ...REPLAY,
    ...ECHO_LONG,
    'forgery.plain': UNCAUGHT,
    'forgery.other-app': '@tnwx/commons/dist/CryptoKit.js:62 cuts the AppID off unread',
    'text.json': NO_CATCH,
    'encryption.bad-length': '@tnwx/commons/dist/CryptoKit.js:62 does not read the length at all',
  },
  deaths: 12,
  leftOut: /^hostile\.|^forgery\.(empty|other-token|no-token|beginning|moved|swapped|list|encrypt|ack|msg)/,
}

const NO_POST_CHECK = 'our own few lines, as tutorials have them: only GET is verified'
const EXPAT = 'xml.etree.ElementTree: expat is strict'

const FLASK_PLAIN: KnownFaults = {
  backend: 'flask-plain',
  mode: 'plaintext',
  required: { ...everyForgery(NO_POST_CHECK), 'text.control-character': EXPAT },
  advice: {
    ...REPLAY,
    ...ECHO_LONG,
    ...ECHO_BLANK,
    'forgery.acknowledged': NO_POST_CHECK,
    'text.cdata-end': 'our own few lines, as tutorials have them: str.format',
    'text.lone-surrogate': EXPAT,
    'text.half-character': EXPAT,
    'text.json': EXPAT,
    'hostile.entity': 'xml.etree.ElementTree: expat expands what a DTD defines',
  },
  deaths: 0,
}

export const KNOWN_FAULTS: readonly KnownFaults[] = [
  EXPRESS_WECHAT,
  KOA_CO_WECHAT,
  KOA_EASYWECHAT,
  KOA_WECHAT_MP,
  EXPRESS_TNWX,
  EXPRESS_TNWX_ENCRYPTED,
  FLASK_PLAIN,
]

/** Nobody looks at the signature of a plain message. */
function everyForgery(reason: string): Faults {
  const names = ['none', 'empty', 'wrong', 'other-token', 'no-token', 'beginning']
  const changed = ['moved', 'swapped-nonce', 'list']
  return Object.fromEntries([...names, ...changed].map((name) => [`forgery.${name}`, reason]))
}
