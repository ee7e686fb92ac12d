#include "tests/dataset/tst_scan.h"

#include "core/dataset/checkdigits.h"
#include "core/dataset/scan.h"

#include <QTest>

using namespace docket::dataset;
using namespace Qt::StringLiterals;

void ScanTest::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found"); // "signal:text:masked", empty for none
    const auto add
        = [](const char* name, const QString& text, const QString& found) { QTest::newRow(name) << text << found; };
    add("mail", u"write to jo.doe+x@mail.example.org."_s, u"email:jo.doe+x@mail.example.org:j…@mail.example.org"_s);
    add("mail without domain", u"jo@localhost"_s, {});
    add("handle", u"thanks @jo"_s, {});
    add("two dots", u"jo@a..org"_s, {});
    add("decorator", u"@app.route"_s, {});
    add("phone +", u"call +49 (30) 1234-5678 now"_s, u"phone:+49 (30) 1234-5678:+49…78"_s);
    add("phone 00", u"0049 30 1234567"_s, u"phone:0049 30 1234567:004…67"_s);
    add("phone american", u"(555) 010-2030"_s, u"phone:(555) 010-2030:555…30"_s);
    add("short sum", u"+12 345"_s, {});
    add("date", u"2020-11-12 10:20:30"_s, {});
    add("long number", u"12345678901234567890123"_s, {});
    add("iban", u"DE89370400440532013000"_s, u"iban:DE89370400440532013000:DE89…3000"_s);
    add("iban in groups", u"pay GB29 NWBK 6016 1331 9268 19 soon"_s, u"iban:GB29 NWBK 6016 1331 9268 19:GB29…6819"_s);
    add("iban, digit wrong", u"DE89370400440532013001"_s, {});
    add("card", u"4111 1111 1111 1111"_s, u"card-number:4111 1111 1111 1111:…1111"_s);
    add("card with what follows", u"5555555555554444 12 24"_s, u"card-number:5555555555554444:…4444"_s);
    add("card, digit wrong", u"4111111111111112"_s, {});
    add("one digit over and over", u"0000000000000000"_s, {});
    add("ipv4", u"from 93.184.216.34."_s, u"ipv4:93.184.216.34:93.…"_s);
    add("loopback", u"127.0.0.1"_s, {});
    add("version", u"v1.2.3 and 1.2.3.4.5"_s, {});
    add("octet", u"300.1.2.3"_s, {});
    add("ipv6", u"2001:db8::ff00:42:8329"_s, u"ipv6:2001:db8::ff00:42:8329:2001:…"_s);
    add("time", u"12:30:45"_s, {});
    add("c++", u"std::vector a::b"_s, {});
    add("credentials", u"postgres://admin:s3cret@db.example.org:5432/x"_s,
        u"url-credentials:postgres://admin:s3cret@db.example.org:5432:postgres://…:…@db.example.org:5432"_s);
    add("plain url", u"https://example.org/a:b@c"_s, {});
    add("hub token", u"token=hf_"_s + QString(34, u'a') + u" ok"_s,
        u"hub-token:hf_"_s + QString(34, u'a') + u":hf_…"_s);
    add("not a token", u"hf_hub_download"_s, {});
    add("cloud key", u"AKIAIOSFODNN7EXAMPLE"_s, u"cloud-key:AKIAIOSFODNN7EXAMPLE:AKIA…"_s);
    add("longer than a key", u"AKIAIOSFODNN7EXAMPLEX"_s, {});
    add("private key", u"-----BEGIN RSA PRIVATE KEY-----\nMII"_s,
        u"private-key:-----BEGIN RSA PRIVATE KEY-----:-----BEGIN … PRIVATE KEY-----"_s);
    add("public key", u"-----BEGIN PUBLIC KEY-----"_s, {});
    add("nothing", u"Ordinary words, 42 of them; €3.50 (about 12%)."_s, {});
    add("empty", u""_s, {});
}

void ScanTest::matches()
{
    QFETCH(QString, text);
    QFETCH(QString, found);
    QStringList seen;
    for (const SignalMatch& match : findSignals(text)) {
        seen.append(signalName(match.signal) + u':' + text.mid(match.start, match.length) + u':' + match.masked);
    }
    QCOMPARE(seen.join(u' '), found);
}

