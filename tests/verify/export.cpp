#include "tests/verify/export.h"

#include "tests/log/peerfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace docket::log;
using namespace Qt::StringLiterals;

namespace docket::test
{

namespace
{

QJsonArray base64Of(const std::vector<Hash>& hashes)
{
    QJsonArray out;
    for (const Hash& hash : hashes)
        out.append(QString::fromLatin1(hash.toByteArray().toBase64()));
    return out;
}

QJsonObject exportTip(Store& store, const LogTip& tip, const QByteArray& vkey)
{
    QJsonArray notes;
    const QByteArrayList all = store.notesOf(tip, 1, static_cast<int>(tip.size)).value();
    for (const QByteArray& note : all)
        notes.append(QString::fromUtf8(note));
    QJsonArray proofs;
    QJsonArray consistency;
    for (qint64 seq = 1; seq <= tip.size; seq += tip.size / 7 + 1) {
        const auto hashes = store.hashesOf(tip, 0, seq - 1, 1);
        proofs.append(QString::fromUtf8(store.prove(EntryId{ hashes->front().toByteArray() }).value()));
        consistency.append(
            QJsonObject{ { u"old"_s, seq }, { u"hashes"_s, base64Of(store.consistencyOf(tip, seq).value()) } });
    }
    return { { u"vkey"_s, QString::fromLatin1(vkey) }, { u"notes"_s, notes }, { u"proofs"_s, proofs },
        { u"consistency"_s, consistency }, { u"checkpoint"_s, QString::fromUtf8(store.checkpointOf(tip).value()) } };
}

} // namespace

bool exportLog(const QString& folder)
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    QList<Draft> drafts;
    for (int i = 0; i < 300; ++i)
        drafts.append(
            draft(u"case.annotate"_s, caseNumber(i % 40), { { u"text"_s, u"\u201ctext\u201d %1"_s.arg(i) } }));
    PeerFixture::must(ada.store->append(drafts));
    PeerFixture::must(bo.store->append(drafts.first(20)));
    PeerFixture::must(bo.take(*ada.store));
    StoreSource source(*bo.store);
    PeerFixture::must(ada.store->merge(source));
    QJsonArray logs;
    const QByteArrayList keys = ada.store->verifierKeys().value();
    const QList<LogTip> tips = ada.store->tips().value();
    for (const LogTip& tip : tips)
        for (const QByteArray& key : keys)
            if (key.startsWith(QByteArray(tip.name + '+')))
                logs.append(exportTip(*ada.store, tip, key));
    QFile file(QDir(folder).filePath(u"export.json"_s));
    return logs.size() == 2 && QDir().mkpath(folder) && file.open(QIODevice::WriteOnly)
        && file.write(QJsonDocument(logs).toJson()) > 0;
}

} // namespace docket::test
