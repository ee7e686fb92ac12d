#!/usr/bin/env python3
"""Writes the vectors of core/log/FORMAT.md beside itself: one JSON file for each subject, and the folder `bundle`.

    python3 generate.py            writes them
    python3 generate.py --check    exit status 1 where what is there differs

Keys and salts are fixed, so the same script always writes the same bytes. It shares its curve arithmetic with
resources/verify/verify.py and nothing with the C++ programs. A vector is `ok`, or names the `fault` that a reader must
report; `input` is text, or base64 under `bytes` where it is no UTF-8.
"""
import base64, hashlib, json, os, pathlib, shutil, sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "resources" / "verify"))
import verify as v

DOMAIN = "docket.example"


def b64(data):
    return base64.b64encode(data).decode()


class Key:
    def __init__(self, label):
        digest = hashlib.sha512(hashlib.sha256(b"docket vectors " + label.encode()).digest()).digest()
        number = int.from_bytes(digest[:32], "little")
        self.secret = (number & ((1 << 254) - 8)) | (1 << 254)
        self.prefix = digest[32:]
        self.public = v.encode(v.multiply(self.secret, v.BASE))

    def sign(self, message, nonce=None):
        r = nonce if nonce is not None else int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % v.L
        point = v.encode(v.multiply(r, v.BASE))
        k = int.from_bytes(hashlib.sha512(point + self.public + message).digest(), "little") % v.L
        return point + ((r + k * self.secret) % v.L).to_bytes(32, "little")


def canonical(value):
    return v.WRITER.encode(value)


def line(name, blob):
    return "— %s %s\n" % (name, b64(blob))


def sign_note(text, name, key):
    return text + "\n" + line(name, v.key_id(name, key.public) + key.sign(text.encode()))


def vkey(name, key, kind=1):
    return "%s+%s+%s" % (name, v.key_id(name, key.public, kind).hex(), b64(bytes([kind]) + key.public))


class Device:
    """Writes a log; `heads` is what a careful author would name as parents."""

    def __init__(self, label, ws=""):
        self.key, self.label, self.ws, self.notes, self.ids, self.lamport = Key(label), label, ws, [], [], 0
        self.name = "%s/%s/%s" % (DOMAIN, ws[:8], v.url(self.key.public)[:8])

    def header(self, kind, case=None, parents=(), payload=None, lamport=None, **more):
        out = {"app": "0.1.0", "dev": v.url(self.key.public), "kind": kind, "lc": lamport or self.lamport + 1,
               "prev": v.url(self.ids[-1] if self.ids else bytes(32)), "seq": len(self.ids) + 1,
               "t": "2026-11-20T08:%02d:00.000Z" % len(self.ids), "v": 1, "ws": self.ws}
        if case is not None:
            out.update(case=v.url(case), par=[v.url(p) for p in sorted(parents)])
        if payload is not None:
            salt = hashlib.sha256(b"salt %d " % len(self.ids) + self.label.encode()).digest()
            out["pay"] = {"c": v.url(v.sha256(b"docket-payload/v1\n" + salt + payload)), "n": len(payload), "type": "application/json"}
        out.update(more)
        return out

    def write(self, kind, case=None, parents=(), payload=None, **more):
        header = self.header(kind, case, parents, payload, **more)
        text = "docket-entry/v1\n" + canonical(header) + "\n"
        if kind == "ws.init":
            self.ws = v.url(v.sha256(text.encode())[:16])
            self.name = "%s/%s/%s" % (DOMAIN, self.ws[:8], v.url(self.key.public)[:8])
        self.add(sign_note(text, self.name, self.key), header["lc"])
        return self.ids[-1]

    def add(self, note, lamport):
        self.notes.append(note)
        self.ids.append(v.sha256(b"\0" + note.encode()))
        self.lamport = lamport

    def root(self, size=None):
        return tree_root(self.ids[:len(self.ids) if size is None else size])

    def tree(self, size=None):
        size = len(self.ids) if size is None else size
        return "%s\n%d\n%s\n" % (self.name, size, b64(self.root(size)))

    def checkpoint(self, size=None):
        return sign_note(self.tree(size), self.name, self.key)


def cosign(text, name, key, seconds):
    message = b"cosignature/v1\ntime %d\n" % seconds + text.encode()
    return line(name, v.key_id(name, key.public, 4) + seconds.to_bytes(8, "big") + key.sign(message))


# --- trees, by the recursive definitions of RFC 6962 -------------------------------------------------------------------

def split_of(size):
    return 1 << ((size - 1).bit_length() - 1)


def tree_root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else v.sha256(b"")
    k = split_of(len(leaves))
    return v.node(tree_root(leaves[:k]), tree_root(leaves[k:]))


def path(index, leaves):
    if len(leaves) < 2:
        return []
    k = split_of(len(leaves))
    if index < k:
        return path(index, leaves[:k]) + [tree_root(leaves[k:])]
    return path(index - k, leaves[k:]) + [tree_root(leaves[:k])]


def consistency(old, leaves, complete=True):
    if old == len(leaves):
        return [] if complete else [tree_root(leaves)]
    k = split_of(len(leaves))
    if old <= k:
        return consistency(old, leaves[:k], complete) + [tree_root(leaves[k:])]
    return consistency(old - k, leaves[k:], False) + [tree_root(leaves[:k])]


# --- subjects ------------------------------------------------------------------------------------------------------------

class Subject:
    def __init__(self, name, what):
        self.name, self.what, self.vectors = name, what, []

    def add(self, name, fault=None, data=None, **members):
        out = {"name": name}
        if data is not None:
            data = data.encode() if isinstance(data, str) else data
            try:
                out["input"] = data.decode()
            except UnicodeDecodeError:
                out["bytes"] = b64(data)
        out.update(members)
        out.update({"fault": fault} if fault else {"ok": True})
        self.vectors.append(out)

    def bytes(self):
        return (json.dumps({"subject": self.name, "what": self.what, "vectors": self.vectors}, indent=1) + "\n").encode()


