#include "ui/audit/entrypane.h"

#include "core/base/digest.h"
#include "ui/audit/linkbutton.h"
#include "ui/code/codehighlighter.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"

#include <QGridLayout>
#include <QJsonDocument>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QVBoxLayout>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using Payload = log::TimelineItem::Payload;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

constexpr qsizetype shownContent = 200 * 1024; ///< bytes; larger ones end in a note

QString contentText(const QByteArray& data)
{
    QJsonParseError error{};
    const QJsonDocument json = QJsonDocument::fromJson(data, &error);
    const QByteArray text = error.error == QJsonParseError::NoError ? json.toJson(QJsonDocument::Indented) : data;
    return QString::fromUtf8(text.left(shownContent)).trimmed();
}

} // namespace

QString agoText(const QDateTime& time, const QDateTime& now)
{
    const qint64 minutes = std::max<qint64>(0, time.secsTo(now) / 60);
    if (minutes < 1)
        return EntryPane::tr("just now");
    if (minutes < 60)
        return EntryPane::tr("%n minute(s) ago", nullptr, static_cast<int>(minutes));
    if (minutes < 48 * 60)
        return EntryPane::tr("%n hour(s) ago", nullptr, static_cast<int>(minutes / 60));
    return EntryPane::tr("%n day(s) ago", nullptr, static_cast<int>(std::min<qint64>(minutes / 1440, 100'000)));
}

QWidget* entryLink(const widgets::Theme& theme, const EntryLink& link, QObject* context, std::function<void()> open)
{
    auto* button = new LinkButton(theme, link.id.text().left(8) + u"  " + link.words);
    button->setEnabled(link.held);
    QObject::connect(button, &QAbstractButton::clicked, context, [open = std::move(open)] { open(); });
    return button;
}

EntryPane::EntryPane(
    const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter, QWidget* parent)
    : ColumnPane(theme, parent), m_actions(actions), m_presenter(presenter)
{
    setObjectName(u"log.entry"_s);
    setAccessibleName(tr("Entry"));
    connect(&presenter, &LogPresenter::detailChanged, this, &EntryPane::show);
    connect(&presenter, &LogPresenter::overviewChanged, this, &EntryPane::show);
    show();
}

void EntryPane::show()
{
    QVBoxLayout* column = begin();
    const auto& detail = m_presenter.detail();
    if (!detail) {
        column->addWidget(textLabel(theme(), tr("Choose an entry to see all of it."), TextRole::Body, u"dim"_s));
        finish();
        return;
    }
    const log::Entry& entry = detail->item.entry;
    QLabel* words = textLabel(theme(), detail->row.words, TextRole::Heading);
    words->setObjectName(u"log.entry.words"_s);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(words);
    const QLocale locale;
    const QString when = entry.time.isValid()
        ? locale.toString(entry.time.toLocalTime(), locale.dateTimeFormat(QLocale::ShortFormat))
        : tr("at an unknown time");
    column->addWidget(textLabel(theme(),
        detail->row.own ? tr("%1 · %2 · this laptop, %3").arg(when, detail->row.author, detail->row.device)
                        : tr("%1 · %2 · laptop %3").arg(when, detail->row.author, detail->row.device),
        TextRole::Body, u"dim"_s));
    for (const QString& mark : detail->markTexts) {
        QString sentence = mark;
        sentence[0] = sentence[0].toUpper();
        column->addWidget(noticeBox(theme(), sentence + u'.'));
    }
    addActions(*column, *detail);
    column->addWidget(sectionLabel(theme(), tr("What vouches for it")));
    column->addWidget(textLabel(theme(), standing(*detail), TextRole::Body));
    addContent(*column, *detail);
    if (!detail->parents.isEmpty() || !detail->children.isEmpty()) {
        addLinks(*column, tr("Its author had seen, of this case"), detail->parents);
        addLinks(*column, tr("Came after it, in this case"), detail->children);
    }
    addLinks(*column, tr("Before it on the same laptop"),
        detail->previous ? QList<EntryLink>{ *detail->previous } : QList<EntryLink>());
    addLinks(*column,
        detail->next.size() > 1 ? tr("After it on the same laptop: two histories") : tr("After it on the same laptop"),
        detail->next);
    addFields(*column, *detail);
    column->addWidget(sectionLabel(theme(), tr("Signed bytes")));
    column->addWidget(literalView(theme(), QString::fromUtf8(detail->note), tr("Signed bytes"), 14));
    finish();
    verticalScrollBar()->setValue(0);
}

void EntryPane::addActions(QVBoxLayout& column, const LogDetail& detail)
{
    auto* box = new QWidget;
    auto* flow = new widgets::FlowLayout(box, theme().px(6));
    const auto add = [&](const QString& id, const QString& text, bool enabled) {
        auto* button = new KeyButton(theme(), m_actions, id, KeyButton::Look::Normal);
        button->setShortText(text);
        m_actions.action(id)->setEnabled(enabled);
        flow->addWidget(button);
    };
    add(u"log.proof"_s, tr("Export proof…"), detail.whyNoProof.isEmpty());
    add(u"log.copyId"_s, tr("Copy id"), true);
    add(u"log.saveNote"_s, tr("Save note…"), true);
    m_actions.action(u"log.showCase"_s)->setEnabled(detail.item.entry.caseId.has_value());
    if (detail.item.entry.caseId)
        add(u"log.showCase"_s, tr("Show case"), true);
    add(u"log.askErasure"_s, tr("Ask for erasure…"), detail.whyNoErasure.isEmpty());
    column.addWidget(box);
    if (!detail.whyNoProof.isEmpty())
        column.addWidget(textLabel(theme(), tr("No proof yet. %1").arg(detail.whyNoProof), TextRole::Small, u"dim"_s));
    if (!detail.whyNoErasure.isEmpty())
        column.addWidget(
            textLabel(theme(), tr("Cannot be erased. %1").arg(detail.whyNoErasure), TextRole::Small, u"dim"_s));
}

QString EntryPane::standing(const LogDetail& detail) const
{
    const QLocale locale;
    QString text = detail.checkpoint > 0
        ? tr("A signed checkpoint over %1 entries of its laptop covers it.").arg(locale.toString(detail.checkpoint))
        : tr("No signed checkpoint covers it yet.");
    if (detail.witness) {
        const QString name = widgets::singleLine(detail.witness->name, 60);
        const QString who = name.isEmpty() ? deviceShort(detail.witness->device) : name;
        text += u' '
            + tr("%1 has seen it, %2: it cannot be replaced unnoticed.")
                  .arg(who, agoText(detail.witness->time, m_presenter.clock().now()));
    } else {
        text += u' ' + tr("Nobody else has seen it: the owner of its laptop could still replace it unnoticed.");
    }
    return text;
}

void EntryPane::addLinks(QVBoxLayout& column, const QString& title, const QList<EntryLink>& links)
{
    if (links.isEmpty())
        return;
    column.addWidget(sectionLabel(theme(), title));
    for (const EntryLink& link : links)
        column.addWidget(entryLink(theme(), link, this, [this, id = link.id] { m_presenter.open(id); }));
}

void EntryPane::addContent(QVBoxLayout& column, const LogDetail& detail)
{
    if (detail.item.payload == Payload::None)
        return;
    column.addWidget(sectionLabel(theme(), tr("What was written")));
    if (detail.item.payload != Payload::Held) {
        column.addWidget(textLabel(theme(),
            tr("Not here. The signature, the place in the log and every proof still hold without it."), TextRole::Body,
            u"dim"_s));
        return;
    }
    auto* view = literalView(theme(), contentText(detail.item.data), tr("What was written"), 16);
    view->setObjectName(u"log.entry.content"_s);
    code::highlightDocument(view->document(), u"payload.json"_s, theme().scheme() != widgets::Scheme::Light);
    column.addWidget(view);
    if (detail.item.data.size() > shownContent)
        column.addWidget(textLabel(theme(), tr("Only the beginning is shown."), TextRole::Small, u"dim"_s));
}

void EntryPane::addFields(QVBoxLayout& column, const LogDetail& detail)
{
    column.addWidget(sectionLabel(theme(), tr("Header")));
    const log::Entry& entry = detail.item.entry;
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme().px(12));
    grid->setVerticalSpacing(theme().px(2));
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto field = [&](const QString& name, const QString& value) {
        if (value.isEmpty())
            return;
        grid->addWidget(textLabel(theme(), name, TextRole::Small, u"dim"_s), row, 0, Qt::AlignTop);
        QLabel* literal = textLabel(theme(), value, TextRole::Mono);
        literal->setTextInteractionFlags(Qt::TextSelectableByMouse);
        literal->setMinimumWidth(1);
        grid->addWidget(literal, row++, 1);
    };
    // A long id has no blank to break at.
    const auto broken = [](const QString& id) {
        QString out;
        for (qsizetype i = 0; i < id.size(); i += 22)
            out += id.mid(i, 22) + QChar(0x200b);
        return out;
    };
    const QLocale locale;
    field(tr("Id"), broken(entry.id.text()));
    field(tr("Kind"), widgets::singleLine(entry.kind, 64));
    field(tr("Case"), entry.caseId ? entry.caseId->text() : QString());
    field(tr("Subject"), widgets::singleLine(detail.subject, 200));
    field(tr("Laptop"), QString::fromUtf8(detail.item.deviceName));
    field(tr("Number"), locale.toString(entry.seq));
    field(tr("Logical clock"), locale.toString(entry.lamport));
    field(tr("Time"), toIsoUtc(entry.time));
    field(tr("Before"), entry.seq > 1 ? broken(log::EntryId{ detail.item.previous }.text()) : QString());
    field(tr("Policy"), widgets::singleLine(entry.policy, 100));
    field(tr("Written by"), u"Docket " + widgets::singleLine(entry.app, 64));
    field(tr("Version"), detail.item.version > 1 ? QString::number(detail.item.version) : QString());
    field(tr("Arrived as"), locale.toString(entry.row));
    column.addLayout(grid);
}

} // namespace docket::ui::audit
