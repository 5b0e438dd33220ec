/**
 * Inputs that break converters: data only, so that any program may read it. Every input of WELL_FORMED is XML 1.0 that
 * saxes takes, every input of MALFORMED is not; `run.ts` checks both before it counts.
 */

const nested = (levels: number): string => `${'<a>'.repeat(levels)}x${'</a>'.repeat(levels)}`

export const WELL_FORMED: Record<string, string> = {
  // Messages as WeChat sends them.
  'a text message':
    '<xml><ToUserName><![CDATA[gh_7f]]></ToUserName><CreateTime>1348831860</CreateTime><MsgId>1234567890123456</MsgId></xml>',
  'a message on lines of its own': '<xml>\n  <a><![CDATA[x]]></a>\n  <b>1</b>\n</xml>',
  'CDATA beside text': '<xml><a><![CDATA[6]]></a><b>6</b></xml>',
  'an empty CDATA section': '<xml><a><![CDATA[]]></a></xml>',
  ']]> in a value': '<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>',
  ']]> twice in a value': '<xml><a><![CDATA[x]]]]><![CDATA[>]]]]><![CDATA[>y]]></a></xml>',
  ']]> as text': '<xml><a>x]]&gt;y</a></xml>',
  'two sections': '<xml><a><![CDATA[x]]><![CDATA[y]]></a></xml>',
  'text, CDATA, text': '<xml><a>x<![CDATA[y]]>z</a></xml>',
  'markup in CDATA': '<xml><a><![CDATA[<b k="1">&amp;</b><!-- c --><!DOCTYPE x>]]></a></xml>',
  'blanks in CDATA': '<xml><a><![CDATA[ \n ]]></a></xml>',
  'an emoji': '<xml><a><![CDATA[🌹]]></a><b>🌹</b></xml>',
  'a face in brackets': '<xml><Content><![CDATA[/::) [Lol] ￼]]></Content></xml>',

  // Texts that look like numbers.
  'a 64-bit id': '<xml><MsgId>7023456789012345678</MsgId></xml>',
  'leading zeros': '<xml><a>007</a><b><![CDATA[018255396048]]></b></xml>',
  'a telephone number': '<xml><a>+8613800138000</a></xml>',
  'a decimal with a last zero': '<xml><Precision>119.385040</Precision><b>1.50</b></xml>',
  '1e5': '<xml><a>1e5</a><b>1E400</b></xml>',
  '-0': '<xml><a>-0</a></xml>',
  '0x1F': '<xml><a>0x1F</a></xml>',
  'true and null': '<xml><a>true</a><b>null</b></xml>',
  'numbers in attributes': '<xml a="007" b="1e5" c="7023456789012345678"/>',
  'one, and a run': '<xml><a><item>1</item></a><b><item>1</item><item>2</item></b></xml>',

  // Blanks and line ends.
  'blanks around text': '<xml><a> 5 </a></xml>',
  'only blanks': '<xml><a>   </a></xml>',
  'an ideographic space': '<xml><a>\u3000</a><b>\u00a0x\u00a0</b></xml>',
  CRLF: '<xml>\r\n<a><![CDATA[x\r\ny\rz]]></a>\r\n</xml>',
  'CR as a reference': '<xml><a>x&#13;\ny</a></xml>',
  'line ends and tabs in an attribute': '<xml a="1\r\n2&#10;3&#13;4\t5&#9;6"/>',
  'a byte order mark': '\uFEFF<xml><a>1</a></xml>',
  'separators U+2028 and U+0085': '<xml><a>x\u2028y\u0085z</a></xml>',

  // References.
  'the five names': '<xml><a>&lt;&gt;&amp;&quot;&apos;</a></xml>',
  'references by number': '<xml><a>&#65;&#x1F600;</a></xml>',
  'text that reads like a reference': '<xml><a>&amp;lt;</a></xml>',
  'text that reads like a foreign reference': '<xml><a>&amp;nbsp;</a></xml>',
  'text that reads like a number reference': '<xml><a>&amp;#65;</a></xml>',
  'twice escaped': '<xml><a>&amp;amp;amp;</a></xml>',
  'references in attributes': '<xml a="&lt;&amp;lt;&quot;&apos;&gt;&#65;" b="?x=1&amp;y=2"/>',
  'both quotes': `<xml a='"' b="'"/>`,

  // Order and shape.
  'a, b, a': '<xml><a>1</a><b>2</b><a>3</a></xml>',
  'mixed content': '<p>one <b>two</b> three <i>four</i> five</p>',
  'empty, in both forms': '<xml><a/><b></b></xml>',
  'attributes on leaves': '<xml id="1"><a k=""/><b k="1">5</b><c k="2"><![CDATA[6]]></c></xml>',
  'attributes on a group': '<xml><a k="1"><b>x</b></a></xml>',
  '1,000 levels': nested(1000),

  // Around the message.
  'a declaration': '<?xml version="1.0" encoding="UTF-8"?>\n<xml><a>1</a></xml>',
  'a standalone declaration': '<?xml version="1.0" encoding="utf-8" standalone="yes"?><xml><a>1</a></xml>',
  'a comment': '<xml><!-- it\'s <a> & "b" --><a>1</a></xml>',
  'comments among elements': '<xml><a>1</a><!--x--><b>2</b><!--y--></xml>',
  'comments around the root': '<!--x--><xml><a>1</a></xml><!--y-->',
  'an instruction like attributes': '<?xml-stylesheet href="a" type="b"?><xml><a>1</a></xml>',
  'an instruction in words': '<xml><?php echo "x>"; ?><a>1</a></xml>',
  'an instruction with an apostrophe': "<xml><?t it's?><a>1</a></xml>",

  // Names.
  'a default namespace and a prefix': '<xml xmlns="u:1" xmlns:s="u:2"><a s:k="1"/><s:b>2</s:b></xml>',
  'a namespace taken off again': '<s:xml xmlns="u:1" xmlns:s="u:2"><a xmlns="">1</a></s:xml>',
  'a prefix nobody declared': '<a:b c:d="1">x</a:b>',
  'xml:lang and xml:space': '<xml xml:lang="zh" xml:space="preserve"><a> x </a></xml>',
  'elements __proto__, constructor, prototype':
    '<xml><__proto__>1</__proto__><constructor>2</constructor><prototype>3</prototype></xml>',
  'elements toString and hasOwnProperty':
    '<xml><toString>1</toString><hasOwnProperty>2</hasOwnProperty></xml>',
  'attributes __proto__ and toString': '<xml __proto__="0" toString="1"><a>2</a></xml>',
  'names that conventions use': '<_text><_>1</_><text>2</text><_attributes>3</_attributes></_text>',
  'elements of HTML': '<xml><br>1</br><link>2</link><script>if</script><style>x</style></xml>',
  'Chinese names': '<消息 类="文"><内容>你好</内容></消息>',
  'a name with a rare letter (U+1680)': '<xml><a\u1680b>x</a\u1680b></xml>',
  'a name beyond the basic plane': '<\u{20000} \u{20001}="1">x</\u{20000}>',

  // Inputs that an engine may refuse.
  'a DOCTYPE': '<!DOCTYPE xml><xml><a>1</a></xml>',
  'a DOCTYPE from outside': '<!DOCTYPE xml SYSTEM "file:///etc/hostname"><xml><a>1</a></xml>',
  'a DOCTYPE with entities': '<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><xml><a>1</a></xml>',
  '1,001 levels': nested(1001),
}