def canonical_subject():
    s = Subject("canonical", "FORMAT.md 1: is the input the canonical spelling of a value of the restricted JSON?")
    for name, text in (
            ("empty object", "{}"), ("empty array", "[]"), ("empty string", '""'), ("zero", "0"), ("largest integer", "9007199254740991"),
            ("nested six deep", "[[[[[[]]]]]]"), ("sorted keys", '{"a":1,"a_":2,"a0":3}'.replace('"a_":2,"a0":3', '"a0":3,"a_":2')),
            ("short escapes", r'"\b\t\n\f\r\"\\"'), ("control characters", r'"\u0001\u001f\u000b"'), ("solidus as it is", '"a/b"'),
            ("DEL as it is", '"\x7f"'), ("two, three and four bytes", '"é€𝄞"'), ("not normalised", '"e\u0301é"'),
            ("noncharacters", '"\ufffe\uffff\U0010ffff"'), ("byte order mark inside a string", '"\ufeff"'), ("line separators", '"\u2028\u2029"'),
            ("string next to the surrogates", '"\ud7ff\ue000"'), ("an entry's nesting", '{"par":["x","y"],"pay":{"n":579}}')):
        s.add(name, data=text)
    for fault, cases in (
            ("json-syntax", (("nothing", ""), ("space only", " "), ("open object", "{"), ("open array", "[1"), ("open string", '"a'), ("trailing comma", "[1,]"),
                             ("trailing comma in an object", '{"a":1,}'), ("missing colon", '{"a"1}'), ("bare key", "{a:1}"), ("two values", "1 2"), ("text after", "{}x"),
                             ("byte order mark", "\ufeff{}"), ("raw newline in a string", '"a\nb"'), ("raw NUL in a string", '"a\0b"'), ("NUL as a value", "\0"),
                             ("unknown escape", r'"\x41"'), ("short unicode escape", r'"\u12"'), ("escape at the end", '"\\'), ("NaN", "NaN"), ("single quotes", "'a'"),
                             ("comment", "/*a*/1"), ("second half cut", r'"\ud834\u12"'), ("capital literal", "True"))),
            ("json-utf8", (("lone continuation", b'"\x80"'), ("overlong slash", b'"\xc0\xaf"'), ("overlong NUL", b'"\xc0\x80"'), ("overlong three", b'"\xe0\x80\xaf"'),
                           ("overlong four", b'"\xf0\x80\x80\xaf"'), ("surrogate in UTF-8", b'"\xed\xa0\x80"'), ("above U+10FFFF", b'"\xf4\x90\x80\x80"'),
                           ("cut character", b'"\xe2\x82"'), ("Latin-1", b'"caf\xe9"'), ("0xff", b'"\xff"'), ("UTF-8 before syntax", b'{\xff'))),
            ("json-number", (("minus", "-1"), ("minus zero", "-0"), ("plus", "+1"), ("fraction", "1.0"), ("exponent", "1e3"), ("capital exponent", "1E30"), ("point first", ".5"),
                             ("leading zero", "01"), ("2^53", "9007199254740992"), ("many digits", "1" * 40), ("RFC 8785 number", "333333333.33333329"), ("small", "2e-3"),
                             ("hexadecimal", "0e"))),
            ("json-literal", (("null", "null"), ("true", "true"), ("false", '{"a":false}'))),
            ("json-key", (("capital key", '{"A":1}'), ("empty key", '{"":1}'), ("digit first", '{"1":1}'), ("underscore first", '{"_":1}'), ("hyphen", '{"a-b":1}'),
                          ("RFC 8785 keys", '{"€":1}'), ("control character in a key", r'{"a\u0001":1}'))),
            ("json-duplicate", (("twice", '{"a":1,"a":1}'), ("twice, apart", '{"a":1,"b":2,"a":3}'), ("twice by an escape", r'{"a":1,"\u0061":2}'), ("twice within", '{"x":{"b":1,"b":2}}'))),
            ("json-depth", (("seven deep", "[[[[[[[]]]]]]]"), ("very deep", "[" * 5000), ("objects", '{"a":' * 7 + "1" + "}" * 7))),
            ("json-surrogate", (("high alone", r'"\ud834"'), ("low alone", r'"\udd1e"'), ("high twice", r'"\ud834\ud834"'), ("high, then text", r'"\ud834x"'))),
            ("json-nul", (("escaped NUL", r'"\u0000"'),)),
            ("canonical", (("space", '{"a": 1}'), ("space before", " {}"), ("space behind", "{} "), ("newline", "[1,\n2]"), ("unsorted", '{"b":1,"a":2}'), ("capital hex", r'"\u001F"'),
                           ("long escape of a newline", r'"\u000a"'), ("escaped letter", r'"\u0042"'), ("escaped solidus", r'"\/"'), ("escaped pair", r'"\ud834\udd1e"'),
                           ("escaped euro", r'"\u20ac"'), ("escaped key", r'{"\u0061":1}'), ("escaped quote in hex", r'"\u0022"'), ("tab in an object", '{\t}')))):
        for name, text in cases:
            s.add(name, fault, text)
    return s


def note_subject():
    s = Subject("note", "c2sp.org/signed-note: is the input a signed note? With `key`: does a line of this verifier key verify?")
    key = Key("note")
    good = sign_note("text\n\nwith an empty line\n", "docket.example/a", key)
    s.add("one signature", data=good, key=vkey("docket.example/a", key), text="text\n\nwith an empty line\n", names=["docket.example/a"])
    s.add("Go's example", data="If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
          "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
          key="PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", names=["PeterNeumann"])
    s.add("example of the cosignature page", data="example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
          "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
          "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n",
          names=["example.com/behind-the-sofa", "witness.example.com/w1"])
    other = line("other.example", b"\1\2\3\4" + bytes(64))
    s.add("a line of another key", data=good + other, key=vkey("docket.example/a", key), names=["docket.example/a", "other.example"])
    s.add("empty text", data=sign_note("\n", "a", key), key=vkey("a", key), names=["a"])
    s.add("DEL in the text", data=sign_note("a\x7fb\n", "a", key), key=vkey("a", key), names=["a"])
    s.add("a name of Unicode letters", data=sign_note("x\n", "prüfer.example/é", key), key=vkey("prüfer.example/é", key), names=["prüfer.example/é"])
    blob = good.rsplit(" ", 1)[1]
    for name, data in (
            ("nothing", ""), ("no signature", "text\n"), ("no empty line", good.replace("\n\n—", "\n—").replace("text\n\n", "text\n")), ("no last newline", good[:-1]),
            ("hyphen for the dash", good.replace("— ", "- ")), ("no space behind the dash", good.replace("— ", "—")), ("two spaces", good.replace("— ", "—  ")),
            ("plus in the name", good.replace("example/a", "example+a")), ("no-break space in the name", good.replace("example/a", "exa\u00a0mple/a")),
            ("ideographic space in the name", good.replace("example/a", "exa\u3000mple/a")), ("hair space in the name", good.replace("example/a", "exa\u200ample/a")),
            ("no name", good.replace("docket.example/a ", "")), ("carriage return", good.replace("text\n", "text\r\n", 1)), ("tab", good.replace("text", "te\txt", 1)), ("NUL", good.replace("text", "te\0xt", 1)),
            ("no UTF-8", good.encode().replace(b"text", b"te\xfft", 1)), ("base64 without padding", good.replace("=", "")), ("loose bits", good.replace(blob, blob[:-3] + ("B=" if blob[-3] == "A" else "B=") + "\n")),
            ("URL alphabet", "x\n\n— a -_-_-_-_\n"), ("four bytes only", "x\n\n" + line("a", b"1234")), ("empty signature", "x\n\n— a \n"), ("text behind", good + "x"),
            ("a second empty line", good + "\n"), ("101 signatures", good + other * 100)):
        s.add(name, "note", data)
    for name, data in (("text changed", good.replace("with", "wits")), ("name changed", good.replace("example/a", "example/b")), ("key id changed", good.replace(blob, "A" + blob[1:])),
                       ("signature changed", good.replace(blob, blob[:20] + ("A" if blob[20] != "A" else "B") + blob[21:]))):
        s.add(name, "signature", data, key=vkey("docket.example/a", key))
    return s


