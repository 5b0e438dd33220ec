/** One way from XML text to JSON text and back, with the settings under which its maker loses least. */
export interface Engine {
  name: string
  /** The form of the JSON, for the reader of the table. */
  settings: string
  toJson: (xml: string) => Outcome
  toXml: (json: string) => Outcome
  /** Tells whether an error is a rule of the engine (a limit, a name it will not touch) rather than a failure. */
  isPolicy: (error: unknown) => boolean
}

/** `warned` is true if the engine itself said that something is lost. An engine that cannot convert throws. */
export interface Outcome {
  text: string
  warned: boolean
}