export const MALFORMED: Record<string, string> = {
  nothing: '',
  words: 'hello',
  JSON: '{"xml":{"a":1}}',
  'no element': '<!-- nothing -->',
  'an element left open': '<xml><a>1</xml>',
  'the last tag missing': '<xml><a>1</a>',
  'cut off inside a tag': '<xml><a>1</a',
  'closed in the wrong order': '<xml><a><b>1</a></b></xml>',
  'a closing tag too many': '<xml><a>1</a></xml></xml>',
  'two roots': '<xml><a>1</a></xml><xml/>',
  'text after the root': '<xml><a>1</a></xml>0',
  'text before the root': '0<xml><a>1</a></xml>',
  'an attribute without quotes': '<xml a=1>x</xml>',
  'an attribute without a value': '<xml a>x</xml>',
  'an attribute twice': '<xml a="1" a="2">x</xml>',
  '< in an attribute': '<xml a="<">x</xml>',
  'a name that starts with a digit': '<xml><1a>x</1a></xml>',
  'a bare <': '<xml><a>1 < 2</a></xml>',
  'a bare &': '<xml><Url>http://x/?a=1&b=2</Url></xml>',
  'an unknown entity': '<xml><a>&nbsp;</a></xml>',
  'a reference to NUL': '<xml><a>&#0;</a></xml>',
  ']]> in text': '<xml><a>x]]>y</a></xml>',
  'a section left open': '<xml><a><![CDATA[x]]</a></xml>',
  '-- in a comment': '<xml><!-- a -- b --><a>1</a></xml>',
  'a declaration inside': '<xml><?xml version="1.0"?><a>1</a></xml>',
  'a control character': '<xml><a>x\u0008y</a></xml>',
  'a control character in CDATA': '<xml><a><![CDATA[x\u001dy]]></a></xml>',
  'a reference to half a surrogate pair': '<xml><a>&#xD83D;</a></xml>',
}
