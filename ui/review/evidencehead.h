#pragma once

#include "ui/review/evidencetext.h"

#include <QWidget>

class QLabel;

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// Title of the case and the line below it.
class EvidenceHead final : public QWidget
{
    Q_OBJECT
public:
    explicit EvidenceHead(const widgets::Theme& theme, QWidget* parent = nullptr);
    void setHead(const HeadText& head);
    const HeadText& head() const { return m_head; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// Lays the parts out in lines; paints them when there is a painter. Returns the height.
    int layOut(int width, QPainter* painter) const;
    const widgets::Theme& m_theme;
    HeadText m_head;
};

} // namespace docket::ui::review
