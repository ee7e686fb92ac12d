#pragma once

#include "core/cases/caserow.h"
#include "core/policy/anchor.h"
#include "ui/review/evidencesource.h"

#include <QWidget>

#include <memory>

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

/// The centre column: header, tabs Card, Files, Data, Thread. Everything it shows comes from an EvidenceSource; what
/// the reviewer selects goes out as an anchor. Keys: E attaches the selection, R reveals the next picture, B blacks
/// everything out, Ctrl+U shows the source. Thread: GUI.
class EvidencePane : public QWidget
{
    Q_OBJECT
public:
    enum class Tab { Card, Files, Data, Thread };
    struct Parts {
        const widgets::Theme& theme;
        widgets::ActionRegistry& actions;
        EvidenceSource& source;
        PictureSource* pictures = nullptr; ///< null: pictures of the Hub are said to be out of reach
        const card::CodeHighlighter* highlighter = nullptr; ///< not owned
    };
    explicit EvidencePane(const Parts& parts, QWidget* parent = nullptr);
    ~EvidencePane() override;

    void showCase(const cases::CaseRow& row);
    void clearCase();
    bool isSettled() const;
    void takeFocus();

    void showTab(Tab tab);
    Tab tab() const;
    /// Passages that criteria cite: marked in the card, in the colour of evidence.
    void setMarks(const QList<policy::Anchor>& marks);
    /// Opens the tab that holds the anchor and scrolls to it.
    void showAnchor(const policy::Anchor& anchor);
    /// What is selected now, to attach it; nullopt when nothing is. The answer may need a moment (the page is another
    /// process).
    void currentEvidence(std::function<void(std::optional<policy::Anchor>)> done);

Q_SIGNALS:
    /// The reviewer attached the selection (E): the judgement pane takes it as evidence.
    void evidenceSelected(const docket::policy::Anchor& anchor);
    /// There is, or no longer is, something that E would attach.
    void selectionChanged(bool any);
    void shown(const QByteArray& caseId);
    void failed(const docket::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace docket::ui::review
