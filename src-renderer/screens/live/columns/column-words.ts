/** The words of the columns' line and menu. They are not among the other texts, since these are loaded before the first row. */
export const COLUMN_WORDS = {
  columns: { zh: '列', en: 'Columns' },
  choose: { zh: '选择列', en: 'Choose columns' },
  reset: { zh: '恢复默认', en: 'Reset' },
  noRoom: { zh: '放不下', en: 'no room' },
  /** A column's name follows. */
  width: { zh: '宽度：', en: 'Width: ' },
}
