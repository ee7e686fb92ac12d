#pragma once

#include "ui/judgement/checklistmodel.h"
#include "ui/widgets/theme.h"

#include <QHash>
#include <QStyledItemDelegate>

namespace docket::ui::judgement
{

/// Paints questions with their four answers, the evidence under the sentence it supports, guidance on demand.
/// "The question is the control": a click on a segment answers.
class ChecklistDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ChecklistDelegate(const widgets::Theme& theme, JudgementPresenter& presenter, const ChecklistModel& model,
        QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

    /// Width rows are laid out for; the view sets it when it is resized.
    void setWidth(int width);
    bool guidanceShown() const { return m_guidance; }
    void setGuidanceShown(bool shown);

Q_SIGNALS:
    void evidenceActivated(const docket::policy::Anchor& anchor);
    void evidenceRemoved(const QString& criterion, int index);

private:
    /// Where everything of one question stands, relative to the row's top left, in left-to-right coordinates.
    struct Layout {
        QRect question;
        QRect control;
        QList<QRect> evidence;
        QList<QRect> remove; ///< one for each evidence
        QRect source;
        QRect hint;
        QRect guidance;
        int height = 0;
    };
    Layout layoutOf(const QString& criterion, bool current) const;
    /// What became of it, in words; empty when there is nothing to say.
    QString newsOf(const policy::Anchor& anchor) const;
    QString hintText(const policy::ChecklistItem& item) const;
    QString sourceText(const policy::ChecklistItem& item) const;
    void paintHeading(
        QPainter& painter, const QStyleOptionViewItem& option, const ChecklistModel::Row& row, bool first) const;
    void paintControl(QPainter& painter, const QRect& box, std::optional<policy::AnswerValue> value,
        policy::Polarity polarity, bool rightToLeft) const;
    void paintEvidence(
        QPainter& painter, const QRect& box, const policy::Anchor& anchor, Qt::LayoutDirection direction) const;

    const widgets::Theme& m_theme;
    JudgementPresenter& m_presenter;
    const ChecklistModel& m_model;
    int m_width = 360;
    bool m_guidance = false;
};

} // namespace docket::ui::judgement
