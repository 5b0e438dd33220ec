/** The parts of a locustfile that are the same in each: what it imports, and what it does with the values between. */
export const LOCUST_IMPORTS = `import base64
import hashlib
import http.client
import json
import os
import random
import secrets
import ssl
import struct
import time
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode, urlsplit

import gevent
import locust.runners
from locust import User, constant, events, task
from locust.exception import StopUser

# Debian's package has no version, and a master takes a worker without one for too old.
if not locust.runners.__version__:
    locust.runners.__version__ = "2"
`

export const LOCUST_PROGRAM = String.raw`
TOKEN = os.environ.get("MPSCOPE_TOKEN", "")
KEY = base64.b64decode(os.environ.get("MPSCOPE_AES_KEY", "") + "=") if MODE != "plaintext" else b""


class Wrong(Exception):
    """What WeChat would not take."""


def sign(*parts):
    joined = "".join(sorted((TOKEN, *parts), key=str.encode))
    return hashlib.sha1(joined.encode()).hexdigest()


def cipher():
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return Cipher(algorithms.AES(KEY), modes.CBC(KEY[:16]))


def encrypt(text):
    content = text.encode()
    plain = secrets.token_hex(8).encode() + struct.pack(">I", len(content)) + content + APP_ID.encode()
    pad = 32 - len(plain) % 32
    encryptor = cipher().encryptor()
    return base64.b64encode(encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()).decode()


def decrypt(sealed):
    decryptor = cipher().decryptor()
    plain = decryptor.update(base64.b64decode(sealed)) + decryptor.finalize()
    pad = plain[-1]
    if not 1 <= pad <= 32:
        raise Wrong("reply: padding")
    length = struct.unpack(">I", plain[16:20])[0]
    if plain[20 + length : -pad] != APP_ID.encode():
        raise Wrong("reply: AppID")
    return plain[20 : 20 + length]


def create_body(text, timestamp, nonce):
    """Returns the body, and the part of the query that encryption adds."""
    if MODE == "plaintext":
        return text.encode(), {}
    sealed = encrypt(text)
    query = {"encrypt_type": "aes", "msg_signature": sign(timestamp, nonce, sealed)}
    element = "    <Encrypt><![CDATA[" + sealed + "]]></Encrypt>\n</xml>"
    if MODE == "compatible":
        return (text[: -len("</xml>")] + element).encode(), query
    receiver = "<xml>\n    <ToUserName><![CDATA[" + ORIGINAL_ID + "]]></ToUserName>\n"
    return (receiver + element).encode(), query


def read_reply(body):
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError:
        raise Wrong("reply: no XML") from None
    if root.tag != "xml":
        raise Wrong("reply: root")
    return root


def judge(status, body, fan):
    """Raises Wrong for what WeChat would not take."""
    if status != 200:
        raise Wrong("status %d" % status)
    if body in (b"", b"success"):
        return
    reply = read_reply(body)
    sealed = reply.findtext("Encrypt")
    if sealed is not None and MODE != "plaintext":
        signed = (reply.findtext("TimeStamp") or "", reply.findtext("Nonce") or "", sealed)
        if reply.findtext("MsgSignature") != sign(*signed):
            raise Wrong("reply: MsgSignature")
        try:
            inner = decrypt(sealed)
        except (ValueError, IndexError, struct.error):
            raise Wrong("reply: Encrypt") from None
        if inner in (b"", b"success"):
            return
        reply = read_reply(inner)
    if reply.findtext("ToUserName") != fan:
        raise Wrong("reply: for another user")


def deliver(text, fan):
    """Sends one delivery, signed and encrypted anew, and returns the length of the reply."""
    timestamp = str(int(time.time()))
    nonce = str(secrets.randbelow(2 * 10**9) + 10**8)
    body, sealing = create_body(text, timestamp, nonce)
    signed = {"signature": sign(timestamp, nonce), "timestamp": timestamp, "nonce": nonce, "openid": fan}
    address = urlsplit(URL)
    query = "&".join(filter(None, (address.query, urlencode({**signed, **sealing}))))
    connection = (
        http.client.HTTPSConnection(address.netloc, context=ssl.create_default_context())
        if address.scheme == "https"
        else http.client.HTTPConnection(address.netloc)
    )
    try:
        with gevent.Timeout(DEADLINE):
            connection.putrequest("POST", (address.path or "/") + "?" + query, skip_accept_encoding=True)
            for name, value in (
                ("User-Agent", USER_AGENT),
                ("Accept", "*/*"),
                ("Content-Type", "text/xml"),
                ("Content-Length", str(len(body))),
                ("Pragma", "no-cache"),
                ("Connection", "close"),
            ):
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            reply = response.read()
    except gevent.Timeout:
        raise Wrong("no whole reply in %g s" % DEADLINE) from None
    finally:
        connection.close()
    judge(response.status, reply, fan)
    return len(reply)


class Share:
    """The part of the messages that this process sends, and what became of it."""

    def __init__(self):
        self.begin(0)

    def begin(self, messages):
        self.left = messages
        self.under_way = 0
        self.report = {"messages": 0, "deliveries": 0, "taken": 0}


share = Share()


class Fans(User):
    wait_time = constant(0)

    @task
    def push(self):
        if share.left == 0:
            raise StopUser()
        share.left -= 1
        share.under_way += 1
        try:
            self.push_message()
        finally:
            share.under_way -= 1
            if share.left == share.under_way == 0:
                finish(self.environment)

    def push_message(self):
        weights = [weight for weight, _name, _text in MIX]
        _weight, name, template = random.choices(MIX, weights)[0]
        number = str(random.randrange(FANS))
        fan = FAN + "0" * (FAN_LENGTH - len(FAN) - len(number)) + number
        text = template.replace("@FromUserName@", fan)
        text = text.replace("@CreateTime@", str(int(time.time())))
        text = text.replace("@MsgId@", str(2 * 10**16 + secrets.randbelow(7 * 10**16)))
        share.report["messages"] += 1
        for number in range(1, DELIVERIES + 1):
            share.report["deliveries"] += 1
            if self.deliver_once(name if number == 1 else "%s, delivery %d" % (name, number), text, fan):
                share.report["taken"] += 1
                return

    def deliver_once(self, name, text, fan):
        started, begun = time.time(), time.perf_counter()
        length, fault = 0, None
        try:
            length = deliver(text, fan)
        except (Wrong, OSError, http.client.HTTPException) as error:
            fault = error
        self.environment.events.request.fire(
            request_type="PUSH",
            name=name,
            response_time=(time.perf_counter() - begun) * 1000,
            response_length=length,
            exception=fault,
            context={},
            start_time=started,
            url=URL,
        )
        return fault is None


def finish(environment):
    if isinstance(environment.runner, locust.runners.WorkerRunner):
        environment.runner.send_message("mpscope_done", share.report)
    else:
        print_sum([share.report])
        gevent.spawn(environment.runner.quit)


def print_sum(reports):
    total = {name: sum(report[name] for report in reports) for name in share.report}
    print("mpscope " + json.dumps({**total, "workers": [report["messages"] for report in reports]}), flush=True)


@events.init.add_listener
def on_init(environment, **_others):
    runner = environment.runner
    if isinstance(runner, locust.runners.WorkerRunner):
        runner.register_message("mpscope_share", lambda environment, msg, **_: share.begin(msg.data["messages"]))
    if isinstance(runner, locust.runners.MasterRunner):
        environment.mpscope_reports = []
        runner.register_message("mpscope_done", on_done)
    elif not TOKEN or (MODE != "plaintext" and len(KEY) != 32):
        missing = "MPSCOPE_AES_KEY (43 characters)" if TOKEN else "MPSCOPE_TOKEN"
        raise SystemExit("The environment variable %s is missing." % missing)


def on_done(environment, msg, **_others):
    environment.mpscope_reports.append(msg.data)
    if len(environment.mpscope_reports) == environment.mpscope_workers:
        print_sum(environment.mpscope_reports)
        gevent.spawn(environment.runner.quit)


@events.test_start.add_listener
def on_test_start(environment, **_others):
    runner = environment.runner
    if isinstance(runner, locust.runners.MasterRunner):
        # A worker that joins later has no share: what is sent is neither more nor less than asked for.
        workers = list(runner.clients)
        environment.mpscope_workers = len(workers)
        for index, worker in enumerate(workers):
            messages = MESSAGES // len(workers) + (index < MESSAGES % len(workers))
            runner.send_message("mpscope_share", {"messages": messages}, client_id=worker)
    elif not isinstance(runner, locust.runners.WorkerRunner):
        share.begin(MESSAGES)
`
