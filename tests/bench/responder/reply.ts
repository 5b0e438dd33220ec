/** The text that every server replies. */
export const REPLY = '已收到，我们会尽快回复您。'
