/** The texts around the table of what to check when nothing arrives. */
export const arrival = {
  open: '收不到微信的消息？',
  title: '收不到微信的消息',
  /** How far WeChat has got so far. */
  so: {
    never: '还没有看到请求从公网到达这个账号的地址。',
    called: '有请求从公网到达过这个账号的地址，但还没有通过微信的验证。',
    verified: '微信的验证已通过，但还没有收到过真实消息。',
    received: '这个账号收到过微信的消息；如果现在收不到了，多半是中间有什么变了。',
  },
  lead: '原因多半在下面：从上往下看，每一项都写了怎样确认。',
  find: '怎么查',
  command: '命令',
  close: '关闭',
}