def maker():
    a = Device("device a")
    secret = v.url(hashlib.sha256(b"secret of the workspace").digest())
    a.write("ws.init", payload=canonical({"domain": DOMAIN, "roots": [v.url(a.key.public)], "secret": secret}).encode())
    return a


CASE = hashlib.sha256(b"a case").digest()[:16]


def entry_subject():
    s = Subject("entry", "FORMAT.md 2: whole notes of entries. `id` is the entry id.")
    a = maker()
    s.add("ws.init", data=a.notes[0], id=v.url(a.ids[0]), seq=1, kind="ws.init", workspace=a.ws)
    first = a.write("case.open", CASE, payload=b'{"subject":"model:acme/x"}')
    a.write("case.decide", CASE, [first], payload=b'{"code":"D21"}', pol="hf-content@5f1c09aa77e2")
    a.write("future.kind-2.x", lamport=4 + 7)
    a.write("log.note", v=2, more={"nested": [1]})
    a.write("case.note", CASE, [hashlib.sha256(b"%d" % i).digest() for i in range(32)], app='quoted"\\')
    for i in range(1, len(a.notes)):
        header = json.loads(a.notes[i].split("\n")[1])
        s.add("entry %d, %s" % (i + 1, header["kind"]), data=a.notes[i], id=v.url(a.ids[i]), seq=i + 1, kind=header["kind"], workspace=a.ws)

    def signed(text, name=a.name, key=a.key):
        return sign_note(text, name, key)

    def text_of(**changes):
        header = a.header("case.note", CASE, [first], payload=b"{}")
        for key, value in changes.items():
            if value is None:
                header.pop(key, None)
            else:
                header[key] = value
        return "docket-entry/v1\n" + canonical(header) + "\n"

    good = text_of()
    s.add("a plain one", data=signed(good), id=v.url(v.sha256(b"\0" + signed(good).encode())), seq=len(a.ids) + 1, kind="case.note", workspace=a.ws)
    s.add("30 days in April", data=signed(text_of(t="2026-04-30T23:59:59.999Z")), id=v.url(v.sha256(b"\0" + signed(text_of(t="2026-04-30T23:59:59.999Z")).encode())), seq=len(a.ids) + 1, kind="case.note", workspace=a.ws)
    room = 16384 - len(good)
    pad = lambda n: text_of(par=None, case=None, kind="x.y", v=2, zz="x" * n)
    full = 16384 - len(pad(0))
    s.add("16384 bytes", data=signed(pad(full)), id=v.url(v.sha256(b"\0" + signed(pad(full)).encode())), seq=len(a.ids) + 1, kind="x.y", workspace=a.ws)
    s.add("16385 bytes", "size", signed(pad(full + 1)))
    s.add("far too long", "size", signed(pad(full + 5000)))
    for name, text in (("another first line", good.replace("v1", "v2", 1)), ("a checkpoint's first line", good.replace("docket-entry/v1", "docket.example/x/y", 1)), ("one line", "docket-entry/v1\n"),
                       ("three lines", good + "x\n"), ("empty line between", good.replace("v1\n", "v1\n\n", 1)), ("nothing in line 2", "docket-entry/v1\n\n")):
        s.add(name, "json-syntax" if name == "nothing in line 2" else "first-line", signed(text))
    s.add("space in the JSON", "canonical", signed(good.replace('"kind":', '"kind": ')))
    s.add("unsorted JSON", "canonical", signed("docket-entry/v1\n" + json.dumps(dict(reversed(json.loads(good.split("\n")[1]).items())), separators=(",", ":")) + "\n"))
    s.add("fraction", "json-number", signed(good.replace('"v":1', '"v":1.0')))
    s.add("a field twice", "json-duplicate", signed(good.replace('"v":1', '"v":1,"v":1')))
    s.add("null", "json-literal", signed(good.replace('"v":1', '"v":null')))
    s.add("no object", "field", signed("docket-entry/v1\n[]\n"))
    wrong = v.url(b"x" * 31)
    loose = v.url(a.key.public)
    loose = loose[:-1] + chr(ord(loose[-1]) + 1) if loose[-1] not in "Zz9" else loose[:-1] + "_"
    for name, changes in (
            ("no app", {"app": None}), ("empty app", {"app": ""}), ("app with a space", {"app": "a b"}), ("app too long", {"app": "x" * 65}), ("app as a number", {"app": 1}),
            ("no dev", {"dev": None}), ("short dev", {"dev": wrong}), ("dev with loose bits", {"dev": loose}), ("padded dev", {"dev": v.url(a.key.public) + "="}),
            ("no kind", {"kind": None}), ("one word", {"kind": "case"}), ("capital kind", {"kind": "case.Note"}), ("empty word", {"kind": "case..note"}), ("dot at the end", {"kind": "case.note."}),
            ("hyphen first", {"kind": "case.-note"}), ("kind too long", {"kind": "case." + "x" * 60}), ("no lc", {"lc": None}), ("lc 0", {"lc": 0}), ("lc below seq", {"lc": len(a.ids)}), ("lc as text", {"lc": "3000"}),
            ("no par", {"par": None}), ("par without case", {"case": None, "kind": "x.y"}), ("case missing", {"case": None, "par": None}), ("par unsorted", {"par": [v.url(b"b" * 32), v.url(b"a" * 32)]}),
            ("par twice", {"par": [v.url(b"a" * 32)] * 2}), ("33 parents", {"par": [v.url(b"%02d" % i * 16) for i in range(33)]}), ("par of numbers", {"par": [1]}), ("par no list", {"par": "x"}), ("par nested", {"par": [[]]}),
            ("short case", {"case": v.url(b"x" * 15)}), ("case for ws", {"kind": "ws.something"}), ("case for key", {"kind": "key.enrol"}), ("case for log", {"kind": "log.seen"}), ("case for policy", {"kind": "policy.adopt"}),
            ("pay no object", {"pay": []}), ("pay without c", {"pay": {"n": 1, "type": "a/b"}}), ("pay without n", {"pay": {"c": v.url(bytes(32)), "type": "a/b"}}), ("pay without type", {"pay": {"c": v.url(bytes(32)), "n": 1}}),
            ("pay with more", {"pay": {"c": v.url(bytes(32)), "n": 1, "type": "a/b", "x": 1}}), ("type without slash", {"pay": {"c": v.url(bytes(32)), "n": 1, "type": "text"}}),
            ("type with parameter", {"pay": {"c": v.url(bytes(32)), "n": 1, "type": "a/b; c=d"}}), ("pol without digest", {"pol": "hf-content"}), ("pol with a short digest", {"pol": "hf-content@5f1c"}),
            ("pol in capitals", {"pol": "hf-content@5F1C09AA77E2"}), ("empty pol", {"pol": ""}), ("no prev", {"prev": None}), ("prev of a first entry", {"prev": "A" * 43}), ("seq 0", {"seq": 0}), ("no seq", {"seq": None}),
            ("no t", {"t": None}), ("t without milliseconds", {"t": "2026-09-21T20:49:17Z"}), ("t with an offset", {"t": "2026-09-21T20:49:17.000+00:00"}), ("31 days in April", {"t": "2026-04-31T20:49:17.000Z"}),
            ("29 February 2026", {"t": "2026-02-29T20:49:17.000Z"}), ("hour 24", {"t": "2026-09-21T24:00:00.000Z"}), ("second 60", {"t": "2026-09-21T23:59:60.000Z"}), ("v 0", {"v": 0}), ("no v", {"v": None}),
            ("no ws", {"ws": None}), ("empty ws", {"ws": ""}), ("short ws", {"ws": "abc"}), ("a field that version 1 does not have", {"extra": 1})):
        s.add(name, "field", signed(text_of(**changes)))
    s.add("a second ws.init", "field", signed(text_of(kind="ws.init", case=None, par=None, ws="")))
    s.add("no signature", "note", good + "\n")
    s.add("two signatures", "note", signed(good) + line(a.name, v.key_id(a.name, a.key.public) + a.key.sign(good.encode())))
    s.add("nothing", "note", "")
    other = Key("other")
    s.add("name of another workspace", "name", signed(good, a.name.replace(a.ws[:8], "AAAAAAAA")))
    s.add("name of another key", "name", signed(good, a.name[:-8] + v.url(other.public)[:8]))
    s.add("name without domain", "name", signed(good, a.name[len(DOMAIN):]))
    s.add("name with a capital", "name", signed(good, "D" + a.name[1:]))
    s.add("another domain", data=signed(good, a.name.replace("docket", "audit")), id=v.url(v.sha256(b"\0" + signed(good, a.name.replace("docket", "audit")).encode())), seq=len(a.ids) + 1, kind="case.note", workspace=a.ws)
    s.add("key id of a cosigner", "key-id", good + "\n" + line(a.name, v.key_id(a.name, a.key.public, 4) + a.key.sign(good.encode())))
    s.add("key id of another key", "key-id", signed(good, a.name, other))
    s.add("signed by another key", "signature", good + "\n" + line(a.name, v.key_id(a.name, a.key.public) + other.sign(good.encode())))
    s.add("signature over other text", "signature", good + "\n" + line(a.name, v.key_id(a.name, a.key.public) + a.key.sign(good.encode() + b"x")))
    s.add("63 bytes of signature", "signature", good + "\n" + line(a.name, v.key_id(a.name, a.key.public) + a.key.sign(good.encode())[:63]))
    s.add("signature with S + L", "signature", good + "\n" + line(a.name, v.key_id(a.name, a.key.public) + plus_l(a.key.sign(good.encode()))))
    assert room > 0
    return s


