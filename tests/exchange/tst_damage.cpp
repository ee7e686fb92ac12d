#include "core/log/format/fault.h"
#include "tests/exchange/node.h"
#include "tests/exchange/suites.h"

using namespace docket;
using namespace docket::exchange;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const QStringList knownWords{ u"age"_s, u"archive"_s, u"manifest"_s, u"tiles"_s, u"checkpoint"_s, u"policy"_s,
    u"consistency"_s, u"note"_s, u"device"_s, u"cosignature"_s, u"commitment"_s, u"signature"_s, u"id"_s };

bool isLong()
{
    return !qEnvironmentVariableIsEmpty("DOCKET_LONG");
}

/// The unpacked tar.
QByteArray gunzip(const QByteArray& packed)
{
    QByteArray out;
    GzipReader reader(readBytes(packed));
    std::vector<char> buffer(65536);
    for (;;) {
        const auto count = reader.read(buffer);
        if (!count)
            qFatal("%s", qPrintable(count.error().text()));
        if (*count == 0)
            return out;
        out.append(buffer.data(), *count);
    }
}

QByteArray gzip(const QByteArray& plain)
{
    QByteArray out;
    GzipWriter writer([&out](QByteArrayView bytes) -> Status {
        out += bytes;
        return {};
    });
    PeerFixture::must(writer.write(plain));
    PeerFixture::must(writer.finish());
    return out;
}

using Files = QMap<QByteArray, QByteArray>;

