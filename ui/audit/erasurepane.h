#pragma once

#include "ui/audit/logpresenter.h"
#include "ui/audit/paneparts.h"

class QPlainTextEdit;

namespace docket::ui::widgets
{
class ActionRegistry;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::audit
{

/// Erasing by two people: asking for it, and approving what others asked for.
class ErasurePane : public ColumnPane
{
    Q_OBJECT
public:
    ErasurePane(const widgets::Theme& theme, LogPresenter& presenter, QWidget* parent = nullptr);
    /// Shows the form for the open entry.
    void ask();
    bool isAsking() const { return m_asking; }

private:
    void show();
    void addForm(QVBoxLayout& column);
    void addRequest(QVBoxLayout& column, const ErasureRequest& request);

    LogPresenter& m_presenter;
    bool m_asking = false;
    QString m_basis;
    QString m_text;
    bool m_withEvidence = true;
};

} // namespace docket::ui::audit
