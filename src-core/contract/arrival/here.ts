import type { ArrivalRows } from './kind.ts'

export const HERE_CHECKS = {
  'here.responder': {
    station: 'here',
    title: { zh: '调试台没有在运行，或换了端口', en: 'The workbench is not running, or on another port' },
    why: {
      zh: '端口被占用时会改用别的端口，隧道还指着原来的。',
      en: 'Where its port is taken it uses another, and the tunnel still points to the old one.',
    },
    find: {
      zh: '运行下面的命令。返回 401 说明它在运行，路径也对；404 是路径不对；连不上是没有运行，或端口不对。',
      en: 'Run this. 401 means that it runs and the path is right; 404 that the path is wrong; no connection that it does not run, or has another port.',
    },
    command: 'curl -i http://127.0.0.1:{port}{path}',
    evidence: 'observed',
    page: null,
    sources: [],
  },
  'here.refused': {
    station: 'here',
    title: { zh: '其实来过，但被拒绝并隐藏了', en: 'It did arrive, was rejected, and is hidden' },
    why: {
      zh: 'Token 或路径不一致时，微信的请求会被拒绝；没有微信特征的请求可以隐藏。',
      en: 'Where token or path differ, WeChat’s request is rejected; requests with no sign of WeChat can be hidden.',
    },
    find: {
      zh: '在列表上方点「显示陌生请求」，选中被拒绝的一行，看诊断怎么说。',
      en: 'Click “Show strangers” above the list, select a rejected row, and read its findings.',
    },
    evidence: 'observed',
    page: null,
    sources: [],
  },
  'here.tunnel-running': {
    station: 'here',
    title: { zh: '隧道断开了，或换了域名', en: 'The tunnel is down, or has a new name' },
    why: {
      zh: '免费的隧道每次启动可能得到新的域名；旧域名由隧道的服务器返回 404。',
      en: 'A free tunnel may get a new name at each start; the tunnel’s own server returns 404 for the old one.',
    },
    find: {
      zh: '看隧道程序的窗口：状态是在线，显示的域名与后台填写的完全一致。',
      en: 'Look at the tunnel’s window: it is online, and its name is the very one in the console.',
    },
    evidence: 'observed',
    page: null,
    sources: ['binarywang/weixin-java-mp-demo-springmvc#9'],
  },
  'here.tunnel-target': {
    station: 'here',
    title: { zh: '隧道指向了别的端口', en: 'The tunnel points to another port' },
    why: {
      zh: '没有程序监听那个端口时，隧道或 CDN 自己返回 502；指向浏览器里的调试台也不对，那不是应答器的端口。',
      en: 'Where nothing listens on that port, the tunnel or the CDN returns 502; the port of the page in the browser is not the responder’s.',
    },
    find: {
      zh: '在隧道程序的窗口里看转发目标，应该是界面顶部的本地地址，或运行下面的命令重新启动隧道。',
      en: 'See in the tunnel’s window where it forwards to: the local address at the top of the workbench. Or start it anew like this.',
    },
    command: 'cloudflared tunnel --url http://127.0.0.1:{port}',
    evidence: 'observed',
    page: null,
    sources: ['AstrBotDevs/AstrBot#696'],
  },
  'here.tunnel-interstitial': {
    station: 'here',
    title: { zh: '免费隧道先显示提示页', en: 'The free tunnel shows a page of its own first' },
    why: {
      zh: '有的隧道给浏览器先看一个提示页，靠 User-Agent 判断；微信的 User-Agent 是 Mozilla/4.0，看起来也像浏览器。',
      en: 'Some tunnels show browsers a warning first and know them by the User-Agent; WeChat’s is Mozilla/4.0, which looks like a browser’s.',
    },
    find: {
      zh: '运行下面的命令。返回一页 HTML，而不是调试台的 401，就是它；换一种隧道，或按隧道的说明关掉提示页。',
      en: 'Run this. If a page of HTML comes and not the workbench’s 401, that is it: use another tunnel, or switch the page off as its manual says.',
    },
    command: "curl -i -A 'Mozilla/4.0' 'https://example.com{path}'",
    evidence: 'inferred',
    page: null,
    sources: ['daveebbelaar/python-whatsapp-bot#18'],
  },
} as const satisfies ArrivalRows
