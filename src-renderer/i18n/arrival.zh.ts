/** The texts around the table of what to check when nothing arrives. */
export const arrival = {
  open: '收不到微信的消息？',
  title: '收不到微信的消息',
  lead: '发送测试消息能看到，微信却一次也没有来过：原因多半在下面。从上往下看，每一项都写了怎样确认。',
  find: '怎么查',
  command: '命令',
  close: '关闭',
}
