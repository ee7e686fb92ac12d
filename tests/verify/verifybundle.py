#!/usr/bin/env python3
"""Tests of resources/verify/verify.py: over the vectors, and over larger bundles, beside the program docket-verify ($1).

The vectors must be what their generator writes, too.
"""
import base64, gzip, io, json, os, pathlib, subprocess, sys, tarfile, tempfile, time

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "log"
sys.path[:0] = [str(ROOT / "resources" / "verify"), str(DATA)]
import generate as g
import verify as v

failures = []


def expect(true, what):
    if not true:
        failures.append(what)
        print("FAIL " + what)


def word_of(check, *args):
    try:
        check(*args)
    except v.Fault as fault:
        return str(fault).split(" ")[0]
    return None


def vectors(subject):
    for vector in json.loads((DATA / (subject + ".json")).read_text())["vectors"]:
        data = base64.b64decode(vector["bytes"]) if "bytes" in vector else vector.get("input", "").encode()
        yield vector["name"], vector, data


def canonical(data):
    try:
        text = data.decode()
        value = v.READER.decode(text)
        v.plain(value)
        v.need(v.WRITER.encode(value).encode() == data, "canonical", "another spelling")
    except (ValueError, RecursionError):
        raise v.Fault("json-syntax no JSON") from None


def check_vectors():
    # Python's reader names some faults otherwise; that it refuses is what counts.
    for name, vector, data in vectors("canonical"):
        expect((word_of(canonical, data) is None) == ("ok" in vector), "canonical: " + name)
    for name, vector, data in vectors("note"):
        expect(word_of(v.parse_note, data) == ("note" if vector.get("fault") == "note" else None), "note: " + name)
    for name, vector, data in vectors("signature"):
        parts = [base64.b64decode(vector[part]) for part in ("key", "message", "signature")]
        # Keys of mixed order, which nobody may enrol, are not told apart here.
        expect(v.verifies(*parts) == ("ok" in vector), "signature: " + name)
    for name, vector, _ in vectors("consistency"):
        old, new = bytes.fromhex(vector["old_root"]), bytes.fromhex(vector["new_root"])
        proof = [bytes.fromhex(h) for h in vector["proof"]]
        ok = 0 < vector["old"] <= vector["new"] and v.consistent(vector["old"], old, vector["new"], new, proof)
        expect(ok == ("ok" in vector), "consistency: " + name)
    for name, vector, _ in vectors("bundle"):
        files = {str(p.relative_to(DATA / "bundle")): p.read_bytes() for p in (DATA / "bundle").rglob("*") if p.is_file()}
        for path in vector.get("remove", ()):
            del files[path]
        files.update({path: base64.b64decode(data) for path, data in vector.get("put", {}).items()})
        bundle = v.Bundle(files)
        bundle.check(True)
        expect((not bundle.findings) == ("ok" in vector), "bundle: %s: %s" % (name, bundle.findings))


def large_bundle(count, held):
    """A bundle of one long log. Only its newest entry is signed for real, which is what a quick check looks at."""
    a = g.maker()
    fake = g.Device("device b", a.ws)
    real = fake.key.sign
    fake.key.sign = lambda message: bytes(64)
    while len(fake.ids) < count:
        if len(fake.ids) == count - 1:
            fake.key.sign = real
        header = fake.header("case.note", g.CASE, fake.ids[-1:], b'{"text":"x"}', t="2026-11-20T08:00:00.000Z")
        text = "docket-entry/v1\n" + g.canonical(header) + "\n"
        fake.add(g.sign_note(text, fake.name, fake.key), header["lc"])
    folder, files = "log/" + fake.name[-8:], {"README": b"x", "verify.py": b"x"}
    files["policy"] = ("log %s\nquorum none\n" % g.vkey(fake.name, fake.key)).encode()
    level, ids = 0, fake.ids
    while ids:
        for start in range(0 if level else held // 256 * 256, len(ids), 256):
            part = ids[start:start + 256]
            name = "%03d%s" % (start // 256, "" if len(part) == 256 else ".p/%d" % len(part))
            files["%s/tile/%d/%s" % (folder, level, name)] = b"".join(part)
            if level == 0:
                notes = [n.encode() for n in fake.notes[start:start + 256]]
                files["%s/tile/entries/%s" % (folder, name)] = b"".join(len(n).to_bytes(2, "big") + n for n in notes)
        ids, level = [g.tree_root(ids[i:i + 256]) for i in range(0, len(ids) - 255, 256)], level + 1
    files[folder + "/checkpoint"] = fake.checkpoint().encode()
    if held:
        proof = g.consistency(held, fake.ids)
        files[folder + "/consistency"] = ("docket-consistency/v1\n%d %d\n" % (held, count)).encode() + b"".join(base64.b64encode(h) + b"\n" for h in proof)
    files["manifest"] = g.manifest(files, a.ws, fake)
    return files, folder


def pack(files, path, change=None):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(files[name]), 0o644
            archive.addfile(info, io.BytesIO(files[name]))
        if change:
            info = tarfile.TarInfo("link")
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    path.write_bytes(gzip.compress(out.getvalue(), mtime=0))


def unpack(files, folder):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def status(*command):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
    return done.returncode, done.stdout.decode()


def check_large(program, scratch):
    script = ROOT / "resources" / "verify" / "verify.py"
    for count, held in ((700, 0), (700, 300), (700, 512), (768, 767), (256, 256), (3000, 1000)):
        name = "%d entries, %d held" % (count, held)
        files, folder = large_bundle(count, held)
        packed, unpacked = scratch / ("%d-%d.docket" % (count, held)), scratch / ("%d-%d" % (count, held))
        pack(files, packed)
        unpack(files, unpacked)
        for what in ((sys.executable, script, packed), (sys.executable, script, unpacked), (program, "--quick", unpacked)):
            code, said = status(*what)
            expect(code == 0, "%s: %s: %s" % (name, pathlib.Path(what[-2]).name, said))
        # Notes that nobody signed are found by a full check only where more than the newest is looked at.
        code, said = status(program, "--full", unpacked)
        alone = count - held // 256 * 256 <= 1
        expect(code == (0 if alone else 1) and (alone or said.startswith("signature ")), name + ": full: " + said[:200])
        if held == 300:
            for at in ("/tile/1/000.p/2", "/consistency", "/checkpoint", "/tile/0/001", "/tile/entries/002.p/188"):
                path = unpacked / (folder + at)
                data = path.read_bytes()
                path.write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
                for what in ((sys.executable, script, unpacked), (program, unpacked)):
                    code, said = status(*what)
                    expect(code == 1, "%s, %s changed: %s" % (name, at, said))
                path.write_bytes(data)
    pack(files, scratch / "link.docket", True)
    code, said = status(sys.executable, script, scratch / "link.docket")
    expect(code == 1 and said.startswith("archive "), "a link: " + said)
    good = packed.read_bytes()
    for size in (0, 100, len(good) // 2, len(good) - 1):
        (scratch / "cut.docket").write_bytes(good[:size])
        code, said = status(sys.executable, script, scratch / "cut.docket")
        expect(code == 1 and "Traceback" not in said, "cut at %d: %s" % (size, said))
    start = time.monotonic()
    bundle = v.Bundle(files)
    bundle.check(False)
    print("verify.py: %.0f entries a second, quick" % (bundle.entries / (time.monotonic() - start)))


def main(words):
    expect(g.main(["--check"]) == 0, "the vectors are not what generate.py writes")
    check_vectors()
    with tempfile.TemporaryDirectory() as scratch:
        check_large(words[0], pathlib.Path(scratch))
    print("%d failures" % len(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
