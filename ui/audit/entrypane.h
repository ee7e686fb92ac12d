#pragma once

#include "ui/audit/logpresenter.h"
#include "ui/audit/paneparts.h"

namespace docket::ui::widgets
{
class ActionRegistry;
}

namespace docket::ui::audit
{

/// One entry in full: in words, what vouches for it, what was written, what it follows, and the bytes that were signed.
class EntryPane : public ColumnPane
{
    Q_OBJECT
public:
    EntryPane(const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter,
        QWidget* parent = nullptr);

private:
    void show();
    void addActions(QVBoxLayout& column, const LogDetail& detail);
    void addLinks(QVBoxLayout& column, const QString& title, const QList<EntryLink>& links);
    void addFields(QVBoxLayout& column, const LogDetail& detail);
    void addContent(QVBoxLayout& column, const LogDetail& detail);
    QString standing(const LogDetail& detail) const;

    const widgets::ActionRegistry& m_actions;
    LogPresenter& m_presenter;
};

/// A link to another entry: its words, cut to one line.
QWidget* entryLink(const widgets::Theme& theme, const EntryLink& link, QObject* context, std::function<void()> open);
/// "3 hours ago"
QString agoText(const QDateTime& time, const QDateTime& now);

} // namespace docket::ui::audit
