"""A phone that says to the server whatever a test wants: enrolment, tokens and bodies made by hand.

ES384 is done by the openssl program, because Python's standard library has no signatures.
"""
import base64
import hashlib
import http.client
import json
import secrets
import ssl
import subprocess
import time
import urllib.parse
import uuid

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_BYTES = 16


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def read_uri(uri):
    """The parameters of a pairing URI, text by name."""
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(uri).query, strict_parsing=True))


def token_bytes(symbols):
    """26 symbols of 5 bits hold 16 bytes; the last two bits are zero."""
    number = 0
    for symbol in symbols:
        number = number * 32 + CROCKFORD.index(symbol)
    return (number >> 2).to_bytes(TOKEN_BYTES, "big")


def request(address, method, path, body=None, headers=None):
    """Status and body. The certificate is self-signed; that the phone pins it is tested elsewhere."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    host, port = address.rsplit(":", 1)
    connection = http.client.HTTPSConnection(host, int(port), context=context, timeout=60)
    try:
        data = body.encode() if isinstance(body, str) else body
        connection.request(method, path, body=data, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.read().decode(), response.headers
    finally:
        connection.close()


def refusal_of(body):
    """The code a program looks at."""
    return json.loads(body)["issue"][0]["details"]["coding"][0]["code"]


class RawPhone:
    def __init__(self, folder):
        self.key = folder / f"key-{secrets.token_hex(4)}.pem"
        self.openssl("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", str(self.key))
        point = self.openssl("ec", "-in", str(self.key), "-pubout", "-outform", "DER")[-96:]
        self.jwk = {"crv": "P-384", "kty": "EC", "x": base64url(point[:48]), "y": base64url(point[48:])}
        canonical = json.dumps(self.jwk, separators=(",", ":"), sort_keys=True)
        self.thumbprint = hashlib.sha256(canonical.encode()).digest()
        self.access = self.patient = self.client = None

    @staticmethod
    def openssl(*arguments, stdin=b""):
        return subprocess.run(["openssl", *arguments], input=stdin, capture_output=True, check=True).stdout

    def sign(self, header, payload):
        signed = base64url(json.dumps(header, separators=(",", ":")).encode()) + "." + base64url(payload)
        der = self.openssl("dgst", "-sha384", "-sign", str(self.key), stdin=signed.encode())
        return signed + "." + base64url(raw_signature(der))

    def enrol(self, uri):
        """Status and JSON of /enrol with this code."""
        asked = read_uri(uri)
        self.authority = asked["h"]
        claim = base64url(hashlib.sha256(token_bytes(asked["t"]) + self.thumbprint).digest())
        body = {
            "token": asked["t"],
            "jwk": self.jwk,
            "app": "0.1.0",
            "name": "Raw phone",
            "proof": self.sign({"alg": "ES384"}, claim.encode()),
        }
        status, text, _ = request(self.authority, "POST", "/enrol", json.dumps(body), {"Content-Type": "application/json"})
        answer = json.loads(text)
        if status in (200, 201):
            self.client, self.patient = answer["client_id"], answer["patient"]
            number = hashlib.sha256(token_bytes(asked["t"]) + self.thumbprint + self.client.encode()).digest()
            self.digits = f"{int.from_bytes(number[:8], 'big') % 1_000_000:06d}"
        return status, answer

    def take_token(self):
        """Status and body of /token; keeps the access token when there is one."""
        claims = {
            "iss": self.client,
            "sub": self.client,
            "aud": f"https://{self.authority}/token",
            "exp": int(time.time()) + 120,
            "jti": secrets.token_hex(16),
        }
        form = {
            "grant_type": "client_credentials",
            "scope": "patient/*.cruds",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": self.sign({"alg": "ES384", "kid": self.client, "typ": "JWT"}, json.dumps(claims).encode()),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        status, text, _ = request(self.authority, "POST", "/token", urllib.parse.urlencode(form), headers)
        if status == 200:
            self.access = json.loads(text)["access_token"]
        return status, text

    def post(self, body, bundle=None):
        """Status and body of POST /fhir with exactly this body."""
        headers = {
            "Authorization": "Bearer " + self.access,
            "Content-Type": "application/fhir+json",
            "Landfall-Protocol": "1",
            "Landfall-Bundle": bundle or str(uuid.uuid4()),
        }
        status, text, _ = request(self.authority, "POST", "/fhir", body, headers)
        return status, text

    def get(self, path):
        headers = {"Authorization": "Bearer " + self.access, "Landfall-Protocol": "1"}
        status, text, _ = request(self.authority, "GET", path, None, headers)
        return status, text


def raw_signature(der):
    """r and s, 48 bytes each, out of their DER form."""
    numbers, at = [], 2
    for _ in range(2):
        length = der[at + 1]
        numbers.append(int.from_bytes(der[at + 2 : at + 2 + length], "big").to_bytes(48, "big"))
        at += 2 + length
    return b"".join(numbers)


def entry_of(patient, text, document=None):
    """One bundle entry: a shared journal entry of this patient."""
    document = document or str(uuid.uuid4())
    resource = {
        "resourceType": "DocumentReference",
        "id": document,
        "meta": {"source": f"urn:uuid:{uuid.uuid4()}"},
        "status": "current",
        "type": {"coding": [{"system": "http://loinc.org", "code": "51855-5", "display": "Patient Note"}]},
        "subject": {"reference": f"Patient/{patient}"},
        "date": "2026-11-23T09:00:00Z",
        "content": [
            {"attachment": {"contentType": "text/plain; charset=utf-8", "data": base64.b64encode(text.encode()).decode()}}
        ],
    }
    put = {"method": "PUT", "url": f"DocumentReference/{document}"}
    return {"fullUrl": f"urn:uuid:{document}", "resource": resource, "request": put}


def bundle_of(entries):
    """The bytes of a transaction and its id."""
    bundle = str(uuid.uuid4())
    identifier = {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{bundle}"}
    transaction = {"resourceType": "Bundle", "type": "transaction", "identifier": identifier, "entry": entries}
    return json.dumps(transaction), bundle
