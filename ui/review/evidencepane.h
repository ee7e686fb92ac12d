#pragma once

#include "core/policy/anchor.h"
#include "ui/review/cardpictures.h"
#include "ui/review/evidencesource.h"
#include "ui/web/cardengine.h"
#include "ui/widgets/casepane.h"

#include <memory>

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

/// The centre column: header, tabs Card, Files, Data, Thread, Changes. Everything it shows comes from an
/// EvidenceSource; what the reviewer selects goes out as an anchor. Keys: E attaches the selection, R reveals the next
/// picture, Shift+D shows more of it, Shift+Z opens a lens, Shift+R hides it, B blacks everything out, Ctrl+U shows the
/// source. Declares its actions ("evidence.…") in the registry and withdraws them when it goes. Thread: GUI.
class EvidencePane final : public widgets::CasePane
{
    Q_OBJECT
public:
    enum class Tab { Card, Files, Data, Thread, Changes };
    struct Parts {
        const widgets::Theme& theme;
        widgets::ActionRegistry& actions;
        EvidenceSource& source;
        PictureSource* pictures = nullptr; ///< null: pictures of the Hub are said to be out of reach
        const card::CodeHighlighter* highlighter = nullptr; ///< not owned
        web::CardEngineFactory* engine = nullptr; ///< null: the plugin is loaded with the first card
        std::function<QDateTime()> now; ///< unset: the system's clock
        const card::FormulaTypesetter* formulas = nullptr; ///< not owned; null: TeX as written
        PictureStart pictureStart{}; ///< how pictures start when they are revealed
        bool asksChecklist = false; ///< no picture is revealed before setViewing() said what may be seen of the case
        bool outline = true; ///< the card\'s headings beside it
    };
    explicit EvidencePane(const Parts& parts, QWidget* parent = nullptr);
    ~EvidencePane() override;

    void showCase(const cases::CaseRow& row) override;
    void prepareCase(const cases::CaseRow& row) override;
    void clearCase() override;
    bool isSettled() const override;
    void takeFocus() override;

    void showTab(Tab tab);
    Tab tab() const;
    /// What the policy lets be looked at in this case; of another case than the one shown: nothing happens.
    void setViewing(const QByteArray& caseId, const docket::policy::ViewingRule& rule);
    /// Pictures revealed from now on start like this.
    void setPictureStart(const PictureStart& start);
    /// The card's headings beside it; shown, they get the keys.
    void setOutline(bool wanted);
    void setBlackout(bool on);
    bool isBlackedOut() const;
    /// Passages that criteria cite: marked in the card, in the colour of evidence.
    void setMarks(const QList<policy::Anchor>& marks);
    /// The revision that the last decision or the first evidence rests on: what Changes compares with the newest. To be
    /// set after showCase(), which forgets it.
    void setPinnedRevision(const QString& commit);
    /// Opens the tab that holds the anchor and scrolls to it.
    void showAnchor(const policy::Anchor& anchor);
    /// Compares the revision of the anchor with the newest, at the lines that the anchor names.
    void showChangesAt(const policy::Anchor& anchor);
    /// What is selected now, to attach it; nullopt when nothing is. The answer may need a moment (the page is another
    /// process).
    void currentEvidence(std::function<void(std::optional<policy::Anchor>)> done);
    /// Attaches the selection, or says what can be selected.
    void attach();

Q_SIGNALS:
    /// The reviewer attached the selection (E): the judgement pane takes it as evidence.
    void evidenceSelected(const docket::policy::Anchor& anchor);
    /// There is, or no longer is, something that E would attach.
    void selectionChanged(bool any);
    /// The tab that is open has what it shows on the screen.
    void settled();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace docket::ui::review
