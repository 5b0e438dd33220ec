import { createEventSpec } from './common-fields.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const MENU_PAGE = 'https://developers.weixin.qq.com/doc/service/en/guide/product/menu/intro.html'

const MENU_KEY: FieldSpec = {
  name: 'EventKey',
  kind: 'cdata',
  title: { zh: '菜单 KEY', en: 'Menu key' },
  description: {
    zh: '创建菜单时填写的 key；个别推送里首尾会带空白，比较前请先去掉。',
    en: 'The key that you gave the menu item. Some pushes carry blanks around it, so trim before comparing.',
  },
  sample: 'rselfmenu_0_0',
}

const SCAN_CODE_INFO: FieldSpec = {
  name: 'ScanCodeInfo',
  kind: 'children',
  title: { zh: '扫码信息', en: 'Scan' },
  description: { zh: '扫到的内容。', en: 'What was scanned.' },
  sample: '',
  children: [
    {
      name: 'ScanType',
      kind: 'cdata',
      title: { zh: '扫描类型', en: 'Kind of code' },
      description: {
        zh: '一般是 qrcode；扫条形码时是 barcode。',
        en: 'Mostly qrcode; barcode for a bar code.',
      },
      sample: 'qrcode',
    },
    {
      name: 'ScanResult',
      kind: 'cdata',
      title: { zh: '扫描结果', en: 'Result' },
      description: {
        zh: '码里的内容。扫条形码时前面带有码制和逗号，例如 EAN_13,6901234567892。',
        en: 'What the code says. Bar codes carry their standard and a comma in front, as in EAN_13,6901234567892.',
      },
      sample: 'https://www.example.com/table/12',
    },
  ],
}

const SEND_PICS_INFO: FieldSpec = {
  name: 'SendPicsInfo',
  kind: 'children',
  title: { zh: '图片信息', en: 'Images' },
  description: {
    zh: '只有数量和 MD5，图片本身随后以图片消息逐张推送。',
    en: 'Only their number and MD5; the images themselves follow as image messages, one by one.',
  },
  sample: '',
  children: [
    {
      name: 'Count',
      kind: 'integer',
      title: { zh: '图片数量', en: 'How many' },
      description: { zh: '用户发送的图片数量。', en: 'How many images the user sends.' },
      sample: '1',
    },
    {
      name: 'PicList',
      kind: 'children',
      title: { zh: '图片列表', en: 'List' },
      description: {
        zh: '每张图片一个 item；只有一张时解析成 JSON 容易变成对象而不是数组。',
        en: 'One item for each image. With a single one, many XML-to-JSON converters give an object and not an array.',
      },
      sample: '',
      children: [
        {
          name: 'item',
          kind: 'children',
          title: { zh: '图片', en: 'Image' },
          description: { zh: '一张图片。', en: 'One image.' },
          repeated: true,
          sample: '',
          children: [
            {
              name: 'PicMd5Sum',
              kind: 'cdata',
              title: { zh: '图片 MD5', en: 'MD5' },
              description: {
                zh: '图片文件的 MD5，32 位小写十六进制，可用来和随后收到的图片对应。',
                en: 'MD5 of the image file, 32 lower-case hex digits; match it with the images that follow.',
              },
              sample: '1b5f7c23b5bf75682a53e7b6d163e185',
            },
          ],
        },
      ],
    },
  ],
}

const SEND_LOCATION_INFO: FieldSpec = {
  name: 'SendLocationInfo',
  kind: 'children',
  title: { zh: '位置信息', en: 'Place' },
  description: {
    zh: '用户选择的位置；和位置消息不同，这里的数字也写在 CDATA 里。',
    en: 'The place that was picked. Unlike in the location message, the numbers stand in CDATA, too.',
  },
  sample: '',
  children: [
    {
      name: 'Location_X',
      kind: 'cdata',
      title: { zh: '纬度', en: 'Latitude' },
      description: {
        zh: '纬度，单位是度。X 是纬度，不是经度。',
        en: 'Latitude in degrees. X is latitude, not longitude.',
      },
      sample: '23.134521',
    },
    {
      name: 'Location_Y',
      kind: 'cdata',
      title: { zh: '经度', en: 'Longitude' },
      description: { zh: '经度，单位是度。', en: 'Longitude in degrees.' },
      sample: '113.358803',
    },
    {
      name: 'Scale',
      kind: 'cdata',
      title: { zh: '精度', en: 'Zoom' },
      description: {
        zh: '地图缩放级别，可以理解为精度，越大越精细。',
        en: 'Zoom level of the map; the larger, the more exact.',
      },
      sample: '15',
    },
    {
      name: 'Label',
      kind: 'cdata',
      title: { zh: '位置说明', en: 'Address' },
      description: {
        zh: '位置的文字说明，可能带首尾空格。',
        en: 'The address in words; may have blanks around it.',
      },
      sample: '广州市海珠区艺苑路 106 号',
    },
    {
      name: 'Poiname',
      kind: 'cdata',
      title: { zh: '地点名称', en: 'Place name' },
      description: {
        zh: '朋友圈 POI 的名字，可能为空。注意只有首字母大写。',
        en: 'Name of the point of interest; may be empty. Only its first letter is a capital.',
      },
      sample: '客村地铁站',
    },
  ],
}

