"""Flask as Debian has it (python3-flask 2.2.2), and the few lines that tutorials have: only the address is verified,
messages are neither checked nor decrypted, and the reply is put together as text."""

import hashlib
import json
import os
import pathlib
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree

from flask import Flask, request
from werkzeug.serving import make_server

TOKEN = json.loads(pathlib.Path(__file__).with_name("account.json").read_text())["token"]
REPLY = """<xml>
<ToUserName><![CDATA[{user}]]></ToUserName>
<FromUserName><![CDATA[{account}]]></FromUserName>
<CreateTime>{now}</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[{content}]]></Content>
</xml>"""

app = Flask(__name__)


@app.get("/wechat")
def verify():
    signed = "".join(sorted([TOKEN, request.args["timestamp"], request.args["nonce"]]))
    is_wechat = hashlib.sha1(signed.encode()).hexdigest() == request.args["signature"]
    return request.args["echostr"] if is_wechat else ""


@app.post("/wechat")
def answer():
    message = ElementTree.fromstring(request.data)
    kind = message.find("MsgType").text
    if kind == "text":
        content = message.find("Content").text
    elif kind == "event" and message.find("Event").text == "subscribe":
        content = "欢迎关注"
    else:
        content = "收到"
    user, account = message.find("FromUserName").text, message.find("ToUserName").text
    return REPLY.format(user=user, account=account, now=int(time.time()), content=content)


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


server = make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=end_with_parent, daemon=True).start()
print(f"http://127.0.0.1:{server.port}/wechat", flush=True)
server.serve_forever()
