#include "ui/audit/witnesspane.h"

#include "ui/audit/entrypane.h"
#include "ui/audit/linkbutton.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/keybutton.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace
{

/// How much of a log others have seen: a bar of the whole with the seen part filled.
class SeenBar final : public QWidget
{
public:
    SeenBar(const widgets::Theme& theme, const log::Witnessed& device) : m_theme(theme)
    {
        m_share = device.tip.size > 0 ? double(device.upTo) / double(device.tip.size) : 1.0;
        setFixedHeight(theme.px(6));
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const widgets::Tokens& t = m_theme.tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(t.control);
        painter.setBrush(t.bg);
        const QRectF whole = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2);
        const int width = static_cast<int>(m_share * this->width());
        if (width < height() / 2)
            return;
        const QRect seen = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, width, height()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.ok);
        painter.drawRoundedRect(seen, whole.height() / 2, whole.height() / 2);
    }

private:
    const widgets::Theme& m_theme;
    double m_share;
};

QString nameOf(const QString& person, const QByteArray& device)
{
    const QString name = widgets::singleLine(person, 60);
    return name.isEmpty() ? WitnessPane::tr("laptop %1").arg(deviceShort(device))
                          : WitnessPane::tr("%1’s laptop").arg(name);
}

} // namespace

QString witnessedText(const log::Witnessed& device, const QDateTime& now)
{
    const QLocale locale;
    if (device.by.isEmpty())
        return WitnessPane::tr("%1 entries, seen by nobody else yet.").arg(locale.toString(device.tip.size));
    const log::Witness& by = device.by.first();
    return WitnessPane::tr("Witnessed up to %1 of %2, by %3, %4.")
        .arg(locale.toString(device.upTo), locale.toString(device.tip.size), nameOf(by.name, by.device),
            agoText(by.time, now));
}

QString rewritableText(const log::Witnessed& device, bool alone)
{
    const int count = static_cast<int>(std::min<qint64>(device.rewritable(), 1'000'000'000));
    if (count <= 0)
        return {};
    const QString could = device.own
        ? WitnessPane::tr(
            "The last %n entry(s) could still be replaced by you without anyone noticing.", nullptr, count)
        : WitnessPane::tr(
            "The last %n entry(s) could still be replaced by their author without anyone noticing.", nullptr, count);
    if (alone)
        return could;
    return could + u' ' + WitnessPane::tr("Exchange a bundle or print a checkpoint to fix them.");
}

WitnessPane::WitnessPane(
    const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter, QWidget* parent)
    : ColumnPane(theme, parent), m_actions(actions), m_presenter(presenter)
{
    setObjectName(u"log.laptops"_s);
    setAccessibleName(tr("Laptops and witnesses"));
    connect(&presenter, &LogPresenter::overviewChanged, this, &WitnessPane::show);
    show();
}

void WitnessPane::show()
{
    QVBoxLayout* column = begin();
    const auto& overview = m_presenter.overview();
    if (!overview) {
        finish();
        return;
    }
    const QDateTime now = m_presenter.clock().now();
    const bool alone = std::ranges::all_of(
        overview->people, [&](const log::Reviewer& reviewer) { return reviewer.person == overview->me.person; });
    for (const log::Fork& fork : overview->forks) {
        const auto owner = std::ranges::find(overview->people, fork.device, &log::Reviewer::device);
        const QString name = owner == overview->people.cend() ? QString() : owner->name;
        column->addWidget(textLabel(
            theme(), tr("Two histories of %1").arg(nameOf(name, fork.device)), TextRole::Heading, u"danger"_s));
        column->addWidget(noticeBox(theme(),
            tr("%1 signed two different entries with the number %2. Both histories are kept and shown. Ask its owner "
               "what happened: a restored backup, a copied disk, or a stolen key. If it was not a backup, revoke the "
               "key after entry %3.")
                .arg(nameOf(name, fork.device), QLocale().toString(fork.seq), QLocale().toString(fork.seq - 1))));
        for (const auto& [id, text] :
            { std::pair(fork.held, tr("What arrived first")), std::pair(fork.other, tr("The other")) })
            column->addWidget(entryLink(theme(), { id, text, true }, this, [this, id = id] { m_presenter.open(id); }));
    }
    if (alone) {
        column->addWidget(textLabel(theme(), tr("You work alone"), TextRole::Heading));
        column->addWidget(textLabel(theme(),
            tr("Nobody else holds a copy of this log, so nobody could tell if it were rewritten. Sign a checkpoint "
               "from "
               "time to time and print it or mail it to somebody: the three lines on it are a witness. Everything up "
               "to "
               "there is fixed from then on."),
            TextRole::Body));
        column->addWidget(new widgets::KeyButton(theme(), m_actions, u"log.sign"_s, widgets::KeyButton::Look::Primary));
    }
    for (const log::Witnessed& device : overview->devices) {
        QString title = nameOf(device.name, device.tip.device);
        if (device.own)
            title = tr("This laptop, %1").arg(widgets::singleLine(device.name, 60));
        else if (device.forked)
            title = device.tip.first ? tr("%1, first history").arg(title) : tr("%1, other history").arg(title);
        auto* heading = textLabel(theme(), title, TextRole::Strong);
        heading->setContentsMargins(0, theme().px(12), 0, 0);
        column->addWidget(heading);
        column->addWidget(new SeenBar(theme(), device));
        column->addWidget(textLabel(theme(), witnessedText(device, now), TextRole::Body));
        if (const QString text = rewritableText(device, alone); !text.isEmpty())
            column->addWidget(textLabel(theme(), text, TextRole::Small, u"dim"_s));
        for (qsizetype i = 1; i < device.by.size(); ++i) {
            const log::Witness& by = device.by[i];
            column->addWidget(textLabel(theme(),
                tr("Also up to %1 by %2, %3.")
                    .arg(QLocale().toString(by.size), nameOf(by.name, by.device), agoText(by.time, now)),
                TextRole::Small, u"dim"_s));
        }
    }
    finish();
}

} // namespace docket::ui::audit
