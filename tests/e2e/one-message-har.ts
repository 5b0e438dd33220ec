/** A capture (HAR) of one message to another address, as `import` takes it; `xml` is the message. */
export function createHar(xml: string): string {
  return JSON.stringify({ log: { entries: [createEntry(xml)] } })
}

/** What a capture has of one exchange. */
export function createEntry(xml: string): object {
  return {
    startedDateTime: '2024-04-25T09:15:04.000Z',
    request: { method: 'POST', url: 'https://shop.example/wx', postData: { text: xml } },
    response: { status: 200, content: { text: 'success' } },
  }
}
