/** Rows that are selected together. */
export const several = {
  count: '{count} selected',
  firstOnes: 'The first {count} are selected, the most at once',
  replay: 'Replay them one by one',
  compare: 'Compare the two',
  export: 'Export them',
  remove: 'Delete them',
  none: 'Select one again',
  sent: '{done} of {count} replayed',
}
