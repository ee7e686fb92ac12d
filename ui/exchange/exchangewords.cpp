#include "ui/exchange/exchangewords.h"

#include "core/base/digest.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

namespace docket::ui::exchange
{

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::exchange::Words)
};

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString senderName(const QByteArray& device, const QString& name)
{
    return name.isEmpty() ? Text::tr("laptop %1").arg(QString::fromLatin1(toBase64Url(device).left(8))) : name;
}

QString names(const ExchangePresenter& presenter, const QByteArrayList& devices)
{
    QStringList out;
    for (const QByteArray& device : devices) {
        const QString name = senderName(device, presenter.nameOf(device));
        if (!out.contains(name))
            out.append(name);
    }
    return QLocale().createSeparatedList(out);
}

QString purposeWords(core::Purpose purpose)
{
    switch (purpose) {
    case core::Purpose::All:
        return Text::tr("everything they hold");
    case core::Purpose::Since:
        return Text::tr("what they thought was missing here");
    case core::Purpose::WorkPack:
        return Text::tr("a work pack: some cases with their evidence");
    }
    return {};
}

} // namespace

QString stageWords(core::Stage stage, qint64 done, qint64 total)
{
    switch (stage) {
    case core::Stage::Packing:
        return Text::tr("Encrypting payloads and evidence");
    case core::Stage::Writing:
        return Text::tr("Writing the file: %1 of %2").arg(bytesText(done), bytesText(total));
    case core::Stage::Reading:
        return Text::tr("Reading the file: %1 of %2").arg(bytesText(done), bytesText(total));
    case core::Stage::Checking:
        return Text::tr("Checking the logs");
    case core::Stage::Merging:
        return Text::tr("Checking signatures and adding entries");
    case core::Stage::Evidence:
        return Text::tr("Storing evidence");
    }
    return {};
}

QString obstacleWords(ExchangePresenter::Obstacle obstacle)
{
    switch (obstacle) {
    case ExchangePresenter::Obstacle::None:
    case ExchangePresenter::Obstacle::Busy:
        return {};
    case ExchangePresenter::Obstacle::Nobody:
        return Text::tr("Choose who may read it.");
    case ExchangePresenter::Obstacle::NoCases:
        return Text::tr("The queue shows no case: change its filter, then come back.");
    case ExchangePresenter::Obstacle::NoFile:
        return Text::tr("Choose where to write the file.");
    }
    return {};
}

QStringList writtenWords(const ExchangePresenter& presenter)
{
    if (!presenter.written())
        return {};
    const core::ExportResult& result = *presenter.written();
    QStringList out{
        Text::tr("Written: %1, %2.").arg(QFileInfo(presenter.target()).fileName(), bytesText(result.bytes))
    };
    out.append(Text::tr("%n entries, every one signed.", nullptr, static_cast<int>(result.entries)));
    if (result.cases > 0) {
        out.append(Text::tr("%n cases can be opened without a network.", nullptr, static_cast<int>(result.cases)));
    }
    out.append(Text::tr("Only %1 can read what people wrote; anybody can check that it is unchanged.")
                   .arg(names(presenter, result.to)));
    if (result.missingBlobs > 0) {
        out.append(Text::tr("%n pieces of evidence that the log names are not stored here and are not in it.", nullptr,
            static_cast<int>(result.missingBlobs)));
    }
    return out;
}

