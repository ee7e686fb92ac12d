#pragma once

#include "core/card/render.h"

#include <QFrame>

class QLabel;

namespace docket::ui::widgets
{
class KeyButton;
class Theme;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

/// Where a link of a card leads, in full, before anything is opened. Hidden until a link is chosen.
class LinkBar final : public QFrame
{
    Q_OBJECT
public:
    explicit LinkBar(const widgets::Theme& theme, QWidget* parent = nullptr);

    void ask(const card::Link& link);

private:
    QLabel* m_text;
    QLabel* m_address;
    widgets::KeyButton* m_open;
    QString m_url;
};

/// What a link of a card is, for people: the address with its host in ASCII (no look-alike letters), or the path in the
/// repository.
QString linkForPeople(const QString& url);
/// Only http and https may leave for the browser.
bool mayOpen(const QString& url);

} // namespace docket::ui::review