const VIEW_MINI_PROGRAM = createEventSpec('view_miniprogram', {
  group: 'menu',
  title: { zh: '点击菜单跳转小程序', en: 'Menu to mini program' },
  summary: {
    zh: '用户点击菜单、跳转到小程序时推送。',
    en: 'Sent when a menu item takes the user to a mini program.',
  },
  source: MENU_PAGE,
  fields: [
    {
      name: 'EventKey',
      kind: 'cdata',
      title: { zh: '小程序路径', en: 'Page path' },
      description: {
        zh: '跳转的小程序页面路径，不是 key。',
        en: 'Path of the mini-program page that opens, not a key.',
      },
      sample: 'pages/index/index',
    },
    {
      name: 'MenuId',
      kind: 'integer',
      title: { zh: '菜单 ID', en: 'Menu ID' },
      description: {
        zh: '菜单 ID，用来判断是哪一套个性化菜单。',
        en: 'Tells which of your personalised menus was tapped.',
      },
      optional: true,
      sample: '428796990',
    },
  ],
})

function createMenuEvent(
  event: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  info: FieldSpec,
): MessageSpec {
  return createEventSpec(event, {
    group: 'menu',
    title,
    summary,
    source: MENU_PAGE,
    fields: [MENU_KEY, info],
  })
}

/** Events of menu items, besides CLICK and VIEW. */
export const MENU_EVENTS: readonly MessageSpec[] = [
  VIEW_MINI_PROGRAM,
  createMenuEvent(
    'scancode_push',
    { zh: '扫码推事件', en: 'Scan from menu' },
    {
      zh: '用户点菜单后扫码时推送；微信会直接显示扫码结果，是链接就打开。',
      en: 'Sent when the user scans from the menu. WeChat shows the result itself, and opens it when it is a link.',
    },
    SCAN_CODE_INFO,
  ),
  createMenuEvent(
    'scancode_waitmsg',
    { zh: '扫码带提示', en: 'Scan and wait' },
    {
      zh: '用户点菜单后扫码时推送；微信不显示结果，而是提示「消息接收中」，等你的回复。',
      en: 'Sent when the user scans from the menu. WeChat shows no result but waits for your reply.',
    },
    SCAN_CODE_INFO,
  ),
  createMenuEvent(
    'pic_sysphoto',
    { zh: '系统拍照发图', en: 'Take a photo' },
    { zh: '用户点菜单、用相机拍照并发送后推送。', en: 'Sent after the user took a photo from the menu.' },
    SEND_PICS_INFO,
  ),
  createMenuEvent(
    'pic_photo_or_album',
    { zh: '拍照或者相册发图', en: 'Photo or album' },
    {
      zh: '用户点菜单、选择拍照或从手机相册发图后推送。',
      en: 'Sent after the user took a photo, or chose some from the phone album, from the menu.',
    },
    SEND_PICS_INFO,
  ),
  createMenuEvent(
    'pic_weixin',
    { zh: '微信相册发图', en: 'WeChat album' },
    {
      zh: '用户点菜单、从微信相册选图并发送后推送。',
      en: "Sent after the user chose images from WeChat's own album from the menu.",
    },
    SEND_PICS_INFO,
  ),
  createMenuEvent(
    'location_select',
    { zh: '地理位置选择器', en: 'Pick a place' },
    {
      zh: '用户点菜单、在地图上选好位置后推送，随后还会推送一条位置消息。',
      en: 'Sent after the user picked a place from the menu. A location message follows.',
    },
    SEND_LOCATION_INFO,
  ),
]
