"""A clinician's session on the review interface, without a browser."""
import base64
import hashlib
import hmac
import json
import struct
import time
import urllib.parse

from programs import PASSWORD
from raw_phone import request

STEP_SECONDS = 30


def totp(otpauth, ahead_seconds=0):
    """RFC 6238, six digits, for a server whose clock is so far ahead."""
    secret = urllib.parse.parse_qs(urllib.parse.urlsplit(otpauth).query)["secret"][0]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time() + ahead_seconds) // STEP_SECONDS), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Review:
    def __init__(self, clinic, email="lin@example.org", otpauth=None, ahead_seconds=0):
        self.address = clinic.address
        self.headers = {"Origin": f"https://{self.address}", "Sec-Fetch-Site": "same-origin"}
        code = totp(otpauth or clinic.clinician["otpauth"], ahead_seconds)
        body = {"email": email, "password": PASSWORD, "code": code}
        status, text, headers = self.send("POST", "/review/api/login", body)
        assert status == 200, text
        self.headers["X-LF-CSRF"] = json.loads(text)["csrf"]
        self.headers["Cookie"] = headers["Set-Cookie"].split(";")[0]

    def send(self, method, path, body=None):
        headers = dict(self.headers)
        if body is not None:
            headers["Content-Type"] = "application/json"
        return request(self.address, method, path, None if body is None else json.dumps(body), headers)

    def get(self, path):
        status, text, _ = self.send("GET", path)
        assert status == 200, text
        return json.loads(text)

    def post(self, path, body):
        status, text, _ = self.send("POST", path, body)
        assert status in (200, 201), text
        return json.loads(text)
