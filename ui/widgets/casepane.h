#pragma once

#include "core/cases/caserow.h"

#include <QWidget>

#include <functional>

namespace docket::ui::widgets
{

/// What the evidence centre and the judgement column are to the window: a widget that shows one case. The window makes
/// them through a factory, tells them the case, and listens; it knows nothing else of them. Thread: GUI.
class CasePane : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Shows the case; called again with the same id when the row changed. Must return at once (law 8): load
    /// elsewhere, show what is known from the row meanwhile, emit `shown` when the case can be read.
    virtual void showCase(const cases::CaseRow& row) = 0;
    /// The case that will most likely be shown next: whatever takes time may be done now, out of sight.
    virtual void prepareCase(const cases::CaseRow& row) { Q_UNUSED(row); }
    /// No case is open.
    virtual void clearCase() = 0;
    /// Nothing is loading or animating: a picture may be taken.
    virtual bool isSettled() const = 0;
    /// Where the keyboard goes when the column is asked for (F6, or its action).
    virtual void takeFocus() { setFocus(Qt::ShortcutFocusReason); }

Q_SIGNALS:
    /// The case is readable; ends the timing `key_to_case`.
    void shown(const QByteArray& caseId);
    /// A decision on the case is in the log; the queue marks the row and moves on.
    void decided(const QByteArray& caseId);
    /// Something on the case changed through this pane (claimed, assessed): the row is read again.
    void touched(const QByteArray& caseId);
    /// Something to say to the person that does not belong into the pane itself.
    void failed(const docket::Error& error);
};

using CasePaneFactory = std::function<CasePane*(QWidget* parent)>;

} // namespace docket::ui::widgets
