#pragma once

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QWidget>

namespace docket::ui::review
{

/// Covers everything: nothing of the evidence can be seen until the key is pressed again.
class Blackout final : public QWidget
{
public:
    Blackout(const widgets::Theme& theme, QString words, QWidget* parent)
        : QWidget(parent), m_theme(theme), m_words(std::move(words))
    {
        setAccessibleName(m_words);
        setFocusPolicy(Qt::StrongFocus);
        hide();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Qt::black);
        painter.setPen(QColor(0xb8, 0xb8, 0xb8));
        painter.setFont(m_theme.font(widgets::TextRole::Body));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_words);
    }

private:
    const widgets::Theme& m_theme;
    QString m_words;
};

} // namespace docket::ui::review