void ScanTest::severalInOneText()
{
    const auto found = findSignals(u"a@b.org, +44 20 7946 0958; 4111111111111111 c@d.org"_s);
    QList<Signal> kinds;
    for (const SignalMatch& match : found)
        kinds.append(match.signal);
    QCOMPARE(kinds, (QList<Signal>{ Signal::Email, Signal::Phone, Signal::CardNumber, Signal::Email }));
}

void ScanTest::checkDigits()
{
    QVERIFY(luhnHolds(u"79927398713"));
    QVERIFY(!luhnHolds(u"79927398710"));
    QVERIFY(!luhnHolds(u""));
    QVERIFY(isCardNumber(u"378282246310005"));
    QVERIFY(!isCardNumber(u"7992739871300000"));
    // Examples of the IBAN registry.
    for (const QString& iban : { u"AT611904300234573201"_s, u"CH9300762011623852957"_s,
             u"FR1420041010050500013M02606"_s, u"NO9386011117947"_s, u"MT84MALT011000012345MTLCAST001S"_s })
        QVERIFY2(isIban(iban), qPrintable(iban));
    QVERIFY(!isIban(u"AT611904300234573200"));
    QVERIFY(!isIban(u"ZZ611904300234573201"));
}

void ScanTest::scannerCounts()
{
    QList<Column> columns(3);
    columns[0].name = u"text"_s;
    columns[1].name = u"customerEmail"_s;
    columns[2].name = u"Patient-Diagnosis"_s;
    TableScanner scanner(columns, 2);
    for (int row = 0; row < 5; ++row) {
        QList<Cell> cells(3);
        cells[0].text = row % 2 == 0 ? u"a%1@b.org and c@d.org"_s.arg(row) : u"nothing to see here"_s;
        cells[1].text = u"x%1@example.com"_s.arg(row);
        scanner.add(row, cells);
    }
    const auto findings = scanner.findings();
    QCOMPARE(findings.size(), 4);
    QCOMPARE(findings[0].column, u"text"_s);
    QCOMPARE(findings[0].matches, 6);
    QCOMPARE(findings[0].rows, 3);
    QCOMPARE(findings[0].places.size(), 2);
    QCOMPARE(findings[0].criterion, u"CG-26"_s);
    QCOMPARE(findings[1].rows, 5);
    QCOMPARE(findings[2].signal, Signal::ColumnName);
    QCOMPARE(findings[2].column, u"customerEmail"_s);
    QCOMPARE(findings[3].criterion, u"CG-27"_s);
    QCOMPARE(scanner.rowsSeen(), 5);
}

void ScanTest::neverShowsTheSecret()
{
    const QStringList secrets{ u"4111111111111111"_s, u"DE89370400440532013000"_s, u"hf_"_s + QString(40, u'q'),
        u"AKIAIOSFODNN7EXAMPLE"_s, u"https://bob:hunter22@example.org"_s, u"+4915112345678"_s, u"bobby@example.org"_s };
    for (const QString& secret : secrets) {
        const auto found = findSignals(secret);
        QCOMPARE(found.size(), 1);
        QVERIFY2(!found[0].masked.contains(secret), qPrintable(found[0].masked));
        QVERIFY(!found[0].masked.contains("hunter22"_L1));
        QVERIFY(!found[0].masked.contains("bobby"_L1));
        QVERIFY(found[0].masked != secret);
    }
}

void ScanTest::linearOverHostileText_data()
{
    QTest::addColumn<QString>("piece");
    for (const QString& piece : { u"a"_s, u"a@"_s, u"1"_s, u"1 "_s, u"1-"_s, u"+1"_s, u"A1"_s, u"DE8"_s, u"a:"_s,
             u"::"_s, u"://"_s, u"a://b:"_s, u"-"_s, u"-----BEGIN "_s, u"hf_"_s, u"1."_s, u"(1"_s })
        QTest::newRow(qPrintable(piece)) << piece;
}

void ScanTest::linearOverHostileText()
{
    QFETCH(QString, piece);
    // Long runs of one beginning: the place where a scanner that backs up would never come to its end. How long it takes
    // is measured elsewhere; here it must end, and what it finds must lie in the text.
    const QString text = piece.repeated(200'000);
    for (const auto& found : findSignals(text)) {
        QVERIFY(found.start >= 0);
        QVERIFY(found.start + found.length <= text.size());
    }
}
