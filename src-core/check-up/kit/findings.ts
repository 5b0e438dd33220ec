import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../../diagnosis/finding.ts'

/** `what` completes “… got the reply to a message”. */
export function createForgedTaken(what: Bilingual): Finding {
  return createFinding('check.forged-taken', {
    title: {
      zh: `${what.zh}，后端照样回复了消息`,
      en: `${what.en}, and the backend replied as to a message`,
    },
    detail: {
      zh: '任何知道这个地址的人都能冒充微信，以任何用户的身份发消息、点菜单。',
      en: 'Whoever knows the address can pose as WeChat, and write or press menus as any user.',
    },
    fix: {
      zh: '先验证签名，再做别的；不符就返回 401 或 403，不要处理消息。',
      en: 'Check the signature before anything else; where it does not fit, return 401 or 403 and do not handle the message.',
    },
  })
}

/** A sign of carelessness that need not be one of danger. */
export function createForgedAccepted(title: Bilingual, detail: Bilingual, fix: Bilingual): Finding {
  return createFinding('check.forged-taken', { severity: 'warning', title, detail, fix })
}

export function createReplayTaken(what: Bilingual): Finding {
  return createFinding('check.replay-taken', {
    title: {
      zh: `${what.zh}，后端照样回复了消息`,
      en: `${what.en}, and the backend replied as to a message`,
    },
    detail: {
      zh: '谁在日志里看到一个带签名的地址，就能一直用它。明文模式下签名不包括请求体，内容可以随意换。',
      en: 'Whoever reads a signed address in a log can use it for ever. In plaintext mode the signature does not cover the body, which can be anything.',
    },
    fix: {
      zh: '拒绝时间戳相差几分钟以上的请求，并记住这段时间里用过的随机数；安全模式下签名还包括密文。',
      en: 'Refuse a timestamp that is minutes away, and remember the nonces of that time; in safe mode the signature covers the ciphertext as well.',
    },
  })
}

/** `status` is that of the verification afterwards; 0 if there was no response. */
export function createDeadAfterwards(status: number): Finding {
  const got =
    status > 0 ? { zh: `返回 ${status}`, en: `status ${status}` } : { zh: '没有响应', en: 'no response' }
  return createFinding('check.dead-afterwards', {
    title: {
      zh: `收到这个请求之后，后端通不过验证了（${got.zh}）`,
      en: `After this request the backend fails the verification (${got.en})`,
    },
    detail: {
      zh: '一个请求就能让它停下来；在它重启之前，所有用户看到的都是故障提示。',
      en: 'One request stops it, and until it is started again every user sees the fault prompt.',
    },
    fix: {
      zh: '接住解析时的错误；限制请求体的大小和 XML 的层数；关掉 DTD 和实体。',
      en: 'Catch the errors of parsing; limit the size of the body and the depth of the XML; turn DTDs and entities off.',
    },
  })
}

/** `code` is that of the error on the connection. */
export function createBrokenOff(code: string): Finding {
  return createFinding('check.broken-off', {
    title: {
      zh: `后端对这个请求没有响应就断开了（${code}）`,
      en: `The backend broke off without a response (${code})`,
    },
    detail: {
      zh: '多半是处理它的进程退出了：任何人都能用一个请求让后端停下来。代理有意断开伪造的请求时，也是这个样子。',
      en: 'Most likely the process that handled it has ended: anybody can stop the backend with one request. A proxy that drops forged requests on purpose looks the same.',
    },
    fix: {
      zh: '看进程的日志和退出码；接住验签、解密和解析时的错误，异步的也要接住，返回 401 或 400。',
      en: 'Look at the log and the exit code of the process; catch the errors of verifying, decrypting and parsing, asynchronous ones as well, and return 401 or 400.',
    },
  })
}

export function createExternalEntity(paths: readonly string[]): Finding {
  return createFinding('check.external-entity', {
    title: {
      zh: `后端照 XML 里的地址来取内容：${paths.join(' ')}`,
      en: `The backend fetched what the XML names: ${paths.join(' ')}`,
    },
    detail: {
      zh: '这是 XXE：换成别的地址，攻击者就能让它读本机的文件，或访问内网里的服务。',
      en: 'This is XXE: with another address an attacker makes it read files of its machine, or call services inside your network.',
    },
    fix: {
      zh: '关掉解析器的 DTD 和外部实体：PHP 的 libxml 不要加 LIBXML_NOENT 和 LIBXML_DTDLOAD；Java 打开 disallow-doctype-decl；Python 用 defusedxml。',
      en: 'Turn DTDs and external entities off: no LIBXML_NOENT or LIBXML_DTDLOAD in PHP; disallow-doctype-decl in Java; defusedxml in Python.',
    },
  })
}