def plus_l(signature):
    return signature[:32] + (int.from_bytes(signature[32:], "little") + v.L).to_bytes(32, "little")


def torsion():
    """The eight points of small order."""
    for i in range(2, 100):
        point = v.decode(i.to_bytes(32, "little"))
        if point:
            base = v.multiply(v.L, point)
            if v.encode(v.multiply(4, base)) != v.encode((0, 1, 1, 0)):
                return [v.multiply(k, base) for k in range(8)]
    raise AssertionError


def signature_subject():
    s = Subject("signature", "Ed25519 as accepted here: `key`, `message`, `signature` in base64. `enrol`: may the key be enrolled? "
                             "`others`: what verifiers of RFC 8032 without libsodium's extra refusals say, where the two differ.")
    key, message = Key("signature"), b"docket"
    good = key.sign(message)

    def add(name, ok, pk, sig, enrol, msg=message, others=None):
        more = {"others": others} if others is not None else {}
        s.add(name, None if ok else "signature", key=b64(pk), message=b64(msg), signature=b64(sig), enrol=enrol, **more)

    add("good", True, key.public, good, True)
    add("empty message", True, key.public, key.sign(b""), True, b"")
    for seed, msg in (("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", ""), ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72"),
                      ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "af82")):
        rfc = Key("")
        digest = hashlib.sha512(bytes.fromhex(seed)).digest()
        rfc.secret, rfc.prefix = (int.from_bytes(digest[:32], "little") & ((1 << 254) - 8)) | (1 << 254), digest[32:]
        rfc.public = v.encode(v.multiply(rfc.secret, v.BASE))
        add("RFC 8032, message " + (msg or "of no bytes"), True, rfc.public, rfc.sign(bytes.fromhex(msg)), True, bytes.fromhex(msg))
    add("message changed", False, key.public, good, True, b"Docket")
    add("R changed", False, key.public, bytes([good[0] ^ 1]) + good[1:], True)
    add("S changed", False, key.public, good[:32] + bytes([good[32] ^ 1]) + good[33:], True)
    add("another key", False, Key("other").public, good, True)
    add("S + L", False, key.public, plus_l(good), True)
    add("S = L", False, key.public, good[:32] + v.L.to_bytes(32, "little"), True)
    add("S of all ones", False, key.public, good[:32] + b"\xff" * 32, True)
    add("all zero", False, key.public, bytes(64), True)
    add("short", False, key.public, good[:63], True)
    identity = v.encode((0, 1, 1, 0))
    # A dishonest holder of an enrolled key can sign with the nonce 0; libsodium refuses the small-order R.
    add("R is the identity, signed with nonce 0", False, key.public, key.sign(message, 0), True, others=True)
    points = torsion()
    for i, point in enumerate(points):
        add("key of small order %d, S 0" % i, False, v.encode(point), identity + bytes(32), False, others=None if i else True)
    for y in range(19):
        for sign in (0, 1):
            data = ((y + v.P) | sign << 255).to_bytes(32, "little")
            add("key spelled y + p, y = %d, sign %d" % (y, sign), False, data, good, False)
    for i in (1, 2, 4):
        r = v.encode(v.add(v.multiply(77, v.BASE), points[i]))
        k = int.from_bytes(hashlib.sha512(r + key.public + message).digest(), "little") % v.L
        add("R of mixed order %d" % i, False, key.public, r + ((77 + k * key.secret) % v.L).to_bytes(32, "little"), True)
        # Verifies without the cofactor where the hash is a multiple of 8; nobody may enrol such a key.
        mixed = v.encode(v.add(v.multiply(key.secret, v.BASE), points[i]))
        for nonce in range(1, 200):
            r = v.encode(v.multiply(nonce, v.BASE))
            k = int.from_bytes(hashlib.sha512(r + mixed + message).digest(), "little") % v.L
            if k % 8 == 0:
                add("key of mixed order %d" % i, True, mixed, r + ((nonce + k * key.secret) % v.L).to_bytes(32, "little"), False)
                break
    add("no point at all", False, (2).to_bytes(32, "little"), good, False)
    return s