Files filesOf(const QByteArray& packed)
{
    Files out;
    GzipReader reader(readBytes(packed));
    TarReader tar([&](std::span<char> room) { return reader.read(room); },
        PathRules({ { u".*"_s, 1 << 30 } }, 10'000, 1 << 30), u"bundle"_s);
    for (;;) {
        const auto file = tar.next();
        PeerFixture::must(file);
        if (!*file)
            return out;
        out[(*file)->path] = tar.readAll().value();
    }
}

QByteArray packed(const Files& files)
{
    QByteArray out;
    GzipWriter writer([&out](QByteArrayView bytes) -> Status {
        out += bytes;
        return {};
    });
    TarWriter tar([&](QByteArrayView bytes) { return writer.write(bytes); });
    for (auto file = files.cbegin(); file != files.cend(); ++file)
        PeerFixture::must(tar.add(file.key(), file.value()));
    PeerFixture::must(tar.finish());
    PeerFixture::must(writer.finish());
    return out;
}

/// The files under a manifest that fits them, signed by the device of `signer`.
QByteArray resigned(Files files, Node& signer)
{
    const auto old = log::SignedNote::parse(files.value("manifest"));
    PeerFixture::must(old);
    auto manifest = Manifest::parse(old->text);
    PeerFixture::must(manifest);
    manifest->from = signer.device();
    manifest->files.clear();
    for (auto file = files.cbegin(); file != files.cend(); ++file) {
        if (file.key() != "manifest")
            manifest->files.append({ file.key(), file.value().size(), sha256Hex(file.value()) });
    }
    files["manifest"] = signer.store.signManifest(manifest->toText()).value();
    return packed(files);
}

} // namespace

class DamageTests : public QObject
{
    Q_OBJECT

    std::unique_ptr<Pair> m_pair;
    QByteArray m_bundle;
    QByteArray m_log; ///< of Bo's log.db

    Result<ImportResult> offer(const QByteArray& bytes)
    {
        const QString file = m_pair->bo.path(u"offered.docket"_s);
        writeFile(file, bytes);
        return m_pair->bo.read(file);
    }
    /// Refused with a word that says what, and log.db is as it was.
    void refused(const QByteArray& bytes, const QString& what, QString* word = nullptr)
    {
        const auto result = offer(bytes);
        QVERIFY2(!result, qPrintable(what));
        QVERIFY2(result.error().thing.startsWith(u"offered.docket"_s), qPrintable(result.error().text()));
        const QString said = log::faultWord(result.error());
        QVERIFY2(knownWords.contains(said), qPrintable(what + u": "_s + result.error().text()));
        QCOMPARE(m_pair->bo.logBytes(), m_log);
        if (word)
            *word = said;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_pair = std::make_unique<Pair>();
        PeerFixture::must(
            m_pair->ada.store.append({ draft(u"case.note"_s, caseNumber(1), { { u"text"_s, u"one"_s } }) }));
        const QString file = m_pair->ada.path(u"small.docket"_s);
        VERIFY_OK(m_pair->ada.writeAll(file, { u"Bo"_s }));
        m_bundle = readFile(file);
        m_log = m_pair->bo.logBytes();
    }

    void everyFlippedByteIsRefused()
    {
        // One bit of each byte; all bits where gzip's own fields are, and one whole byte's worth.
        const qsizetype step = isLong() ? 1 : 29;
        const auto isField = [this](qsizetype at) { return at < 10 || at >= m_bundle.size() - 66; };
        QStringList accepted;
        int tried = 0;
        const auto flip = [&](qsizetype at, int bits) {
            QByteArray changed = m_bundle;
            changed[at] = static_cast<char>(changed[at] ^ bits);
            const QString file = m_pair->bo.path(u"offered.docket"_s);
            writeFile(file, changed);
            const auto opened = Bundle::open(file, m_pair->bo.folder);
            if (opened)
                accepted.append(u"%1 of byte %2"_s.arg(bits).arg(at));
            else
                QVERIFY2(knownWords.contains(log::faultWord(opened.error())), qPrintable(opened.error().text()));
            if (++tried % 7 == 0)
                refused(changed, u"byte %1"_s.arg(at));
        };
        for (qsizetype i = 0; i < m_bundle.size() && !QTest::currentTestFailed(); ++i) {
            if (isField(i)) {
                for (const int bits : { 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff })
                    flip(i, bits);
            } else if (i % step == 0) {
                flip(i, 1 << (i % 8));
            }
        }
        qInfo("%lld bytes, %d flips tried", static_cast<long long>(m_bundle.size()), tried);
        QVERIFY2(accepted.isEmpty(), qPrintable(accepted.join(u", "_s)));
    }

    void bundlesWithoutADigestAreStillTaken()
    {
        // What was written before there was one: another system byte, and nothing behind the tar's member.
        QByteArray earlier = m_bundle.chopped(58);
        earlier[9] = '\x03';
        const QString file = m_pair->bo.path(u"earlier.docket"_s);
        writeFile(file, earlier);
        VERIFY_OK(Bundle::open(file, m_pair->bo.folder));
        refused(m_bundle.chopped(58), u"the digest left out"_s);
    }

    void everyFlippedByteInsideIsRefused()
    {
        // The packing's checksum set right again, so that what lies inside must be noticed by the manifest.
        const QByteArray tar = gunzip(m_bundle);
        const Files files = filesOf(m_bundle);
        const qsizetype step = isLong() ? 1 : 211;
        int without = 0;
        int tried = 0;
        for (qsizetype i = 0; i < tar.size(); i += step) {
            QByteArray changed = tar;
            changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
            const QByteArray bytes = gzip(changed);
            const QString file = m_pair->bo.path(u"offered.docket"_s);
            writeFile(file, bytes);
            const auto opened = Bundle::open(file, m_pair->bo.folder);
            if (opened) {
                // What fills up a block, and the first digit of a header's checksum, which may be a space. Nobody gets
                // there by accident: the digest was made anew.
                QVERIFY2(tar.at(i) == '\0' || i % 512 == 148, qPrintable(QString::number(i)));
                QCOMPARE(filesOf(bytes), files);
                ++without;
                continue;
            }
            QVERIFY2(knownWords.contains(log::faultWord(opened.error())), qPrintable(opened.error().text()));
            if (++tried % 7 == 0)
                refused(bytes, u"tar byte %1"_s.arg(i));
            if (QTest::currentTestFailed())
                return;
        }
        qInfo("%lld bytes of tar, %d flips refused, %d without meaning", static_cast<long long>(tar.size()), tried,
            without);
    }

    void everyCutIsRefused()
    {
        const qsizetype step = isLong() ? 1 : 149;
        for (qsizetype size = 0; size < m_bundle.size(); size += step) {
            refused(m_bundle.first(size), u"cut at %1"_s.arg(size));
            if (QTest::currentTestFailed())
                return;
        }
        refused(m_bundle.chopped(1), u"last byte"_s);
        refused(m_bundle + 'x', u"one more"_s);
    }

    void filesLeftOutOrAddedAreNoticed()
    {
        const Files files = filesOf(m_bundle);
        for (auto file = files.cbegin(); file != files.cend(); ++file) {
            Files fewer = files;
            fewer.remove(file.key());
            refused(packed(fewer), QString::fromLatin1(file.key()));
            if (QTest::currentTestFailed())
                return;
        }
        Files more = files;
        more["log/AAAAAAAA/checkpoint"] = "x";
        QString word;
        refused(packed(more), u"added"_s, &word);
        QCOMPARE(word, u"manifest"_s);
    }

    void signedLiesAreNoticed()
    {
        // Somebody enrolled changes the content and signs a manifest that fits.
        const Files files = filesOf(m_bundle);
        const auto with = [&](const QByteArray& path, const QByteArray& content) {
            Files changed = files;
            changed[path] = content;
            return resigned(changed, m_pair->ada);
        };
        VERIFY_OK(Bundle::open(
            [&] {
                const QString file = m_pair->bo.path(u"same.docket"_s);
                writeFile(file, resigned(files, m_pair->ada));
                return file;
            }(),
            m_pair->bo.folder)); // the control: unchanged content is fine
        for (auto file = files.cbegin(); file != files.cend(); ++file) {
            if (file.key() == "manifest" || file.key() == "README" || file.key() == "verify.py")
                continue;
            QByteArray changed = file.value();
            const qsizetype middle = changed.size() / 2;
            changed[middle] = static_cast<char>(changed[middle] ^ 0x04);
            refused(with(file.key(), changed), QString::fromLatin1(file.key()));
            if (QTest::currentTestFailed())
                return;
            if (file.key() != "policy")
                refused(with(file.key(), file.value().chopped(1)), QString::fromLatin1(file.key()));
            if (QTest::currentTestFailed())
                return;
        }
    }

    void manifestOfAnotherSignerIsRefused()
    {
        Files files = filesOf(m_bundle);
        const QByteArray right = files.value("manifest");
        const auto note = log::SignedNote::parse(right);
        const auto key = log::SigningKey::generate();
        files["manifest"] = log::signNote(note->text, note->signatures.first().name, key).toBytes();
        QString word;
        refused(packed(files), u"manifest"_s, &word);
        QCOMPARE(word, u"manifest"_s);
    }

    void hugeSizesAreNotBelieved()
    {
        Files files = filesOf(m_bundle);
        for (auto file = files.begin(); file != files.end(); ++file) {
            if (!file.key().endsWith("/checkpoint"))
                continue;
            const auto note = log::SignedNote::parse(*file);
            auto checkpoint = log::Checkpoint::parse(note->text);
            if (checkpoint->origin.endsWith(toBase64Url(m_pair->ada.device()).first(8))) {
                checkpoint->size = quint64(1) << 50;
                // Only the device itself could sign that; the tiles are asked for before the signature matters.
                *file = log::signNote(checkpoint->toText(), checkpoint->origin, log::SigningKey::generate()).toBytes();
            }
        }
        refused(resigned(files, m_pair->ada), u"huge"_s);
    }

    void rightBundleIsTaken() // last: what all of them were compared with works
    {
        VERIFY_OK(offer(m_bundle));
        QVERIFY(m_pair->bo.logBytes() != m_log);
    }
};

std::unique_ptr<QObject> makeDamageTests()
{
    return std::make_unique<DamageTests>();
}

#include "tst_damage.moc"