export function createEntityExpanded(): Finding {
  return createFinding('check.entity-expanded', {
    title: {
      zh: '回复里有自定义实体展开后的文字',
      en: 'The reply has the text of an entity that the message defined',
    },
    detail: {
      zh: '微信的消息没有 DTD。会展开实体的解析器，也会被层层嵌套的实体耗尽内存。',
      en: 'WeChat sends no DTD. A parser that expands entities can be made to fill its memory by entities within entities.',
    },
    fix: {
      zh: '让解析器拒绝 DOCTYPE，或不展开实体。',
      en: 'Have the parser refuse a DOCTYPE, or leave entities alone.',
    },
  })
}

/** `what` tells how the two messages differ. */
export function createTakenForRepeat(what: Bilingual, fix: Bilingual): Finding {
  return createFinding('check.taken-for-repeat', {
    title: {
      zh: `${what.zh}，后一条没有得到回复`,
      en: `${what.en}, and the second got no reply`,
    },
    detail: {
      zh: '前一条得到了回复，后一条只得到空内容或 success：它被当成了重复的推送，用户等不到回复。',
      en: 'The first got a reply, the second nothing or success: it was taken for a repeated delivery, and its user waits in vain.',
    },
    fix,
  })
}

/** `what` names what came back to whom. */
export function createMixedUp(what: Bilingual): Finding {
  return createFinding('check.mixed-up', {
    title: what,
    detail: {
      zh: '同时到来的请求共用了一个变量，或者有缓存不看参数：一个用户会看到另一个用户的内容。',
      en: 'Requests at the same time share a variable, or a cache ignores the query: one user sees what is another’s.',
    },
    fix: {
      zh: '不要把当前的消息放在全局变量或单例的字段里；带参数的请求不要缓存。',
      en: 'Keep the current message in no global and no field of a singleton; cache no request that has a query.',
    },
  })
}

export function createUnknownType(what: Bilingual): Finding {
  return createFinding('check.unknown-type', {
    title: { zh: `遇到没见过的${what.zh}就出错`, en: `It fails on ${what.en} that it does not know` },
    detail: {
      zh: '微信会增加新的消息和事件；这时微信收不到有效的响应，会反复推送，用户看到故障提示。',
      en: 'WeChat adds messages and events. It then gets no valid response, pushes again and again, and the user sees the fault prompt.',
    },
    fix: {
      zh: '没有处理的类型一律返回 success 或空内容。',
      en: 'Reply success, or nothing, to every type that you do not handle.',
    },
  })
}

/** `pads` are the lengths that failed, of those between 1 and 32 that were tried. */
export function createPadding(pads: readonly number[], tried: number): Finding {
  const isUpper = pads.every((pad) => pad > 16)
  const list = pads.length > 8 ? `${pads[0]}–${pads.at(-1)}` : pads.join(', ')
  return createFinding('check.padding', {
    title: {
      zh: `填充 ${list} 个字节的消息失败（试了 ${tried} 种，失败 ${pads.length} 种）`,
      en: `Messages padded with ${list} bytes fail (${pads.length} of ${tried} that were tried)`,
    },
    detail: isUpper
      ? {
          zh: '微信按 32 字节填充，加密库默认按 16 字节：填充超过 16 的消息一律解不开，所以时好时坏。',
          en: 'WeChat pads to 32 bytes, and cipher libraries to 16: whatever is padded with more than 16 fails, which is why it fails now and then.',
        }
      : {
          zh: '消息的长度决定填充几个字节：同样的代码，有的消息能解开，有的不能。',
          en: 'The length of a message decides its padding: the same code opens some messages and not others.',
        },
    fix: {
      zh: '关掉库自己的填充（Node：setAutoPadding(false)；Java：NoPadding；PHP：OPENSSL_ZERO_PADDING），自己去掉末尾的 1–32 个字节。',
      en: 'Turn the padding of the library off (Node: setAutoPadding(false); Java: NoPadding; PHP: OPENSSL_ZERO_PADDING), and cut the 1–32 bytes at the end yourself.',
    },
  })
}

export function createSlow(p95Ms: number, count: number): Finding {
  const seconds = (p95Ms / 1000).toFixed(1)
  return createFinding('check.slow', {
    title: {
      zh: `每 20 条消息里最慢的一条要 ${seconds} 秒（共 ${count} 条）`,
      en: `The slowest of every 20 messages takes ${seconds} s (of ${count})`,
    },
    detail: {
      zh: '微信只等五秒，其中还有路上的时间；忙一点就会超时重发。',
      en: 'WeChat waits five seconds, the way included; with a little more load it hangs up and sends again.',
    },
    fix: {
      zh: '先回 success，做完再用客服消息接口回复；慢的查询和接口放到后台去做。',
      en: 'Reply success first, and later by the customer-service API; put slow queries and calls into the background.',
    },
  })
}