TREE_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]


def leaves_of(count):
    return [v.sha256(b"\0" + b"%d" % i) for i in range(count)]


def tree_subject():
    s = Subject("tree", "RFC 6962 2.1: the root over leaves with these contents (hexadecimal). The first nine are those of the certificate-transparency tests; "
                        "`count` means the leaves \"0\", \"1\", … in decimal.")
    for i in range(9):
        data = [bytes.fromhex(leaf) for leaf in TREE_LEAVES[:i]]
        s.add("%d published leaves" % i, leaves=TREE_LEAVES[:i], root=tree_root([v.sha256(b"\0" + leaf) for leaf in data]).hex())
    for count in (1, 2, 3, 255, 256, 257, 511, 513, 1000):
        s.add("%d numbers" % count, count=count, root=tree_root(leaves_of(count)).hex())
    return s


def flip(data, at=0):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def inclusion_subject():
    s = Subject("inclusion", "RFC 9162 2.1.3.2, over the leaves \"0\", \"1\", …: hashes in hexadecimal.")

    def add(name, fault, leaf, index, size, proof, root):
        s.add(name, fault, leaf=leaf.hex(), index=index, size=size, proof=[h.hex() for h in proof], root=root.hex())

    for size, indices in ((1, (0,)), (2, (0, 1)), (7, (0, 3, 6)), (8, (0, 7)), (257, (0, 255, 256)), (1000, (0, 511, 999))):
        leaves = leaves_of(size)
        root = tree_root(leaves)
        for index in indices:
            proof = path(index, leaves)
            where = "%d of %d" % (index, size)
            add(where, None, leaves[index], index, size, proof, root)
            for i in range(len(proof)):
                if i < 3:
                    add(where + ", hash %d changed" % i, "proof", leaves[index], index, size, proof[:i] + [flip(proof[i])] + proof[i + 1:], root)
            if proof:
                add(where + ", a hash missing", "proof", leaves[index], index, size, proof[:-1], root)
                add(where + ", next index", "proof", leaves[index], (index + 1) % size, size, proof, root)
                add(where + ", smaller tree", "proof", leaves[index], index, size // 2, proof, root)
            add(where + ", a hash too many", "proof", leaves[index], index, size, proof + [root], root)
            add(where + ", another leaf", "proof", flip(leaves[index]), index, size, proof, root)
            add(where + ", another root", "proof", leaves[index], index, size, proof, flip(root))
            add(where + ", index beyond", "proof", leaves[index], size, size, proof, root)
    add("empty tree", "proof", leaves_of(1)[0], 0, 0, [], v.sha256(b""))
    return s


def consistency_subject():
    s = Subject("consistency", "RFC 9162 2.1.4.2, over the leaves \"0\", \"1\", …: hashes in hexadecimal.")

    def add(name, fault, old, old_root, new, new_root, proof):
        s.add(name, fault, old=old, old_root=old_root.hex(), new=new, new_root=new_root.hex(), proof=[h.hex() for h in proof])

    for old, new in ((1, 2), (1, 8), (3, 7), (4, 7), (6, 8), (7, 8), (256, 257), (255, 1000), (512, 1000), (999, 1000)):
        leaves = leaves_of(new)
        a, b, proof = tree_root(leaves[:old]), tree_root(leaves), consistency(old, leaves)
        where = "%d to %d" % (old, new)
        add(where, None, old, a, new, b, proof)
        for i in range(min(3, len(proof))):
            add(where + ", hash %d changed" % i, "consistency", old, a, new, b, proof[:i] + [flip(proof[i])] + proof[i + 1:])
        add(where + ", a hash missing", "consistency", old, a, new, b, proof[:-1])
        add(where + ", a hash too many", "consistency", old, a, new, b, proof + [a])
        add(where + ", another old root", "consistency", old, flip(a), new, b, proof)
        add(where + ", another new root", "consistency", old, a, new, flip(b), proof)
        add(where + ", the sizes exchanged", "consistency", new, b, old, a, proof)
        add(where + ", no proof", "consistency", old, a, new, b, [])
    root = tree_root(leaves_of(5))
    add("equal", None, 5, root, 5, root, [])
    add("equal sizes, other roots", "consistency", 5, root, 5, flip(root), [])
    add("equal with a hash", "consistency", 5, root, 5, root, [root])
    add("from nothing", "consistency", 0, v.sha256(b""), 5, root, [])
    # Two histories that grow apart and meet again in size: neither proves the other.
    forked = leaves_of(4) + [v.sha256(b"\0other")] + leaves_of(9)[5:]
    add("a history that was rewritten", "consistency", 6, tree_root(leaves_of(6)), 9, tree_root(forked), consistency(6, forked))
    return s


def checkpoint_subject():
    s = Subject("checkpoint", "c2sp.org/tlog-checkpoint: is the input the text of a checkpoint without extension lines?")
    root = tree_root(leaves_of(7))
    good = "docket.example/AAAAAAAA/BBBBBBBB\n7\n%s\n" % b64(root)
    s.add("plain", data=good, origin="docket.example/AAAAAAAA/BBBBBBBB", size=7, root=root.hex())
    s.add("empty tree", data="o\n0\n%s\n" % b64(v.sha256(b"")), origin="o", size=0, root=v.sha256(b"").hex())
    s.add("large", data="o\n%d\n%s\n" % (2**53, b64(root)), origin="o", size=2**53, root=root.hex())
    for name, text in (("nothing", ""), ("no origin", good[good.index("\n"):]), ("no root", "o\n7\n"), ("extension line", good + "more\n"), ("no last newline", good[:-1]), ("empty line", good + "\n"),
                       ("leading zero", good.replace("\n7", "\n07")), ("minus", good.replace("\n7", "\n-7")), ("plus", good.replace("\n7", "\n+7")), ("space", good.replace("\n7", "\n 7")),
                       ("hexadecimal", good.replace("\n7", "\n0x7")), ("no number", good.replace("\n7", "\nseven")), ("root without padding", good.replace("=", "")), ("root of 31 bytes", "o\n7\n%s\n" % b64(root[:31])),
                       ("root of 33 bytes", "o\n7\n%s\n" % b64(root + b"x")), ("root with loose bits", good[:-3] + chr(ord(good[-3]) + 1) + "=\n"), ("URL alphabet", "o\n7\n" + "-" * 43 + "=\n"), ("beyond 2^64", good.replace("\n7", "\n18446744073709551616"))):
        s.add(name, "checkpoint", text)
    return s


def cosignature_subject():
    s = Subject("cosignature", "c2sp.org/tlog-cosignature: does `line` cosign the checkpoint text `input` with the cosigner key `key` (verifier key)?")
    a, w = maker(), Key("cosigner b")
    name = "docket.example/%s/%s/w" % (a.ws[:8], v.url(Key("device b").public)[:8])
    text = a.tree()
    good = cosign(text, name, w, 1800000000)
    s.add("good", data=text, line=good, key=vkey(name, w, 4), time=1800000000)
    s.add("time 0", data=text, line=cosign(text, name, w, 0), key=vkey(name, w, 4), time=0)
    message = lambda seconds: b"cosignature/v1\ntime %d\n" % seconds + text.encode()
    ident = v.key_id(name, w.public, 4)
    seconds = (1800000000).to_bytes(8, "big")
    for what, line_, text_ in (
            ("another checkpoint", good, a.tree().replace("\n1\n", "\n2\n")), ("another time", line(name, ident + (1800000001).to_bytes(8, "big") + w.sign(message(1800000000))), text),
            ("signature of the checkpoint itself", line(name, ident + seconds + w.sign(text.encode())), text), ("key id of type 1", line(name, v.key_id(name, w.public, 1) + seconds + w.sign(message(1800000000))), text),
            ("no time", line(name, ident + w.sign(message(1800000000))), text), ("one byte more", line(name, ident + seconds + w.sign(message(1800000000)) + b"x"), text),
            ("another key", line(name, ident + seconds + Key("other").sign(message(1800000000))), text), ("time above 2^63-1", line(name, ident + (2**63).to_bytes(8, "big") + w.sign(message(2**63))), text),
            ("time with a leading zero", line(name, ident + seconds + w.sign(b"cosignature/v1\ntime 01800000000\n" + text.encode())), text),
            ("S + L", line(name, ident + seconds + plus_l(w.sign(message(1800000000)))), text)):
        s.add(what, "cosignature", text_, line=line_, key=vkey(name, w, 4))
    return s


def proof_text(note, index, hashes, checkpoint):
    return "c2sp.org/tlog-proof@v1\nextra %s\nindex %d\n%s\n%s" % (b64(note.encode()), index, "".join(b64(h) + "\n" for h in hashes), checkpoint)


def grown(count=7):
    a = maker()
    head = []
    while len(a.ids) < count:
        head = [a.write("case.note", CASE, head, payload=b'{"text":"%d"}' % len(a.ids))]
    return a


def proof_subject():
    s = Subject("proof", "c2sp.org/tlog-proof of one entry, its note in `extra`, signed by the device with the verifier key `key`.")
    a, other = grown(), Key("other")
    key = vkey(a.name, a.key)
    for index in (0, 3, 6):
        s.add("entry %d of 7" % (index + 1), data=proof_text(a.notes[index], index, path(index, a.ids), a.checkpoint()), key=key, seq=index + 1)
    s.add("in a smaller tree", data=proof_text(a.notes[1], 1, path(1, a.ids[:2]), a.checkpoint(2)), key=key, seq=2)
    w = Key("cosigner b")
    cosigned = a.checkpoint() + cosign(a.tree(), "docket.example/%s/witness0/w" % a.ws[:8], w, 1800000000)
    s.add("with a cosignature", data=proof_text(a.notes[3], 3, path(3, a.ids), cosigned), key=key, seq=4)
    hashes = path(3, a.ids)
    good = proof_text(a.notes[3], 3, hashes, a.checkpoint())
    for name, text in (
            ("nothing", ""), ("another version", good.replace("@v1", "@v2")), ("no extra line", "\n".join(l for l in good.split("\n") if not l.startswith("extra"))), ("index with a zero", good.replace("index 3", "index 03")),
            ("no index", good.replace("index 3\n", "")), ("no empty line", good.replace("\n\n", "\n", 1)), ("hash of 31 bytes", good.replace(b64(hashes[0]), b64(hashes[0][:31]))),
            ("a hash changed", proof_text(a.notes[3], 3, [flip(hashes[0])] + hashes[1:], a.checkpoint())), ("a hash missing", proof_text(a.notes[3], 3, hashes[:-1], a.checkpoint())),
            ("a hash too many", proof_text(a.notes[3], 3, hashes + hashes[:1], a.checkpoint())), ("another index", proof_text(a.notes[3], 4, hashes, a.checkpoint())),
            ("checkpoint of another size", proof_text(a.notes[3], 3, hashes, a.checkpoint(6))), ("another entry's note", proof_text(a.notes[2], 3, hashes, a.checkpoint())),
            ("checkpoint signed by another", proof_text(a.notes[3], 3, hashes, sign_note(a.tree(), a.name, other))), ("checkpoint of another origin", proof_text(a.notes[3], 3, hashes, sign_note(a.tree().replace("docket.", "audit."), a.name, a.key))),
            ("65 hashes", proof_text(a.notes[3], 3, hashes + [bytes(32)] * 65, a.checkpoint()))):
        s.add(name, "proof", text, key=key)
    s.add("note changed", "signature", proof_text(a.notes[3].replace("08:03:00", "08:03:01"), 3, hashes, a.checkpoint()), key=key)
    s.add("checkpoint without signature", "note", proof_text(a.notes[3], 3, hashes, a.tree()), key=key)
    s.add("checkpoint with an extension", "checkpoint", proof_text(a.notes[3], 3, hashes, sign_note(a.tree() + "more\n", a.name, a.key)), key=key)
    s.add("another key is trusted", "proof", good, key=vkey(a.name[:-8] + v.url(other.public)[:8], other))
    return s


def policy_subject():
    s = Subject("policy", "c2sp.org/tlog-policy. `met`: sets of witness key names that meet the quorum, `unmet`: that do not.")
    log = vkey("docket.example/l", Key("log"))
    x = {n: Key("witness " + n) for n in ("x1", "x2", "x3", "y1")}
    wit = lambda n: "witness %s %s\n" % (n, vkey("docket.example/%s/w" % n, x[n], 4))
    name = lambda *ns: ["docket.example/%s/w" % n for n in ns]
    two = wit("x1") + wit("x2")
    s.add("nobody needed", data="log %s\nquorum none\n" % log, met=[[]], unmet=[])
    s.add("one witness", data="log %s\n%squorum x1\n" % (log, wit("x1")), met=[name("x1")], unmet=[[]])
    s.add("any of two", data="log %s https://example.com/\n%sgroup g any x1 x2\nquorum g\n" % (log, two), met=[name("x1"), name("x2"), name("x1", "x2")], unmet=[[]])
    s.add("all of two", data="%sgroup g all x1 x2\nquorum g\n" % two, met=[name("x1", "x2")], unmet=[[], name("x1")])
    s.add("two of three and one more", data="# comment\n\n  \t\n%s%s%sgroup g 2 x1 x2 x3\ngroup h all g y1\nquorum h\n" % (two, wit("x3"), wit("y1")), met=[name("x1", "x3", "y1")], unmet=[name("x1", "x2", "x3"), name("x1", "y1")])
    s.add("spaces and tabs", data="  quorum\t none \n", met=[[]], unmet=[])
    for what, text in (
            ("nothing", ""), ("no quorum", "log %s\n" % log), ("two quorums", "quorum none\nquorum none\n"), ("unknown quorum", "quorum g\n"), ("quorum before the group", two + "quorum g\ngroup g any x1 x2\n"),
            ("unknown member", two + "group g any x1 x9\nquorum g\n"), ("threshold 0", two + "group g 0 x1 x2\nquorum g\n"), ("threshold too large", two + "group g 3 x1 x2\nquorum g\n"), ("threshold with a zero", two + "group g 01 x1 x2\nquorum g\n"),
            ("no members", two + "group g any\nquorum none\n"), ("a member twice", two + "group g any x1 x1\nquorum g\n"), ("a member of two groups", two + "group g any x1\ngroup h any x1\nquorum h\n"), ("a name twice", two + wit("x1") + "quorum x1\n"),
            ("witness named none", wit("x1").replace("witness x1", "witness none") + "quorum none\n"), ("none as a member", two + "group g any none\nquorum g\n"), ("unknown word", "logs x\nquorum none\n"), ("log with a cosigner key", "log %s\nquorum none\n" % vkey("a", Key("log"), 4)),
            ("witness with a log key", "witness x1 %s\nquorum none\n" % vkey("a", Key("log"))), ("the same log twice", "log %s\nlog %s\nquorum none\n" % (log, log)), ("key id changed", "log %s\nquorum none\n" % log.replace("+", "+0", 1)),
            ("carriage return", "quorum none\r\n"), ("no last newline", "quorum none")):
        s.add(what, "policy", text)
    return s


# --- a bundle --------------------------------------------------------------------------------------------------------------

def tiles(folder, device, held=0):
    files, size = {}, len(device.ids)
    for start in range(held // 256 * 256, size, 256):
        part = "" if size - start >= 256 else ".p/%d" % (size - start)
        name = "%03d%s" % (start // 256, part)
        files["%s/tile/0/%s" % (folder, name)] = b"".join(device.ids[start:start + 256])
        files["%s/tile/entries/%s" % (folder, name)] = b"".join(len(n.encode()).to_bytes(2, "big") + n.encode() for n in device.notes[start:start + 256])
    assert size < 256  # higher levels are for longer logs
    return files


def manifest(files, ws, device):
    text = "docket-bundle/v1\nws %s\nid %s\nfrom %s\npurpose since\ntime 2026-11-20T09:00:00.000Z\n" % (ws, v.url(hashlib.sha256(b"bundle").digest()[:16]), v.url(device.key.public))
    text += "".join("file %s %d %s\n" % (hashlib.sha256(files[p]).hexdigest(), len(files[p]), p) for p in sorted(files))
    return sign_note(text, device.name, device.key).encode()


def bundle():
    a = grown(3)
    b = Device("device b", a.ws)
    a_cosigner, b_cosigner = Key("cosigner a"), Key("cosigner b")
    a.write("key.enrol", payload=b'{"dev":"%s"}' % v.url(b.key.public).encode())
    b.lamport = a.lamport
    head = [a.ids[2]]
    while len(b.ids) < 5:
        head = [b.write("case.note", CASE, head, payload=b'{"text":"b%d"}' % len(b.ids))]
    files = {"README": b"A bundle for tests.\n", "verify.py": b"# stands for the real one\n"}
    files["policy"] = ("log %s\nlog %s\nwitness w1 %s\nwitness w2 %s\ngroup others any w1 w2\nquorum others\n" % (
        vkey(a.name, a.key), vkey(b.name, b.key), vkey(a.name + "/w", a_cosigner, 4), vkey(b.name + "/w", b_cosigner, 4))).encode()
    for device, key, name in ((a, b_cosigner, b.name), (b, a_cosigner, a.name)):
        folder = "log/" + device.name.rpartition("/")[2]
        files[folder + "/checkpoint"] = (device.checkpoint() + cosign(device.tree(), name + "/w", key, 1800000000)).encode()
        files.update(tiles(folder, device))
    held = "log/" + b.name.rpartition("/")[2] + "/consistency"
    files[held] = ("docket-consistency/v1\n2 5\n" + "".join(b64(h) + "\n" for h in consistency(2, b.ids))).encode()
    files["manifest"] = manifest(files, a.ws, a)
    return files, a, b


def bundle_subject():
    """Changes to the folder `bundle`. With `resign` the manifest was made again, so that only what is inside is wrong."""
    s = Subject("bundle", "FORMAT.md 10: the folder `bundle` is sound. `put` replaces or adds files (base64), `remove` takes them away.")
    files, a, b = bundle()
    s.add("as it is")
    la, lb = "log/" + a.name[-8:], "log/" + b.name[-8:]

    def add(name, fault, put=None, remove=(), resign=True):
        changed = {p: d for p, d in files.items() if p not in remove}
        changed.update(put or {})
        put = dict(put or {})
        if resign:
            changed.pop("manifest")
            put["manifest"] = manifest(changed, a.ws, a)
        s.add(name, fault, put={p: b64(d) for p, d in sorted(put.items())}, remove=sorted(remove))

    entries, ids = lb + "/tile/entries/000.p/5", lb + "/tile/0/000.p/5"
    for p in sorted(files):
        if p != "manifest":
            add("a byte of %s flipped" % p, "manifest", {p: flip(files[p], len(files[p]) // 2)}, resign=False)
            add("%s removed" % p, "manifest", remove=[p], resign=False)
    add("a byte of the manifest flipped", "manifest", {"manifest": flip(files["manifest"], 60)}, resign=False)
    add("a file too many", "manifest", {"extra": b"x"}, resign=False)
    add("manifest signed by another", "manifest", {"manifest": manifest({p: d for p, d in files.items() if p != "manifest"}, a.ws, Device("other", a.ws)).replace(
        v.url(Device("other", a.ws).key.public).encode(), v.url(a.key.public).encode(), 1)}, resign=False)
    swapped = files[entries][:-20] + (b"A" if files[entries][-20:-19] != b"A" else b"B") + files[entries][-19:]
    add("an entry's signature changed", "signature", {entries: swapped})
    add("an id flipped", "tiles", {ids: flip(files[ids], 40)})
    add("the last entry left out", "tiles", {entries: files[entries][:-600]})
    add("entries removed", "tiles", remove=[entries])
    add("ids removed", "tiles", remove=[ids])
    fewer, longer = Device("device b", a.ws), Device("device b", a.ws)
    for note in b.notes[:4]:
        fewer.add(note, 0)
    for note in b.notes:
        longer.add(note, 0)
    longer.lamport = b.lamport
    add("truncated behind its checkpoint", "tiles", tiles(lb, fewer), [entries, ids])
    longer.write("case.note", CASE, [b.ids[-1]])
    add("an entry that the checkpoint does not have", "tiles", tiles(lb, longer), [entries, ids])
    add("checkpoint with another root", "checkpoint", {lb + "/checkpoint": sign_note(b.tree().replace(b64(b.root()), b64(flip(b.root()))), b.name, b.key).encode()})
    add("checkpoint signed by another", "checkpoint", {lb + "/checkpoint": sign_note(b.tree(), b.name, a.key).encode()})
    add("cosignature of another size", "cosignature", {lb + "/checkpoint": (b.checkpoint() + cosign(b.tree(4), a.name + "/w", Key("cosigner a"), 1800000000)).encode()})
    add("consistency proof changed", "consistency", {lb + "/consistency": files[lb + "/consistency"].replace(b64(consistency(2, b.ids)[0]).encode(), b64(bytes(32)).encode())})
    add("consistency for other sizes", "consistency", {lb + "/consistency": files[lb + "/consistency"].replace(b"2 5", b"3 5")})
    add("policy without quorum", "policy", {"policy": files["policy"].replace(b"quorum others\n", b"")})
    add("policy without a log", "device", {"policy": b"\n".join(files["policy"].split(b"\n")[1:])})
    gap, wrong, ended, foreign = (Device("device b", a.ws) for _ in range(4))
    gap.add(b.notes[0], b.lamport - 4)
    gap.write("case.note", CASE, [], seq=3)
    broken = dict(tiles(lb, gap))
    broken[lb + "/checkpoint"] = gap.checkpoint().encode()
    add("a gap in seq", "chain", broken, [entries, ids, lb + "/consistency"])
    wrong.add(b.notes[0], b.lamport - 4)
    wrong.write("case.note", CASE, [], prev=v.url(a.ids[0]))
    broken = dict(tiles(lb, wrong))
    broken[lb + "/checkpoint"] = wrong.checkpoint().encode()
    add("another prev", "chain", broken, [entries, ids, lb + "/consistency"])
    ended.add(b.notes[0], b.lamport - 4)
    ended.write("log.freeze", payload=b'{"reason":"lost"}')
    ended.write("case.note", CASE, [])
    broken = dict(tiles(lb, ended))
    broken[lb + "/checkpoint"] = ended.checkpoint().encode()
    add("an entry behind log.freeze", "epoch", broken, [entries, ids, lb + "/consistency"])
    text = "docket-entry/v1\n" + canonical(foreign.header("x.y")).replace('"v":1', '"v": 1') + "\n"
    foreign.add(sign_note(text, foreign.name, foreign.key), 1)
    broken = dict(tiles(lb, foreign))
    broken[lb + "/checkpoint"] = foreign.checkpoint().encode()
    add("an entry in another spelling", "canonical", broken, [entries, ids, lb + "/consistency"])
    return s, files


def main(words):
    subjects = [make() for make in (canonical_subject, note_subject, entry_subject, signature_subject, tree_subject, inclusion_subject, consistency_subject,
                                    checkpoint_subject, cosignature_subject, proof_subject, policy_subject)]
    bundles, files = bundle_subject()
    wanted = {s.name + ".json": s.bytes() for s in subjects + [bundles]}
    wanted.update({"bundle/" + p: d for p, d in files.items()})
    if words == ["--check"]:
        wrong = [p for p, d in wanted.items() if not (HERE / p).is_file() or (HERE / p).read_bytes() != d]
        print("\n".join(p + ": differs from what generate.py writes" for p in wrong) or "%d files as generated" % len(wanted))
        return 1 if wrong else 0
    shutil.rmtree(HERE / "bundle", ignore_errors=True)
    for p, data in wanted.items():
        os.makedirs((HERE / p).parent, exist_ok=True)
        (HERE / p).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
