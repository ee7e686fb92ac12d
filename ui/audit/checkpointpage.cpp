#include "ui/audit/checkpointpage.h"

#include "ui/widgets/displaytext.h"
#include "ui/widgets/qrcode.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::audit::CheckpointPage)
};

// The page in units of its own: points of A4.
constexpr QSizeF pageUnits(595, 842);
constexpr qreal marginUnits = 57; ///< 2 cm
constexpr int codeUnits = 190;
constexpr int codeScale = 8; ///< pixels a module, so that a printer has sharp edges to work with

QString literal(const QByteArray& bytes)
{
    QString text = QString::fromUtf8(bytes).toHtmlEscaped();
    return u"<span dir=\"ltr\">" + text + u"</span>";
}

void lay(QTextDocument& document, const QString& html, const QImage& code)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(QGuiApplication::layoutDirection());
    document.setDefaultTextOption(option);
    document.setDocumentMargin(0);
    document.addResource(QTextDocument::ImageResource, QUrl(u"code"_s), code);
    document.setDefaultStyleSheet(
        u"body{color:#000;font-family:Inter,sans-serif;font-size:11px}"
        ".t{font-size:20px;font-weight:600} .h{font-weight:600;margin-bottom:2px} .b{margin-top:2px}"
        ".m{font-family:'JetBrains Mono',monospace;font-size:9px}"_s);
    document.setHtml(html);
    document.setTextWidth(pageUnits.width() - 2 * marginUnits);
}

} // namespace

CheckpointPage::CheckpointPage(const SignedCheckpoint& checkpoint) : m_checkpoint(checkpoint)
{
    if (const auto code = widgets::qrCode(checkpoint.note))
        m_code = code->scaled(code->size() * codeScale, Qt::IgnoreAspectRatio, Qt::FastTransformation);
}

QString CheckpointPage::html() const
{
    const QByteArrayList lines = m_checkpoint.note.split('\n');
    const auto line = [&lines](qsizetype i) { return literal(lines.value(i)); };
    const QLocale locale;
    const QString person = widgets::singleLine(m_checkpoint.person, 80).toHtmlEscaped();
    const QString size = locale.toString(m_checkpoint.size);
    const QString time = locale.toString(m_checkpoint.time.toUTC().date(), QLocale::LongFormat) + u", "
        + locale.toString(m_checkpoint.time.toUTC().time(), QLocale::ShortFormat) + u" UTC";
    QString out = u"<body><p class=\"t\">"_s + Text::tr("Checkpoint of an audit log") + u"</p><p>"
        + (person.isEmpty() ? Text::tr("Signed on %1.").arg(time)
                            : Text::tr("Signed by the laptop of %1 on %2.").arg(person, time))
        + u"</p><p>"
        + Text::tr(
            "This page fixes the log as it was at that moment. Whoever keeps it can show later whether any of the "
            "first %1 entries was changed, taken out or put in: the log of today must still lead to the third "
            "line below. Keep it where the owner of the laptop cannot exchange it.")
              .arg(size)
        + u"</p><p class=\"h\">" + Text::tr("The checkpoint: log, number of entries, root") + u"</p><p class=\"m b\">"
        + line(0) + u"<br>" + line(1) + u"<br>" + line(2) + u"</p><p class=\"h\">" + Text::tr("Signature")
        + u"</p><p class=\"m b\">" + line(4) + u"</p><p class=\"h\">" + Text::tr("Key to check it with")
        + u"</p><p class=\"m b\">" + literal(m_checkpoint.verifierKey) + u"</p>";
    if (!m_code.isNull())
        out += u"<p align=\"center\"><img src=\"code\" width=\"%1\" height=\"%1\"></p>"_s.arg(codeUnits);
    out += u"<p class=\"h\">" + Text::tr("How to check") + u"</p><p class=\"b\">"
        + Text::tr("The code holds the whole signed note. Save its text as a file and run the command below; any tool "
                   "that reads signed notes (c2sp.org/tlog-checkpoint) can check the signature with the key above.")
        + u"</p><p class=\"m\">" + literal("docket-verify --against FILE log.db") + u"</p><p>&nbsp;</p><p>"
        + Text::tr("Received by: %1 on: %2").arg(u"________________________________"_s, u"____________________"_s)
        + u"</p></body>";
    return out;
}

QString CheckpointPage::text() const
{
    QTextDocument document;
    document.setHtml(html());
    return document.toPlainText().remove(QChar::ObjectReplacementCharacter);
}

void CheckpointPage::paint(QPainter& painter, const QRectF& target) const
{
    QTextDocument document;
    lay(document, html(), m_code);
    const qreal scale = std::min(target.width() / pageUnits.width(), target.height() / pageUnits.height());
    painter.save();
    painter.translate(target.topLeft());
    painter.scale(scale, scale);
    painter.translate(marginUnits, marginUnits);
    // A translation that says more must not run off the paper.
    const qreal room = pageUnits.height() - 2 * marginUnits;
    if (document.size().height() > room)
        painter.scale(room / document.size().height(), room / document.size().height());
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, Qt::black);
    document.documentLayout()->draw(&painter, context);
    painter.restore();
}

QImage CheckpointPage::image(int width) const
{
    const int height = static_cast<int>(width * pageUnits.height() / pageUnits.width());
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    paint(painter, QRectF(image.rect()));
    return image;
}

Status CheckpointPage::printTo(QPagedPaintDevice& device) const
{
    QPainter painter;
    if (!painter.begin(&device))
        return fail(
            ErrorCode::Storage, u"printer"_s, u"it cannot be written to"_s, u"choose another printer or a PDF"_s);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    paint(painter, QRectF(painter.viewport()));
    if (!painter.end())
        return fail(ErrorCode::Storage, u"printer"_s, u"the page could not be finished"_s);
    return {};
}

Status CheckpointPage::writePdf(const QString& path) const
{
    QPdfWriter writer(path);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setResolution(600);
    writer.setTitle(Text::tr("Checkpoint of an audit log"));
    writer.setCreator(u"Docket " + QStringLiteral(DOCKET_VERSION));
    if (Status status = printTo(writer); !status) {
        Error error = status.error();
        error.thing = path;
        error.wayOut = u"choose another folder"_s;
        return fail(std::move(error));
    }
    return {};
}

} // namespace docket::ui::audit
