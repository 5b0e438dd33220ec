import { createEventSpec, createOtherMessageSpec } from './common-fields.ts'
import { createPlainField, createTimeField } from './field-makers.ts'
import { RECEIVE_EVENT_PAGE } from '../../contract/official-pages.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const BEACON_FIELDS: FieldSpec[] = [
  createPlainField(
    'Uuid',
    'cdata',
    '设备的 UUID',
    'UUID of the beacon',
    'FDA50693-A4E2-4FB1-AFCF-C6EB07647825',
  ),
  createPlainField('Major', 'integer', '设备的 major', 'Major number', '10001'),
  createPlainField('Minor', 'integer', '设备的 minor', 'Minor number', '19007'),
  createPlainField(
    'Distance',
    'decimal',
    '设备与用户的距离，单位是米',
    'Distance to the user, in metres',
    '0.057',
  ),
]

const SHAKE = createEventSpec('ShakearoundUserShake', {
  group: 'device',
  title: { zh: '摇一摇周边', en: 'Shake nearby' },
  summary: {
    zh: '用户在「周边」页摇一摇并打开页面时推送；摇出列表时不推送。',
    en: 'Sent when a user shakes near a beacon and a page opens; not when a list appears.',
  },
  source: 'https://developers.weixin.qq.com/doc/offiaccount/Shake_Nearby/Shake_Event_Notifications.html',
  fields: [
    {
      name: 'ChosenBeacon',
      kind: 'children',
      title: { zh: '命中的设备', en: 'Beacon chosen' },
      description: { zh: '打开的页面所对应的设备。', en: 'The beacon to which the page belongs.' },
      sample: '',
      children: BEACON_FIELDS,
    },
    {
      name: 'AroundBeacons',
      kind: 'children',
      title: { zh: '附近的设备', en: 'Beacons around' },
      description: {
        zh: '附近属于这个公众号的设备，最多五个。',
        en: "Up to five of the account's beacons nearby.",
      },
      sample: '',
      children: [
        {
          name: 'AroundBeacon',
          kind: 'children',
          title: { zh: '设备', en: 'Beacon' },
          description: {
            zh: '每个设备一项；只有一个时解析成 JSON 容易变成对象而不是数组。',
            en: 'One a beacon. With a single one, many converters give an object and not an array.',
          },
          repeated: true,
          sample: '',
          children: BEACON_FIELDS,
        },
      ],
    },
  ],
})

const WIFI = createEventSpec('WifiConnected', {
  group: 'device',
  title: { zh: 'Wi-Fi 连网成功', en: 'Wi-Fi joined' },
  summary: {
    zh: '用户在门店连上微信 Wi-Fi 后推送。',
    en: "Sent when a user has joined a store's Wi-Fi through WeChat.",
  },
  source: RECEIVE_EVENT_PAGE,
  fields: [
    createTimeField('ConnectTime', '连网时间', 'Joined at'),
    createPlainField('ExpireTime', 'integer', '系统保留字段，固定值', 'Reserved, a fixed value', '0'),
    createPlainField('VendorId', 'cdata', '系统保留字段，固定值', 'Reserved, a fixed value', '3001224419'),
    createPlainField(
      'PlaceId',
      'cdata',
      '门店 ID；较新的文档写作 ShopId',
      'Store; newer documentation calls it ShopId',
      '1234',
    ),
    createPlainField(
      'DeviceNo',
      'cdata',
      '连网设备的 MAC 地址（bssid）',
      'MAC address of the access point (bssid)',
      '00:1f:7a:ad:5c:a8',
    ),
  ],
})

const DEVICE_TYPE = createPlainField(
  'DeviceType',
  'cdata',
  '设备类型，目前是公众号原始 ID',
  'Kind of device; the original ID of the account',
  'gh_a1b2c3d4e5f6',
)
const DEVICE_ID = createPlainField('DeviceID', 'cdata', '设备 ID', 'Device', 'device_001')
const SESSION_ID = createPlainField(
  'SessionID',
  'cdata',
  '微信客户端与设备的会话 ID，请当字符串保存',
  'Session between client and device: keep it a string',
  '5837397520665436492',
)
const OPEN_ID = createPlainField(
  'OpenID',
  'cdata',
  '用户的 OpenID',
  "User's OpenID",
  'oHy7c5kQ2mXr9TzVbN4wLpEuYd0A',
)
const CONTENT = createPlainField(
  'Content',
  'cdata',
  '设备数据，Base64',
  'Data of the device, in Base64',
  'MTIz',
)

const LEGACY_DEVICES: MessageSpec[] = [
  createOtherMessageSpec('device_text', {
    group: 'device',
    title: { zh: '设备消息（旧）', en: 'Device data (legacy)' },
    summary: {
      zh: '旧版硬件平台的设备向公众号发送数据时推送。',
      en: 'Sent when a device of the old hardware platform sends data.',
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [DEVICE_TYPE, DEVICE_ID, CONTENT, SESSION_ID, OPEN_ID],
  }),
  createOtherMessageSpec('device_event', {
    group: 'device',
    title: { zh: '设备事件（旧）', en: 'Device event (legacy)' },
    summary: {
      zh: '旧版硬件平台的设备绑定或解绑时推送；虽然带 Event，但 MsgType 不是 event。',
      en: 'Sent when a device of the old hardware platform is bound or unbound. It has an Event, yet its MsgType is not event.',
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [
      createPlainField(
        'Event',
        'cdata',
        '事件：bind 绑定，unbind 解绑等',
        'What happened: bind, unbind and others',
        'bind',
      ),
      OPEN_ID,
      DEVICE_ID,
      DEVICE_TYPE,
      SESSION_ID,
      CONTENT,
    ],
  }),
  createOtherMessageSpec('device_status', {
    group: 'device',
    title: { zh: '设备状态（旧）', en: 'Device status (legacy)' },
    summary: {
      zh: '旧版硬件平台的设备连上或断开时推送。',
      en: 'Sent when a device of the old hardware platform connects or disconnects.',
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [
      DEVICE_TYPE,
      DEVICE_ID,
      createPlainField(
        'DeviceStatus',
        'integer',
        '设备状态：0 未连接，1 已连接',
        'Status: 0 offline, 1 online',
        '1',
      ),
    ],
  }),
  createOtherMessageSpec('hardware', {
    group: 'device',
    title: { zh: '硬件消息（旧）', en: 'Hardware message (legacy)' },
    summary: {
      zh: '旧版硬件平台的设备消息，字段和 device_text 相同。',
      en: 'A message of a device of the old hardware platform, with the fields of device_text.',
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [DEVICE_TYPE, DEVICE_ID, CONTENT, SESSION_ID, OPEN_ID],
  }),
]

/** Beacons, Wi-Fi and legacy devices. */
export const DEVICE_EVENTS: readonly MessageSpec[] = [SHAKE, WIFI, ...LEGACY_DEVICES]
