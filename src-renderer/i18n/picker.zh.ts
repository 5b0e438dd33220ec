/** The texts of the list in which messages are searched. */
export const picker = {
  recent: '最近',
  nothing: '没有符合的消息。',
}
