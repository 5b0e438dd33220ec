export const rehearsal = {
  target: '推送到',
  choose: '选择演练',
  steps: '演练的步骤',
  expects: '预期：',
  came: '结果：',
  page: '官方页面',
  open: '在「收发」里打开',
  states: { pending: '还没有演练', running: '进行中', met: '符合预期', unmet: '不符预期', seen: '仅供查看' },
  sum: '符合 {met}，不符 {unmet}，仅供查看 {seen}',
  stopped: '已停止，做完 {done} 步，共 {all} 步',
}
