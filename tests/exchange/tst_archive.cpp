#include "core/exchange/archive.h"
#include "core/exchange/gzipstream.h"
#include "core/log/format/fault.h"
#include "tests/exchange/suites.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

using namespace docket;
using namespace docket::exchange;
using namespace Qt::StringLiterals;

namespace
{

using Files = QList<QPair<QByteArray, QByteArray>>;

PathRules rules(qint64 most = 1'000'000)
{
    return PathRules({ { u"a/[0-9]{3}"_s, most }, { u"plain"_s, 10 } }, 100, 5'000'000);
}

QByteArray pack(const Files& files)
{
    QByteArray out;
    GzipWriter gzip([&out](QByteArrayView bytes) -> Status {
        out += bytes;
        return {};
    });
    TarWriter tar([&gzip](QByteArrayView bytes) { return gzip.write(bytes); });
    for (const auto& [path, content] : files) {
        if (!tar.add(path, content))
            qFatal("cannot pack");
    }
    if (!tar.finish() || !gzip.finish())
        qFatal("cannot pack");
    return out;
}

Result<Files> unpack(const QByteArray& bytes, const PathRules& allowed = rules())
{
    auto gzip = std::make_shared<GzipReader>(readBytes(bytes));
    TarReader tar([gzip](std::span<char> room) { return gzip->read(room); }, allowed, u"test"_s);
    Files files;
    for (;;) {
        DOCKET_ASSIGN(const auto file, tar.next());
        if (!file)
            return files;
        DOCKET_ASSIGN(const QByteArray content, tar.readAll());
        files.append({ file->path, content });
    }
}

constexpr qsizetype digestSize = 58;

/// As it was written before there was a digest.
QByteArray withoutDigest(const QByteArray& packed)
{
    QByteArray out = packed.chopped(digestSize);
    out[9] = '\x03';
    return out;
}

QString wordOf(const Result<Files>& result)
{
    return result ? u"accepted"_s : log::faultWord(result.error());
}

/// A gzip of a tar made by hand through libarchive, for what TarWriter never writes.
QByteArray foreign(const std::function<void(archive_entry*)>& change, const QByteArray& content = "content")
{
    QByteArray tar(1 << 20, '\0');
    size_t used = 0;
    archive* const writer = archive_write_new();
    archive_write_set_format_pax_restricted(writer);
    archive_write_open_memory(writer, tar.data(), static_cast<size_t>(tar.size()), &used);
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, "a/001");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, content.size());
    archive_entry_set_perm(entry, 0644);
    change(entry);
    archive_write_header(writer, entry);
    if (archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry))
        archive_write_data(writer, content.constData(), static_cast<size_t>(content.size()));
    archive_entry_free(entry);
    archive_write_close(writer);
    archive_write_free(writer);
    QByteArray out;
    GzipWriter gzip([&out](QByteArrayView bytes) -> Status {
        out += bytes;
        return {};
    });
    (void)gzip.write(QByteArrayView(tar.constData(), static_cast<qsizetype>(used)));
    (void)gzip.finish();
    return out;
}

} // namespace

class ArchiveTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTripIsDeterministic()
    {
        const Files files{ { "a/000", "" }, { "a/001", QByteArray(511, 'x') }, { "a/002", QByteArray(300'000, 'y') },
            { "plain", "0123456789" } };
        const QByteArray packed = pack(files);
        QTest::qWait(1100); // another second: no time is written
        QCOMPARE(pack(files), packed);
        const auto back = unpack(packed);
        QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
        QCOMPARE(*back, files);
    }

    void stockTarReadsIt()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"x.tar.gz"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(pack({ { "a/000", "hello" }, { "plain", "world" } }));
        file.close();
        QProcess tar;
        tar.start(u"tar"_s, { u"-tvzf"_s, file.fileName(), u"--numeric-owner"_s, u"--utc"_s });
        QVERIFY(tar.waitForFinished());
        QCOMPARE(tar.exitCode(), 0);
        const QByteArray listing = tar.readAllStandardOutput();
        QVERIFY2(listing.contains("-rw-r--r-- 0/0"), listing.constData());
        QVERIFY(listing.contains("1970-01-01 00:00"));
    }

    void everyChangedByteIsRefused()
    {
        const Files files{ { "a/000", "some content" }, { "a/001", QByteArray(40, 'z') } };
        const QByteArray packed = pack(files);
        const auto accepted = [&](const QByteArray& bytes) {
            int count = 0;
            for (qsizetype i = 0; i < bytes.size(); ++i) {
                for (const int flip : { 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff }) {
                    QByteArray changed = bytes;
                    changed[i] = static_cast<char>(changed[i] ^ flip);
                    const auto back = unpack(changed);
                    if (back && *back != files)
                        return -1;
                    count += back.has_value();
                    if (!back && wordOf(back) != u"archive"_s)
                        return -2;
                }
            }
            return count;
        };
        QCOMPARE(accepted(packed), 0);
        // The control: without the digest, deflate says the same content in other ways, and gzip does not mind.
        QVERIFY(accepted(withoutDigest(packed)) > 0);
    }

    void filesWithoutADigestAreStillRead()
    {
        const Files files{ { "a/000", "some content" } };
        const QByteArray packed = pack(files);
        const auto back = unpack(withoutDigest(packed));
        QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
        QCOMPARE(*back, files);
        // Neither can a digest be taken away without a trace, nor put behind a file that announces none.
        QCOMPARE(wordOf(unpack(packed.chopped(digestSize))), u"archive"_s);
        QCOMPARE(wordOf(unpack(withoutDigest(packed) + packed.last(digestSize))), u"archive"_s);
        QCOMPARE(wordOf(unpack(packed + packed.last(digestSize))), u"archive"_s);
    }

    void everyCutIsRefused()
    {
        const QByteArray packed = pack({ { "a/000", "some content" } });
        for (qsizetype size = 0; size < packed.size(); ++size)
            QCOMPARE(wordOf(unpack(packed.first(size))), u"archive"_s);
        QCOMPARE(wordOf(unpack(packed + 'x')), u"archive"_s);
        QCOMPARE(wordOf(unpack(packed + packed)), u"archive"_s);
    }

    void onlyAllowedPaths_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char* path :
            { "../a/001", "/a/001", "a/1", "a/0011", "a/001/b", "a\\001", "A/001", "./a/001", "a//001", "plain\n", "" })
            QTest::addRow("%s", path) << QByteArray(path);
    }
    void onlyAllowedPaths()
    {
        QFETCH(QByteArray, path);
        const auto back
            = unpack(foreign([&path](archive_entry* entry) { archive_entry_set_pathname(entry, path.constData()); }));
        QCOMPARE(wordOf(back), u"archive"_s);
    }

    void onlyRegularFiles_data()
    {
        QTest::addColumn<int>("type");
        QTest::addRow("symbolic link") << static_cast<int>(AE_IFLNK);
        QTest::addRow("folder") << static_cast<int>(AE_IFDIR);
        QTest::addRow("device") << static_cast<int>(AE_IFCHR);
        QTest::addRow("pipe") << static_cast<int>(AE_IFIFO);
        QTest::addRow("hard link") << 0;
    }
    void onlyRegularFiles()
    {
        QFETCH(int, type);
        const auto back = unpack(foreign([type](archive_entry* entry) {
            if (type == 0) {
                archive_entry_set_hardlink(entry, "plain");
            } else {
                archive_entry_set_filetype(entry, static_cast<unsigned int>(type));
                if (type == static_cast<int>(AE_IFLNK))
                    archive_entry_set_symlink(entry, "/etc/passwd");
            }
            archive_entry_set_size(entry, 0);
        }));
        QCOMPARE(wordOf(back), u"archive"_s);
    }

    void sizesAreBounded()
    {
        // 1 MB of zeros packs into a thousand bytes; it is refused by its announced size, before it is unpacked.
        const QByteArray bomb = pack({ { "a/000", QByteArray(1'000'000, '\0') } });
        QVERIFY(bomb.size() < 3000);
        QVERIFY(unpack(bomb));
        const auto back = unpack(bomb, rules(999'999));
        QCOMPARE(wordOf(back), u"archive"_s);
        QVERIFY2(back.error().text().contains(u"a/000"_s), qPrintable(back.error().text()));
        QVERIFY2(back.error().text().contains(u"at byte"_s), qPrintable(back.error().text()));
        QCOMPARE(wordOf(unpack(pack({ { "plain", QByteArray(11, 'x') } }))), u"archive"_s);
        QCOMPARE(
            wordOf(unpack(pack({ { "a/000", "" }, { "a/001", "" } }), PathRules({ { u"a/[0-9]{3}"_s, 10 } }, 1, 100))),
            u"archive"_s);
        QCOMPARE(wordOf(unpack(pack({ { "a/000", "12345" }, { "a/001", "12345" } }),
                     PathRules({ { u"a/[0-9]{3}"_s, 10 } }, 10, 9))),
            u"archive"_s);
    }

    void paddingIsBounded()
    {
        QByteArray tar(1 << 20, '\0');
        QByteArray out;
        GzipWriter gzip([&out](QByteArrayView bytes) -> Status {
            out += bytes;
            return {};
        });
        QVERIFY(gzip.write(tar));
        QVERIFY(gzip.finish());
        QCOMPARE(wordOf(unpack(out)), u"archive"_s);
    }

    void twiceTheSameFileIsRefused()
    {
        QByteArray tar;
        const Sink sink = [&tar](QByteArrayView bytes) -> Status {
            tar += bytes;
            return {};
        };
        for (int i = 0; i < 2; ++i) {
            TarWriter writer(sink);
            QVERIFY(writer.add("a/001", "x"));
            QVERIFY(writer.finish());
            if (i == 0)
                tar.truncate(1024); // one header, one block of content
        }
        QByteArray out;
        GzipWriter gzip([&out](QByteArrayView bytes) -> Status {
            out += bytes;
            return {};
        });
        QVERIFY(gzip.write(tar));
        QVERIFY(gzip.finish());
        QCOMPARE(wordOf(unpack(out)), u"archive"_s);
    }
};

std::unique_ptr<QObject> makeArchiveTests()
{
    return std::make_unique<ArchiveTests>();
}

#include "tst_archive.moc"
