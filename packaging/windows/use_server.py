#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses a fresh server as people's programs do, with Python's own library alone: use_server.py HOST:PORT

An organisation is made over REST, the sample shop connected and asked, a document searched, and the shop asked again over
WebSocket. With --again, signs in at a server that was used before. Prints a line for each thing that works.
"""
import base64
import http.client
import json
import os
import socket
import struct
import sys
import time

PATIENCE = 240  # seconds, for what the server does in the background
PERSON = {"email": "ada@acme.example", "password": "correct horse battery staple"}


class Rest:
    def __init__(self, address):
        self.address = address
        self.token = None

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        connection.request(method, f"/api/v1/{path}", json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"FAIL  {method} {path}: {answer.status} {text.decode()}")
        return json.loads(text) if text else None

    def until(self, path, is_done):
        ends = time.monotonic() + PATIENCE
        while not is_done(found := self.call("GET", path)):
            if time.monotonic() > ends:
                raise SystemExit(f"FAIL  {path} is still {found}")
            time.sleep(0.5)
        return found


class Rpc:
    """JSON-RPC over a WebSocket: enough of RFC 6455 for texts that are no longer than a frame of the server's."""

    def __init__(self, address):
        host, port = address.split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /rpc HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        self.stream = self.socket.makefile("rb")
        status = self.stream.readline().decode()
        if " 101 " not in status:
            raise SystemExit(f"FAIL  /rpc answers {status}")
        while self.stream.readline().strip():
            pass

    def frame(self, kind, content):
        mask = os.urandom(4)
        length = struct.pack("!B", 0x80 | len(content)) if len(content) < 126 else struct.pack("!BH", 0xFE, len(content))
        self.socket.sendall(bytes([0x80 | kind]) + length + mask
                            + bytes(byte ^ mask[at % 4] for at, byte in enumerate(content)))

    def text(self):
        whole = b""
        while True:
            first, second = self.stream.read(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack("!H", self.stream.read(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", self.stream.read(8))[0]
            content = self.stream.read(length)
            if first & 0x0F == 9:  # a ping wants its answer
                self.frame(10, content)
            elif first & 0x0F in (0, 1):
                whole += content
                if first & 0x80:
                    return json.loads(whole)

    def call(self, method, params):
        self.frame(1, json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode())
        pieces = 0
        while "id" not in (message := self.text()):
            pieces += 1
        if "error" in message:
            raise SystemExit(f"FAIL  {method}: {message['error']}")
        return message["result"], pieces


def say(what):
    print(f"ok    {what}", flush=True)


def first_visit(rest):
    rest.call("POST", "auth/register", {"organization": "Acme", "fullName": "Ada", **PERSON})
    rest.token = rest.call("POST", "auth/login", PERSON)["accessToken"]
    say("somebody signs up and in")
    shop = rest.call("POST", "tenant/databases", {"name": "Shop", "url": "sample:retail"})["id"]
    read = rest.until(f"tenant/databases/{shop}", lambda each: each["onboarding"]["stage"] == "ready")
    say(f"the sample shop is read: {read['tableCount']} tables")
    answer = rest.call("POST", "chat/query", {"databaseId": shop, "question": "How many orders are there?"})
    say(f"over REST: {answer['text']} {answer['sql']}")
    workspace = rest.call("GET", "tenant")["defaultWorkspaceId"]
    text = "<html><h1>Returns</h1><p>Goods may be returned within 30 days.</p></html>"
    content = base64.b64encode(text.encode()).decode()
    rest.call("POST", f"workspaces/{workspace}/documents", {"name": "Returns.html", "data": content})
    rest.until(f"workspaces/{workspace}/documents/progress", lambda each: each["pending"] + each["processing"] == 0)
    hits = rest.call("POST", f"workspaces/{workspace}/search", {"query": "how long may I return goods"})["hits"]
    if not hits or "30 days" not in hits[0]["text"]:
        raise SystemExit(f"FAIL  the document is not found: {hits}")
    say(f"a document is read and found: {hits[0]['text']}")
    ask_over_socket(rest, shop)


def ask_over_socket(rest, shop):
    rpc = Rpc(rest.address)
    rpc.call("auth.attach", {"accessToken": rest.token})
    answer, pieces = rpc.call("chat.ask", {"databaseId": shop, "question": "How many customers are there by country?"})
    say(f"over WebSocket, in {pieces} pieces and the answer: {answer['text']}")


def next_visit(rest):
    rest.token = rest.call("POST", "auth/login", PERSON)["accessToken"]
    databases = rest.call("GET", "tenant/databases")["items"]
    say(f"what was made is there after a restart: {databases[0]['name']}")
    ask_over_socket(rest, databases[0]["id"])


if __name__ == "__main__":
    place = sys.argv[-1]
    (next_visit if "--again" in sys.argv else first_visit)(Rest(place))
