#include "core/exchange/agefile.h"
#include "core/exchange/agekeys.h"
#include "core/log/crypto/ed25519.h"
#include "core/log/format/fault.h"
#include "tests/exchange/suites.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace docket;
using namespace docket::exchange;
using namespace Qt::StringLiterals;

namespace
{

QByteArray pattern(qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    quint32 state = 12345;
    for (char& c : out) {
        state = state * 1664525 + 1013904223;
        c = static_cast<char>(state >> 24);
    }
    return out;
}

Result<QByteArray> seal(const QByteArray& plain, const QByteArrayList& recipients, qsizetype step = 7919)
{
    QByteArray out;
    const Sink sink = [&out](QByteArrayView bytes) -> Status {
        out += bytes;
        return {};
    };
    DOCKET_ASSIGN(AgeWriter writer, AgeWriter::begin(sink, recipients));
    for (qsizetype at = 0; at < plain.size(); at += step)
        DOCKET_TRY(writer.write(QByteArrayView(plain).sliced(at, std::min(step, plain.size() - at))));
    DOCKET_TRY(writer.finish());
    return out;
}

Result<QByteArray> open(const QByteArray& file, std::span<const log::Secret> identities, qsizetype step = 5003)
{
    DOCKET_ASSIGN(AgeReader reader, AgeReader::open(readBytes(file), identities));
    QByteArray out;
    QByteArray buffer(step, Qt::Uninitialized);
    for (;;) {
        DOCKET_ASSIGN(const qsizetype count, reader.read(std::span(buffer.data(), static_cast<size_t>(step))));
        if (count == 0)
            return out;
        out += buffer.first(count);
    }
}

std::vector<log::Secret> one(const log::Secret& secret)
{
    std::vector<log::Secret> out;
    out.push_back(log::Secret::copyOf(secret.view()));
    return out;
}

QByteArray run(const QString& program, const QStringList& arguments, int* status)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(30'000);
    *status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return process.readAllStandardOutput() + process.readAllStandardError();
}

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray get(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

constexpr qsizetype chunk = 65536;

} // namespace

class AgeTests : public QObject
{
    Q_OBJECT

    log::Secret m_secret = log::Secret::random(32);
    QByteArray m_public = exchangePublicKey(m_secret);

private Q_SLOTS:
    void initTestCase() { log::initialiseSodium(); }

    void bech32_knownKeys()
    {
        // From the age README: a recipient anyone can look up.
        const QByteArray recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
        const auto key = parseAgeRecipient(recipient);
        QVERIFY(key);
        QCOMPARE(ageRecipientText(*key), recipient);
        QVERIFY(parseAgeRecipient(recipient.toUpper()));
        const QByteArray identity = ageIdentityText(m_secret);
        QVERIFY(identity.startsWith("AGE-SECRET-KEY-1"));
        QCOMPARE(identity.size(), 74);
        QCOMPARE(exchangePublicKey(*parseAgeIdentity(identity)), m_public);
    }

    void bech32_everyChangedLetterIsNoticed()
    {
        const QByteArray text = ageRecipientText(m_public);
        for (qsizetype i = 0; i < text.size(); ++i) {
            QByteArray changed = text;
            changed[i] = changed[i] == 'q' ? 'p' : 'q';
            QVERIFY2(!parseAgeRecipient(changed), changed.constData());
        }
        QVERIFY(!parseAgeRecipient(text.chopped(1)));
        QVERIFY(!parseAgeRecipient(text + 'q'));
        QVERIFY(!parseAgeRecipient({}));
        QVERIFY(!parseAgeIdentity(text));
    }

