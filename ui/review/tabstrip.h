#pragma once

#include <QTabBar>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// Tabs with a small count beside the name; keyboard and accessibility are QTabBar's.
class TabStrip final : public QTabBar
{
    Q_OBJECT
public:
    explicit TabStrip(const widgets::Theme& theme, QWidget* parent = nullptr);
    /// `warns` paints the count as something to look at.
    void setCount(int tab, const QString& count, bool warns = false);
    /// Width with all counts. Narrower than that they are left out, and stand in the tooltips.
    int roomyWidth() const;
    void setCompact(bool compact);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent* event) override;

private:
    struct Count {
        QString text;
        bool warns = false;
    };
    Count countOf(int tab) const { return m_counts.value(tab); }
    int widthOf(int tab, bool compact) const;
    const widgets::Theme& m_theme;
    QHash<int, Count> m_counts;
    bool m_compact = false;
};

} // namespace docket::ui::review
