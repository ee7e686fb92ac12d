#include "ui/review/linkbar.h"

#include "ui/widgets/displaytext.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QUrl>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;

QString linkForPeople(const QString& url)
{
    const QUrl parsed(url, QUrl::TolerantMode);
    if (!parsed.isRelative() && !parsed.host().isEmpty())
        return widgets::singleLine(QString::fromLatin1(parsed.toEncoded()), 500);
    return widgets::singleLine(url, 500);
}

bool mayOpen(const QString& url)
{
    const QUrl parsed(url, QUrl::TolerantMode);
    return parsed.isValid() && !parsed.host().isEmpty()
        && (parsed.scheme() == "https"_L1 || parsed.scheme() == "http"_L1);
}

LinkBar::LinkBar(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent), m_text(new QLabel), m_address(new QLabel)
{
    setProperty("surface", u"bottom"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(22), theme.px(8), theme.px(16), theme.px(8));
    row->setSpacing(theme.px(8));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    m_text->setProperty("role", u"dim"_s);
    m_address->setFont(theme.font(widgets::TextRole::Mono));
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QLabel* label : { m_text, m_address }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        words->addWidget(label);
    }
    auto* copy = new KeyButton(theme, tr("Copy"), KeyButton::Look::Normal);
    m_open = new KeyButton(theme, tr("Open in the browser"), KeyButton::Look::Normal);
    auto* close = new KeyButton(theme, tr("Close"), KeyButton::Look::Flat);
    row->addLayout(words, 1);
    for (KeyButton* button : { copy, m_open, close })
        row->addWidget(button, 0, Qt::AlignVCenter);
    hide();
    connect(copy, &QAbstractButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_url); });
    connect(m_open, &QAbstractButton::clicked, this, [this] {
        if (mayOpen(m_url))
            QDesktopServices::openUrl(QUrl(m_url));
    });
    connect(close, &QAbstractButton::clicked, this, &QWidget::hide);
}

void LinkBar::ask(const card::Link& link)
{
    m_url = link.url;
    const bool web = mayOpen(link.url);
    const QString words = widgets::singleLine(link.text, 120);
    m_text->setText(web                         ? tr("“%1” leads out of Docket to").arg(words)
            : link.url.startsWith("mailto:"_L1) ? tr("“%1” is a mail address").arg(words)
                                                : tr("“%1” is a place in the repository").arg(words));
    m_address->setText(linkForPeople(link.url));
    m_open->setVisible(web);
    show();
}

} // namespace docket::ui::review
