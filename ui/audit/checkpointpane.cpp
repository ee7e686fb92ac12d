#include "ui/audit/checkpointpane.h"

#include "ui/audit/checkpointpage.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

constexpr int previewWidth = 360; ///< design pixels

} // namespace

CheckpointPane::CheckpointPane(
    const widgets::Theme& theme, const widgets::ActionRegistry& actions, LogPresenter& presenter, QWidget* parent)
    : ColumnPane(theme, parent), m_actions(actions), m_presenter(presenter)
{
    setObjectName(u"log.checkpoint"_s);
    setAccessibleName(tr("Checkpoint"));
    connect(&presenter, &LogPresenter::checkpointChanged, this, &CheckpointPane::show);
    connect(&presenter, &LogPresenter::overviewChanged, this, &CheckpointPane::show);
    show();
}

void CheckpointPane::show()
{
    QVBoxLayout* column = begin();
    const auto& checkpoint = m_presenter.checkpoint();
    const auto& overview = m_presenter.overview();
    const bool maySign = overview && overview->unlocked && !overview->readOnly;
    m_actions.action(u"log.sign"_s)->setEnabled(maySign);
    for (const QString& id : { u"log.saveCheckpoint"_s, u"log.printCheckpoint"_s, u"log.pdfCheckpoint"_s })
        m_actions.action(id)->setEnabled(checkpoint.has_value());
    column->addWidget(textLabel(theme(), tr("Fix the log as it is now"), TextRole::Heading));
    column->addWidget(textLabel(theme(),
        tr("A checkpoint is three signed lines: whose log, how many entries, and the root of all of them. Give it to "
           "somebody else, by mail or on paper. From then on nobody, you included, can change what lies before it "
           "without being found out."),
        TextRole::Body));
    auto* buttons = new QWidget;
    auto* flow = new widgets::FlowLayout(buttons, theme().px(6));
    const auto add = [&](const QString& id, const QString& text, KeyButton::Look look) {
        auto* button = new KeyButton(theme(), m_actions, id, look);
        button->setShortText(text);
        flow->addWidget(button);
    };
    add(u"log.sign"_s, checkpoint ? tr("Sign again") : tr("Sign now"),
        checkpoint ? KeyButton::Look::Normal : KeyButton::Look::Primary);
    if (!maySign && overview)
        column->addWidget(textLabel(theme(),
            overview->readOnly ? tr("The log is open for reading only, so nothing can be signed.")
                               : tr("The key is locked. Unlock it to sign."),
            TextRole::Small, u"warn"_s));
    if (!checkpoint) {
        column->addWidget(buttons);
        finish();
        return;
    }
    add(u"log.printCheckpoint"_s, tr("Print…"), KeyButton::Look::Primary);
    add(u"log.pdfCheckpoint"_s, tr("Save PDF…"), KeyButton::Look::Normal);
    add(u"log.saveCheckpoint"_s, tr("Save note…"), KeyButton::Look::Normal);
    auto* copy = new KeyButton(theme(), tr("Copy note"), KeyButton::Look::Normal);
    connect(copy, &QAbstractButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_presenter.checkpoint()->note));
        Q_EMIT m_presenter.told(tr("The checkpoint is on the clipboard."));
    });
    flow->addWidget(copy);
    column->addWidget(buttons);
    column->addWidget(literalView(theme(), QString::fromUtf8(checkpoint->note), tr("Signed checkpoint"), 9));
    column->addWidget(sectionLabel(theme(), tr("The page")));
    auto* page = new QLabel;
    page->setObjectName(u"log.checkpoint.page"_s);
    const CheckpointPage paper(*checkpoint);
    const qreal ratio = devicePixelRatioF();
    QImage image = paper.image(static_cast<int>(theme().px(previewWidth) * ratio));
    image.setDevicePixelRatio(ratio);
    page->setPixmap(QPixmap::fromImage(image));
    page->setFrameShape(QFrame::Box);
    page->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    page->setAccessibleName(tr("The page as it will be printed"));
    page->setAccessibleDescription(paper.text());
    column->addWidget(page, 0, Qt::AlignHCenter);
    finish();
}

} // namespace docket::ui::audit
