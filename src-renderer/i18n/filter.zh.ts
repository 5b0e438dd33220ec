/** The search field of the list. */
export const filter = {
  label: '查找',
  hint: '查找：退款、type:text、verdict:fault…',
  suggestions: '可以补全的内容',
  saved: '收藏',
  recent: '最近',
  found: '{count} 条符合',
  looking: '已查 {looked} / {of}',
  stopped: '已停止，查了 {looked} / {of}',
  tooSlow: '正则表达式用时过长，只查了一部分',
  arrived: '新到 {count} 条，{matching} 条符合',
  at: '第 {at} 个字符：{says}',
  narrow: '只看「{name}」',
  noMessage: '不是消息',
  full: '最多收藏 {max} 个筛选，请先取消收藏一个',
  notSaved: '没能保存收藏：{reason}',
  failed: '没能查找：{reason}',
}
