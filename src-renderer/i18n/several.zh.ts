/** Rows that are selected together. */
export const several = {
  count: '已选 {count} 条',
  firstOnes: '已选前 {count} 条，一次最多这么多',
  replay: '逐条重放',
  compare: '比较这两条',
  export: '导出这些',
  remove: '删除这些',
  none: '取消多选',
  sent: '已重放 {done} / {count} 条',
}
