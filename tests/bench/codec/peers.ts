import manifest from './package.json' with { type: 'json' }
import type { Engine, Outcome } from './engine.ts'

/** The peers' types are not installed for the project's own checks, so their modules are `any` here. */
// oxlint-disable-next-line no-explicit-any
type Module = any

/** Installed by this folder's own package.json only. A name in a variable keeps the compiler from looking it up. */
async function load(name: string): Promise<Module> {
  const module = await import(name)
  return module.default ?? module
}

/** They are pinned, and `npm ci` installs no others. */
const versions = manifest.dependencies

/** Writes JSON as ours is written: indented by two. */
function json(value: unknown): Outcome {
  return { text: JSON.stringify(value, null, 2), warned: false }
}

function xml(text: string): Outcome {
  return { text, warned: false }
}

const neverPolicy = (): boolean => false

/** Loads the peers. Throws if they are not installed. */
export async function loadPeers(): Promise<Engine[]> {
  const [xmlJs, xml2js, txml, xmlbuilder2, fxp] = await Promise.all(
    ['xml-js', 'xml2js', 'txml', 'xmlbuilder2', 'fast-xml-parser'].map(load),
  )
  return [
    createXmlJs(xmlJs),
    createXml2js(xml2js),
    createTxml(txml),
    createXmlbuilder2(xmlbuilder2),
    createFxpDefaults(fxp),
    createFxpOrdered(fxp),
  ]
}

/** Uses the long form: the compact one loses more, such as the order, and names such as `_text`. */
function createXmlJs(xmlJs: Module): Engine {
  return {
    name: `xml-js ${versions['xml-js']}`,
    settings: 'compact: false, captureSpacesBetweenElements',
    toJson: (text) => json(xmlJs.xml2js(text, { compact: false, captureSpacesBetweenElements: true })),
    toXml: (text) => xml(xmlJs.js2xml(JSON.parse(text), { compact: false })),
    isPolicy: neverPolicy,
  }
}

/** Its builder reads only what the parser gives by default. With `cdata` four more of the tricky set go wrong. */
function createXml2js(xml2js: Module): Engine {
  return {
    name: `xml2js ${versions['xml2js']}`,
    settings: 'defaults; builder not pretty, headless',
    toJson: (text) => {
      let found: unknown
      new xml2js.Parser({ async: false }).parseString(text, (error: unknown, value: unknown) => {
        if (error) throw error
        found = value
      })
      return json(found)
    },
    toXml: (text) =>
      xml(
        new xml2js.Builder({ headless: true, renderOpts: { pretty: false } }).buildObject(JSON.parse(text)),
      ),
    isPolicy: neverPolicy,
  }
}

/** If it decoded references and encoded them again, five more of the tricky set would go wrong: comments too. */
function createTxml(txml: Module): Engine {
  return {
    name: `txml ${versions['txml']}`,
    settings: 'keepComments, keepWhitespace, references left as they are, no HTML tags',
    toJson: (text) =>
      json(txml.parse(text, { keepComments: true, keepWhitespace: true, selfClosingTags: [] })),
    toXml: (text) => xml(txml.stringify(JSON.parse(text), { keepWhitespace: true })),
    isPolicy: neverPolicy,
  }
}

/** Uses the library alone, without our layer. Avoids `createCB`, which slows down every later call in the process. */
function createXmlbuilder2({ convert, create }: Module): Engine {
  return {
    name: `xmlbuilder2 ${versions['xmlbuilder2']}`,
    settings: 'object form, skipWhitespaceOnlyText: false, headless',
    toJson: (text) => json(convert({ skipWhitespaceOnlyText: false }, text, { format: 'object' })),
    toXml: (text) => xml(create({ skipWhitespaceOnlyText: false }, JSON.parse(text)).end({ headless: true })),
    isPolicy: neverPolicy,
  }
}

function isFxpPolicy(error: unknown): boolean {
  return /nested tags|SECURITY/.test(String(error))
}

function createFxpDefaults({ XMLParser, XMLBuilder }: Module): Engine {
  return {
    name: `fast-xml-parser ${versions['fast-xml-parser']}`,
    settings: 'defaults',
    toJson: (text) => json(new XMLParser().parse(text)),
    toXml: (text) => xml(new XMLBuilder().build(JSON.parse(text))),
    isPolicy: isFxpPolicy,
  }
}

/**
 * Uses its best options (the ones that we read with, if they need no code around them), and runs its own validator
 * first.
 */
function createFxpOrdered({ XMLParser, XMLBuilder }: Module): Engine {
  const shared = {
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    textNodeName: '#text',
    cdataPropName: '#cdata',
    commentPropName: '#comment',
  }
  const reading = {
    ...shared,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    htmlEntities: {},
    onDangerousProperty: (name: string) => name,
    maxNestedTags: 1001,
    jPath: false,
    processEntities: {
      enabled: true,
      maxEntityCount: 100,
      maxEntitySize: 10_000,
      maxTotalExpansions: 1e6,
      maxExpandedLength: 2e7,
    },
  }
  const writing = {
    ...shared,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    maxNestedTags: 1001,
  }
  return {
    name: `fast-xml-parser ${versions['fast-xml-parser']}, ordered`,
    settings: 'preserveOrder and its best options, validator on',
    toJson: (text) => json(new XMLParser(reading).parse(text, true)),
    toXml: (text) => xml(new XMLBuilder(writing).build(JSON.parse(text))),
    isPolicy: isFxpPolicy,
  }
}
