/** The bar that offers to undo a deletion. */
export const undo = {
  undo: '撤销',
  close: '关闭提示',
  removed: '已删除{what}。',
  restored: '已恢复{what}。',
  replaced: '写好的回复已换成所选的。',
  replacedBack: '写好的回复已恢复。',
  discarded: '已放弃对「{name}」的修改。',
  discardedNew: '已放弃新规则。',
  discardedBack: '放弃的修改已恢复。',
  mended: '已修复「{name}」。',
  mendedBack: '「{name}」已改回原样。',
  account: '账号「{name}」',
  rule: '规则「{name}」',
  backend: '后端「{name}」',
  template: '模板「{name}」',
  sample: '自己的消息「{name}」',
}
