#!/usr/bin/env python3
"""Checks a Docket bundle (NAME.docket, or the folder it was unpacked to) with Python's standard library alone.

    python3 verify.py [--full] BUNDLE          exit status 0: sound, 1: not sound (one line for each finding), 2: usage

Checked: every file against the manifest; the signatures of the manifest and of each log's checkpoint; the form of every
entry, byte for byte; that each log is one chain without gaps; that its hashes give the root that its device signed; the
newest entry's signature; the witnesses' cosignatures; the proof that the log continues what its reader held.
--full also checks every entry's signature, some 150 a second. Not checked: payload.age, which only its recipients can
open, and who was allowed to do what. Whom the keys in `policy` belong to is for you to know: compare them with what the
people told you.
"""
import base64, gzip, hashlib, io, json, os, re, sys, tarfile

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
LIMIT = 1 << 30  # bytes of all files together


class Fault(Exception):
    """Its first word is one of those that the format document lists."""


def need(true, word, text):
    if not true:
        raise Fault(word + " " + text)


# --- Ed25519 (RFC 8032), accepting what libsodium accepts. A point is (x, y, z, x*y/z). --------------------------------

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    return ((b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P)


def multiply(number, p):
    out = (0, 1, 1, 0)
    while number:
        if number & 1:
            out = add(out, p)
        p, number = add(p, p), number >> 1
    return out


def encode(p):
    inverse = pow(p[2], P - 2, P)
    return ((p[1] * inverse % P) | ((p[0] * inverse % P & 1) << 255)).to_bytes(32, "little")


def decode(data):
    """The point, or None where the bytes are no canonical spelling of one that is not of small order."""
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    point = (x if x & 1 == sign else P - x, y, 1, (x if x & 1 == sign else P - x) * y % P)
    return None if encode(multiply(8, point)) == encode((0, 1, 1, 0)) else point


BASE = decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def verifies(key, message, signature):
    point = decode(key) if len(key) == 32 and len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= L or decode(signature[:32]) is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    x, y, z, t = multiply(k, point)
    return encode(add(multiply(s, BASE), (P - x, y, z, P - t))) == signature[:32]


# --- notes, trees ------------------------------------------------------------------------------------------------------

def sha256(data):
    return hashlib.sha256(data).digest()


def url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_url(text, size):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(len(data) == size and url(data) == text, "field", "not %d bytes in base64url: %s" % (size, text))
    return data


def from_base64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("another spelling of base64")
    return data


def key_id(name, key, kind=1):
    return sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def parse_note(data):
    """The signed text, and (name, key id ‖ signature) of each signature line."""
    try:
        text, split, rest = data.decode().rpartition("\n\n")
        need(split and rest.endswith("\n") and not re.search("[\0-\x09\x0b-\x1f]", data.decode()), "note", "not a signed note")
        lines = [re.fullmatch("— ([^\\s+]+) (\\S+)", line) for line in rest[:-1].split("\n")]
        signatures = [(line[1], from_base64(line[2])) for line in lines]
        need(len(lines) <= 100 and all(len(blob) > 4 for _, blob in signatures), "note", "too many or too short signatures")
        return text + "\n", signatures
    except (ValueError, TypeError):
        raise Fault("note not a signed note") from None


def signed_by(text, lines, name, key):
    return any(n == name and blob[:4] == key_id(name, key) and verifies(key, text.encode(), blob[4:]) for n, blob in lines)


def node(left, right):
    return sha256(b"\1" + left + right)


def append(edge, size, leaf):
    """Adds a node to the complete subtrees on the tree's right edge."""
    while size & 1:
        leaf, size = node(edge.pop(), leaf), size >> 1
    edge.append(leaf)


def root_of(edge):
    root = edge[-1] if edge else sha256(b"")
    for left in reversed(edge[:-1]):
        root = node(left, root)
    return root


def consistent(old, old_root, new, new_root, proof):
    """RFC 9162 2.1.4.2."""
    if old == new:
        return not proof and old_root == new_root
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    proof = ([old_root] if old & (old - 1) == 0 else []) + proof
    if not proof:
        return False
    a = b = proof[0]
    for each in proof[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            a, b = node(each, a), node(each, b)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            b = node(b, each)
        at, last = at >> 1, last >> 1
    return last == 0 and a == old_root and b == new_root


# --- entries -----------------------------------------------------------------------------------------------------------

def refuse(value):
    raise Fault("json-number not a whole number from 0 to 2^53-1: " + value)


def unique(pairs):
    out = dict(pairs)
    need(len(out) == len(pairs), "json-duplicate", "a key appears twice")
    return out


READER = json.JSONDecoder(parse_float=refuse, parse_constant=refuse, object_pairs_hook=unique)
WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


KEYS = frozenset("app case dev kind lc par pay pol prev seq t v ws c n type".split())  # only to be quick


def plain(value, depth=1):
    """Only strings, whole numbers, lists and objects, nested at most 6 deep."""
    kind = type(value)
    if kind is str:
        if "\0" in value:
            raise Fault("json-nul U+0000")
    elif kind is int:
        need(0 <= value < 2**53, "json-number", str(value))
    else:
        need(kind in (list, dict), "json-literal", "null, true or false")
        need(depth <= 6, "json-depth", "nested too deep")
        for key in value if kind is dict else ():
            need(key in KEYS or re.fullmatch("[a-z][a-z0-9_]*", key), "json-key", key)
        for item in value.values() if kind is dict else value:
            plain(item, depth + 1)


def read_entry(text):
    lines = text.split("\n")
    need(len(text.encode()) <= 16384, "size", "more than 16384 bytes")
    need(len(lines) == 3 and lines[0] == "docket-entry/v1", "first-line", "not the two lines of an entry")
    try:
        entry = READER.decode(lines[1])
        plain(entry)
        need(WRITER.encode(entry).encode() == lines[1].encode(), "canonical", "another spelling")
    except UnicodeEncodeError:
        raise Fault("json-surrogate half of a surrogate pair") from None
    except (ValueError, RecursionError):
        raise Fault("json-syntax not JSON") from None
    need(type(entry) is dict and all(type(entry.get(key)) is kind for key, kind in FIELDS), "field", "missing or of another type")
    return entry


FIELDS = (("seq", int), ("lc", int), ("v", int), ("prev", str), ("dev", str), ("ws", str), ("kind", str), ("t", str))


class Bundle:
    def __init__(self, files):
        self.files, self.findings, self.entries, self.logs, self.witnesses, self.ws = files, [], 0, {}, {}, ""

    def guard(self, where, check, *args):
        try:
            check(*args)
        except Fault as fault:
            word, _, text = str(fault).partition(" ")
            self.findings.append("%s %s: %s" % (word, where, text))
        except (KeyError, ValueError, IndexError, TypeError) as error:
            self.findings.append("tiles %s: missing or malformed (%s)" % (where, error))

    def check(self, full):
        self.guard("manifest", self.manifest)
        self.guard("policy", self.policy)
        for path in sorted(self.files):
            if path.startswith("log/") and path.endswith("/checkpoint"):
                self.guard(path[:-11], self.log, path[:-11], full)

    def manifest(self):
        need("manifest" in self.files, "manifest", "is missing")
        text, signatures = parse_note(self.files["manifest"])
        lines = text.split("\n")[:-1]
        need(lines[0] == "docket-bundle/v1" and lines[3].startswith("from "), "manifest", "not a manifest")
        self.ws, key = lines[1][3:], from_url(lines[3][5:], 32)
        need(signed_by(text, signatures, signatures[0][0], key), "manifest", "not signed by the device that it names")
        listed = {"manifest"}
        for line in lines[6:]:
            if line.startswith("to "):
                continue
            word, digest, size, path = line.split(" ", 3)
            data = self.files.get(path)
            need(word == "file" and path not in listed and data is not None, "manifest", "no such file, or twice: " + path)
            need(len(data) == int(size) and hashlib.sha256(data).hexdigest() == digest, "manifest", "changed: " + path)
            listed.add(path)
        need(listed == set(self.files), "manifest", "not listed: " + " ".join(sorted(set(self.files) - listed)))

    def policy(self):
        need(b"\nquorum " in b"\n" + self.files["policy"], "policy", "there is no quorum line")
        for line in self.files["policy"].decode().split("\n"):
            words = line.split()
            if words and words[0] in ("log", "witness"):
                name, number, key = words[-1].split("+", 2)
                kind, key = from_base64(key)[0], from_base64(key)[1:]
                need(key_id(name, key, kind).hex() == number, "policy", "key id of " + name)
                (self.logs if kind == 1 else self.witnesses)[name] = key

    def tiles(self, folder, level, first, count):
        """The hashes or notes of a level from tile `first`, `count` of them in all."""
        for index in range(first, (count + 255) // 256):
            width = min(256, count - index * 256)
            name = "%03d" % (index % 1000)
            while index >= 1000:
                index //= 1000
                name = "x%03d/" % (index % 1000) + name
            path = "%s/tile/%s/%s%s" % (folder, level, name, ".p/%d" % width if width < 256 else "")
            need(path in self.files, "tiles", path + " is missing")
            yield path, width, self.files[path]

    def log(self, folder, full):
        text, signatures = parse_note(self.files[folder + "/checkpoint"])
        origin, size, root = text[:-1].split("\n")
        need(origin in self.logs, "device", "the policy does not know " + origin)
        key, size = self.logs[origin], int(size)
        need(origin.endswith("/%s/%s" % (self.ws[:8], url(key)[:8])), "device", "the name is not of this workspace and key")
        need(signed_by(text, signatures, origin, key), "checkpoint", "not signed by " + origin)
        proof = self.files.get(folder + "/consistency", b"").decode().split("\n")
        held = int(proof[1].split()[0]) if len(proof) > 1 else 0
        first, edge, old_edge, previous, ended = held // 256, [], [], None, False
        above = b"".join(data for _, _, data in self.tiles(folder, 1, 0, size // 256))
        for i in range(first):
            append(edge, i, above[32 * i:32 * i + 32])
        seq = first * 256
        if held == seq:
            old_edge = edge[:]
        previous = None if seq else bytes(32)
        leaves = self.tiles(folder, 0, first, size)
        for path, width, data in self.tiles(folder, "entries", first, size):
            ids, at = next(leaves)[2], 0
            for i in range(width):
                end = at + 2 + int.from_bytes(data[at:at + 2], "big")
                note, at, seq = data[at + 2:end], end, seq + 1
                previous, ended = self.entry(note, origin, key, seq, previous, ended, full or seq == size)
                need(ids[32 * i:32 * i + 32] == previous, "tiles", "%s differs from entry %d" % (path, seq))
                append(edge, seq - 1, previous)
                if seq == held:
                    old_edge = edge[:]
            need(at == len(data) and len(ids) == 32 * width, "tiles", path + " has another length")
            if width == 256:  # edges have the block as one node
                need(above[32 * (seq // 256 - 1):32 * (seq // 256)] == self.block(ids), "tiles", "tile/1 differs at entry %d" % seq)
        need(base64.b64encode(root_of(edge)).decode() == root, "checkpoint", "the entries do not give its root")
        if held:
            hashes = [from_base64(line) for line in proof[2:-1]]
            need(proof[1] == "%d %d" % (held, size) and consistent(held, root_of(old_edge), size, root_of(edge), hashes), "consistency", "does not prove")
        for name, blob in signatures:
            witness = self.witnesses.get(name)
            if witness and blob[:4] == key_id(name, witness, 4):
                seconds = int.from_bytes(blob[4:12], "big")
                need(verifies(witness, b"cosignature/v1\ntime %d\n" % seconds + text.encode(), blob[12:]), "cosignature", name)

    def block(self, ids):
        edge = []
        for i in range(256):
            append(edge, i, ids[32 * i:32 * i + 32])
        return root_of(edge)

    def entry(self, note, origin, key, seq, previous, ended, with_signature):
        self.entries += 1
        text, signatures = parse_note(note)
        where = "entry %d: " % seq
        need(len(signatures) == 1 and signatures[0][0] == origin, "name", where + "not one signature line of the log's device")
        need(signatures[0][1][:4] == key_id(origin, key), "key-id", where + "another key")
        entry = read_entry(text)
        need(entry["dev"] == url(key), "device", where + "of another device")
        need((entry["ws"] or url(sha256(text.encode())[:16])) == self.ws, "workspace", where + "of another workspace")
        need(entry["seq"] == seq and (previous is None or entry["prev"] == url(previous)), "chain", where + "seq or prev does not follow")
        need(not ended, "epoch", where + "follows the end of the log")
        if with_signature:
            need(verifies(key, text.encode(), signatures[0][1][4:]), "signature", where + "does not verify")
        return sha256(b"\0" + note), entry["kind"] in ("key.rotate", "log.freeze")


def load(path):
    if os.path.isdir(path):
        names = [os.path.join(folder, name) for folder, _, files in os.walk(path) for name in files]
        need(not any(os.path.islink(name) for name in names), "archive", "a link")
        return {os.path.relpath(name, path).replace(os.sep, "/"): open(name, "rb").read() for name in names}
    files = {}
    try:
        with gzip.open(path) as packed:
            unpacked = packed.read(LIMIT + 1)
            need(len(unpacked) <= LIMIT, "archive", "too large")
        with tarfile.open(fileobj=io.BytesIO(unpacked)) as archive:
            for member in archive:
                need(member.isreg() and member.name not in files, "archive", "a link, or twice: " + member.name)
                files[member.name] = archive.extractfile(member).read()
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise Fault("archive " + str(error)) from None
    return files


def main(words):
    full = "--full" in words
    paths = [word for word in words if not word.startswith("--")]
    if len(paths) != 1 or len(paths) + full != len(words):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        bundle = Bundle(load(paths[0]))
        bundle.check(full)
    except Fault as fault:
        print(fault)
        return 1
    for finding in bundle.findings:
        print(finding)
    if not bundle.findings:
        print("sound: %d entries" % bundle.entries)
    return 1 if bundle.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