    void roundTrip_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size :
            { qsizetype(0), qsizetype(1), chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17 })
            QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
    }
    void roundTrip()
    {
        QFETCH(qsizetype, size);
        const QByteArray plain = pattern(size);
        const auto file = seal(plain, { m_public });
        QVERIFY(file);
        const auto back = open(*file, one(m_secret));
        QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
        QCOMPARE(*back, plain);
        QCOMPARE(*open(*file, one(m_secret), 200'000), plain);
    }

    void everyChangedByteIsRefused()
    {
        const QByteArray plain = pattern(300);
        const QByteArray file = *seal(plain, { m_public });
        for (qsizetype i = 0; i < file.size(); ++i) {
            for (const int flip : { 0x01, 0x80, 0xff }) {
                QByteArray changed = file;
                changed[i] = static_cast<char>(changed[i] ^ flip);
                const auto back = open(changed, one(m_secret));
                QVERIFY2(!back, qPrintable(u"byte %1"_s.arg(i)));
                QCOMPARE(log::faultWord(back.error()), u"age"_s);
            }
        }
    }

    void everyCutIsRefused()
    {
        const QByteArray file = *seal(pattern(300), { m_public });
        for (qsizetype size = 0; size < file.size(); ++size)
            QCOMPARE(log::faultWord(open(file.first(size), one(m_secret)).error()), u"age"_s);
        QCOMPARE(log::faultWord(open(file + 'x', one(m_secret)).error()), u"age"_s);
    }

    void cutsAtChunkBordersAreRefused()
    {
        const QByteArray file = *seal(pattern(3 * chunk), { m_public });
        const qsizetype head = file.size() - 3 * (chunk + 16);
        for (int chunks = 0; chunks < 3; ++chunks) {
            for (const qsizetype size : { head + chunks * (chunk + 16), head + chunks * (chunk + 16) + 1 })
                QCOMPARE(log::faultWord(open(file.first(size), one(m_secret)).error()), u"age"_s);
        }
        // Chunks in another order, and one left out.
        const QByteArray first = file.mid(head, chunk + 16);
        const QByteArray second = file.mid(head + chunk + 16, chunk + 16);
        const QByteArray third = file.mid(head + 2 * (chunk + 16));
        for (const QByteArray& body : { QByteArray(second + first + third), QByteArray(first + third) })
            QCOMPARE(log::faultWord(open(file.first(head) + body, one(m_secret)).error()), u"age"_s);
    }

    void severalRecipients()
    {
        QByteArrayList recipients;
        std::vector<log::Secret> secrets;
        for (int i = 0; i < 5; ++i) {
            secrets.push_back(log::Secret::random(32));
            recipients.append(exchangePublicKey(secrets.back()));
        }
        const QByteArray file = *seal("to five", recipients);
        for (const log::Secret& secret : secrets)
            QCOMPARE(*open(file, one(secret)), QByteArray("to five"));
        // An older key among newer ones is found.
        std::vector<log::Secret> ring;
        ring.push_back(log::Secret::random(32));
        ring.push_back(log::Secret::copyOf(secrets[3].view()));
        QCOMPARE(*open(file, ring), QByteArray("to five"));
    }

    void wrongIdentityIsSaid()
    {
        const QByteArray file = *seal("secret", { m_public });
        const auto back = open(file, one(log::Secret::random(32)));
        QCOMPARE(back.error().code, ErrorCode::Validation);
        QCOMPARE(log::faultWord(back.error()), u"age"_s);
        QCOMPARE(open(file, {}).error().code, ErrorCode::Validation);
    }

    void recipientsOfSmallOrderAreRefused()
    {
        QCOMPARE(seal("x", { QByteArray(32, '\0') }).error().code, ErrorCode::Validation);
        QCOMPARE(seal("x", { QByteArray(31, 'a') }).error().code, ErrorCode::Validation);
        QCOMPARE(seal("x", {}).error().code, ErrorCode::Usage);
    }

    void stockToolReadsOurs_data() { roundTrip_data(); }
    void stockToolReadsOurs()
    {
        const QString age = QStandardPaths::findExecutable(u"age"_s);
        if (age.isEmpty())
            QSKIP("the age tool is not installed");
        QFETCH(qsizetype, size);
        QTemporaryDir dir;
        const QByteArray plain = pattern(size);
        put(dir.filePath(u"key.txt"_s), ageIdentityText(m_secret) + '\n');
        put(dir.filePath(u"ours.age"_s), *seal(plain, { exchangePublicKey(log::Secret::random(32)), m_public }));
        int status = 0;
        const QByteArray said = run(age,
            { u"-d"_s, u"-i"_s, dir.filePath(u"key.txt"_s), u"-o"_s, dir.filePath(u"plain"_s),
                dir.filePath(u"ours.age"_s) },
            &status);
        QVERIFY2(status == 0, said.constData());
        QCOMPARE(get(dir.filePath(u"plain"_s)), plain);
    }

    void weReadTheStockTool_data() { roundTrip_data(); }
    void weReadTheStockTool()
    {
        const QString age = QStandardPaths::findExecutable(u"age"_s);
        if (age.isEmpty())
            QSKIP("the age tool is not installed");
        QFETCH(qsizetype, size);
        QTemporaryDir dir;
        const QByteArray plain = pattern(size);
        put(dir.filePath(u"plain"_s), plain);
        int status = 0;
        const QString other = QString::fromLatin1(ageRecipientText(exchangePublicKey(log::Secret::random(32))));
        const QByteArray said = run(age,
            { u"-r"_s, other, u"-r"_s, QString::fromLatin1(ageRecipientText(m_public)), u"-o"_s,
                dir.filePath(u"theirs.age"_s), dir.filePath(u"plain"_s) },
            &status);
        QVERIFY2(status == 0, said.constData());
        const auto back = open(get(dir.filePath(u"theirs.age"_s)), one(m_secret));
        QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
        QCOMPARE(*back, plain);
    }
};

std::unique_ptr<QObject> makeAgeTests()
{
    return std::make_unique<AgeTests>();
}

#include "tst_age.moc"
