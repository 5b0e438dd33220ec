/** The return codes of Tencent's sample library, WXBizMsgCrypt, by the finding that has the same cause. */
export const OFFICIAL_CODES = {
  'crypt.signature': ['-40001'],
  'crypt.key-shape': ['-40004'],
  'crypt.receiver': ['-40005'],
  'crypt.padding': ['-40007', '-40008'],
  'crypt.base64': ['-40007'],
  'crypt.length': ['-40008'],
} as const satisfies Record<string, readonly `-400${number}`[]>