QStringList previewWords(const ExchangePresenter& presenter)
{
    if (!presenter.preview())
        return {};
    const core::ImportPreview& preview = *presenter.preview();
    QStringList out{ Text::tr("From %1, made on %2: %3.")
                         .arg(senderName(preview.from, preview.fromName),
                             QLocale().toString(preview.time.toLocalTime(), QLocale::ShortFormat),
                             purposeWords(preview.purpose)) };
    if (preview.fresh == 0)
        out.append(Text::tr("Nothing in it is new here."));
    else {
        out.append(Text::tr("%n new entries", nullptr, static_cast<int>(preview.fresh)) + u" · "
            + Text::tr("%n cases", nullptr, static_cast<int>(preview.cases)));
    }
    for (const core::ImportPreview::Log& log : preview.logs) {
        if (log.fresh > 0) {
            out.append(u"    "_s
                + Text::tr("%1: %2 new of %3").arg(senderName(log.device, log.person)).arg(log.fresh).arg(log.size));
        }
    }
    if (preview.blobs > 0)
        out.append(Text::tr("%n pieces of evidence", nullptr, static_cast<int>(preview.blobs)));
    switch (preview.sealed) {
    case core::ImportPreview::Sealed::None:
        out.append(Text::tr("It holds signed headers only: nothing of what people wrote."));
        break;
    case core::ImportPreview::Sealed::ForUs:
        out.append(Text::tr("What people wrote is encrypted to you and can be read here."));
        break;
    case core::ImportPreview::Sealed::NotForUs:
        out.append(Text::tr("What people wrote is encrypted to others."));
        break;
    case core::ImportPreview::Sealed::Unknown:
        out.append(Text::tr("Unlock your keys to see whether it is for you."));
        break;
    }
    return out;
}

QStringList takenWords(const ExchangePresenter& presenter)
{
    if (!presenter.taken())
        return {};
    const core::ImportResult& result = *presenter.taken();
    const log::MergeReport& merge = result.merge;
    QStringList out;
    if (merge.newEntries == 0 && merge.newPayloads == 0 && result.hub.taken == 0 && result.blobs == 0)
        out.append(Text::tr("Everything in it was here already."));
    else
        out.append(Text::tr("Taken: %n entries.", nullptr, static_cast<int>(merge.newEntries)));
    const auto line = [&out](qint64 count, const QString& text) {
        if (count > 0)
            out.append(text);
    };
    const auto n = [](qint64 count) { return static_cast<int>(count); };
    line(result.blobs, Text::tr("%n pieces of evidence stored.", nullptr, n(result.blobs)));
    line(result.hub.taken, Text::tr("%n things from the Hub brought up to date.", nullptr, n(result.hub.taken)));
    line(result.hub.newer,
        Text::tr("%n things from the Hub left as they are: yours are as new or newer.", nullptr, n(result.hub.newer)));
    line(merge.withheld, Text::tr("%n entries came without what was written in them.", nullptr, n(merge.withheld)));
    line(merge.refusedPayloads,
        Text::tr("%n texts were refused: they had been erased here for good.", nullptr, n(merge.refusedPayloads)));
    line(merge.erased, Text::tr("%n texts were erased: two people had asked for it.", nullptr, n(merge.erased)));
    line(merge.pending, Text::tr("%n entries wait for others that nobody here has seen.", nullptr, n(merge.pending)));
    line(merge.cosigned, Text::tr("This laptop now vouches for %n logs.", nullptr, n(merge.cosigned)));
    return out;
}

QStringList warningWords(const ExchangePresenter& presenter)
{
    if (!presenter.taken())
        return {};
    const core::ImportResult& result = *presenter.taken();
    QStringList out;
    for (const log::Fork& fork : result.merge.forks) {
        const QString name = presenter.nameOf(fork.device);
        const QString laptop = name.isEmpty() ? senderName(fork.device, {}) : Text::tr("a laptop of %1").arg(name);
        out.append(Text::tr("Two histories from entry %2 on: %1 signed both. Nothing is lost, both are kept; whoever "
                            "holds the root key should revoke it.")
                       .arg(laptop)
                       .arg(fork.seq));
    }
    if (result.merge.future > 0) {
        out.append(Text::tr("%n entries carry a time more than a day ahead of your clock.", nullptr,
            static_cast<int>(result.merge.future)));
    }
    if (result.evidenceRefused)
        out.append(Text::tr("Its evidence was left out: the laptop that made the file is not enrolled here."));
    return out;
}

} // namespace docket::ui::exchange
