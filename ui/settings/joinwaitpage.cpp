#include "ui/settings/joinwaitpage.h"

#include "core/base/wholefile.h"
#include "core/log/members/joinrequest.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/qrcode.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QShortcut>
#include <QVBoxLayout>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

constexpr int codeSide = 320; ///< design pixels: a telephone reads it from the screen

QLabel* textOf(const widgets::Theme& theme, const QString& words, TextRole role, const QString& ink = {})
{
    auto* label = new QLabel(words);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(theme.font(role));
    // A Latin word on an Arabic page stands where the page begins, not where Latin does.
    const bool mirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    label->setAlignment((mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
    if (!ink.isEmpty())
        label->setProperty("role", ink);
    return label;
}

/// Letters that are read out or compared: from left to right in every language.
QLabel* literalOf(const widgets::Theme& theme, const QString& words, const QString& name)
{
    QLabel* label = textOf(theme, words, TextRole::Mono);
    label->setLayoutDirection(Qt::LeftToRight);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(name);
    return label;
}

} // namespace

JoinWaitPage::JoinWaitPage(const widgets::Theme& theme, const Content& content, QWidget* parent)
    : FormPage(theme, u"joinwait"_s, tr("Waiting to be let in"),
        tr("Send the request to whoever invited you, in any way. Then let them call you and read out the words: only "
           "that tells them that the request is yours."),
        parent),
      m_content(content),
      m_bundle(new QLineEdit),
      m_passphrase(content.needsPassphrase ? secretLine() : nullptr),
      m_endpoint(new QLineEdit(content.endpoint)),
      m_join(new KeyButton(theme, tr("Make the workspace"), KeyButton::Look::Primary)),
      m_back(new KeyButton(theme, tr("Back"), KeyButton::Look::Normal)),
      m_note(textOf(theme, {}, TextRole::Small, u"dim"_s)),
      m_progress(textOf(theme, {}, TextRole::Small, u"dim"_s))
{
    addRequest();
    addAnswer();
    column()->addStretch(1);
    const auto onKey = [this](const QKeySequence& key, auto act) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    onKey(QKeySequence(Qt::ALT | Qt::Key_S), &JoinWaitPage::chooseWhereToSave);
    onKey(QKeySequence(Qt::ALT | Qt::Key_O), &JoinWaitPage::chooseAnswer);
    onKey(QKeySequence(Qt::Key_Escape), [this] { m_back->click(); });
}

void JoinWaitPage::addRequest()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(theme().px(24));
    auto* words = new QVBoxLayout;
    words->setSpacing(theme().px(6));
    words->addWidget(textOf(theme(), tr("The words to read out"), TextRole::SmallStrong, u"dim"_s));
    // Two lines of three: nobody reads six such words in one breath.
    QString spoken = log::spokenFingerprint(m_content.device);
    const QStringList parts = spoken.split(u'-');
    if (parts.size() == 6)
        spoken = parts.sliced(0, 3).join(u'-') + u"-\n"_s + parts.sliced(3).join(u'-');
    words->addWidget(literalOf(theme(), spoken, tr("The words to read out")));
    words->addWidget(textOf(theme(), tr("The same in digits"), TextRole::SmallStrong, u"dim"_s));
    words->addWidget(literalOf(theme(), log::hexFingerprint(m_content.device), tr("The same in digits")));
    words->addSpacing(theme().px(6));
    if (m_content.request.isEmpty()) {
        words->addWidget(textOf(theme(),
            tr("The request itself is not in this folder: send the file that was written when it was made."),
            TextRole::Body));
    } else {
        auto* buttons = new widgets::FlowLayout(nullptr, theme().px(8));
        auto* save = new KeyButton(theme(), tr("Save the request…"), KeyButton::Look::Normal);
        save->setObjectName(u"joinwait.save"_s);
        save->setKeyText(u"Alt S"_s);
        connect(save, &QAbstractButton::clicked, this, &JoinWaitPage::chooseWhereToSave);
        auto* copy = new KeyButton(theme(), tr("Copy it as text"), KeyButton::Look::Normal);
        copy->setObjectName(u"joinwait.copy"_s);
        connect(copy, &QAbstractButton::clicked, this, [this] {
            QGuiApplication::clipboard()->setText(QString::fromUtf8(m_content.request));
            say(tr("The request is on the clipboard. Send it as it is; it is no secret."));
        });
        buttons->addWidget(save);
        buttons->addWidget(copy);
        words->addLayout(buttons);
        m_note->setObjectName(u"joinwait.note"_s);
        m_note->hide();
        words->addWidget(m_note);
    }
    words->addStretch(1);
    row->addLayout(words, 1);
    if (const auto code = widgets::qrCode(m_content.request)) {
        auto* picture = new QLabel;
        const int side = theme().px(codeSide);
        const int module = qMax(1, side / code->width());
        picture->setPixmap(QPixmap::fromImage(code->scaled(code->width() * module, code->height() * module)));
        picture->setAccessibleName(tr("The request as a QR code"));
        picture->setToolTip(tr("The request, to be photographed by a telephone and sent from there"));
        row->addWidget(picture, 0, Qt::AlignTop);
    }
    column()->addLayout(row);
}

void JoinWaitPage::addAnswer()
{
    column()->addSpacing(theme().px(12));
    column()->addWidget(textOf(theme(), tr("When the answer is here"), TextRole::Heading));
    m_bundle->setLayoutDirection(Qt::LeftToRight);
    m_endpoint->setLayoutDirection(Qt::LeftToRight);
    const auto add = [this](JoinAnswerField field, const QString& title, QWidget* editor, const QString& help) {
        addField(static_cast<int>(field), title, editor, help);
    };
    beginFields();
    add(JoinAnswerField::Bundle, tr("Answer"), m_bundle,
        tr("A file that ends in .docket. Only this laptop can open it."));
    if (m_passphrase)
        add(JoinAnswerField::Passphrase, tr("Passphrase"), m_passphrase, tr("The one you chose for the request."));
    add(JoinAnswerField::Endpoint, tr("Hub"), m_endpoint, tr("The one that your colleagues work on."));
    auto* choose = new KeyButton(theme(), tr("Choose the file…"), KeyButton::Look::Normal);
    choose->setObjectName(u"joinwait.choose"_s);
    choose->setKeyText(u"Alt O"_s);
    connect(choose, &QAbstractButton::clicked, this, &JoinWaitPage::chooseAnswer);
    m_join->setObjectName(u"joinwait.join"_s);
    m_join->setKeyText(u"Ctrl ↵"_s);
    m_back->setObjectName(u"joinwait.back"_s);
    m_back->setKeyText(u"Esc"_s);
    m_back->setToolTip(tr("Goes back to the first page; the request goes on waiting in its folder"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme().px(8));
    buttons->addWidget(m_join);
    buttons->addWidget(choose);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    column()->addLayout(buttons);
    m_progress->hide();
    column()->addWidget(m_progress);
    connect(m_join, &QAbstractButton::clicked, this, &JoinWaitPage::submit);
    connect(m_back, &QAbstractButton::clicked, this, &JoinWaitPage::backWanted);
    for (QLineEdit* line : { m_bundle, m_passphrase, m_endpoint })
        if (line)
            connect(line, &QLineEdit::returnPressed, this, &JoinWaitPage::submit);
}

void JoinWaitPage::say(const QString& words)
{
    m_note->setText(words);
    m_note->show();
}

void JoinWaitPage::chooseWhereToSave()
{
    if (m_content.request.isEmpty())
        return;
    const QString proposal = widgets::singleLine(m_content.name, 40).remove(u'/') + u".docket-join"_s;
    const QString file = QFileDialog::getSaveFileName(
        window(), tr("Where the request goes"), proposal, tr("Join requests (*.docket-join)"));
    if (!file.isEmpty())
        saveRequest(file);
}

void JoinWaitPage::saveRequest(const QString& file)
{
    if (const Status written = writeWholeFile(file, m_content.request, tr("choose another folder")))
        say(tr("The request is in %1. Send it as it is; it is no secret.").arg(file));
    else
        FormPage::showError(written.error());
}

void JoinWaitPage::chooseAnswer()
{
    if (!m_join->isEnabled())
        return;
    const QString file
        = QFileDialog::getOpenFileName(window(), tr("The answer"), {}, tr("Docket bundles (*.docket);;All files (*)"));
    if (file.isEmpty())
        return;
    m_bundle->setText(file);
    (m_passphrase ? m_passphrase : m_endpoint)->setFocus(Qt::OtherFocusReason);
}

JoinAnswerForm JoinWaitPage::form() const
{
    return { m_bundle->text().trimmed(), m_passphrase ? m_passphrase->text() : QString(), m_endpoint->text() };
}

void JoinWaitPage::submit()
{
    if (!m_join->isEnabled())
        return;
    const JoinAnswerForm filled = form();
    QList<Fault> faults;
    for (const JoinAnswerFault& fault : checkJoinAnswer(filled, m_content.needsPassphrase))
        faults.append({ static_cast<int>(fault.field), fault.text });
    showFaults(faults);
    if (faults.isEmpty()) {
        hideError();
        Q_EMIT submitted(filled);
    }
}

void JoinWaitPage::showError(const Error& error)
{
    setBusy(false);
    FormPage::showError(error);
}

void JoinWaitPage::setBusy(bool busy)
{
    m_join->setEnabled(!busy);
    m_back->setEnabled(!busy);
    m_join->setText(busy ? tr("Making it…") : tr("Make the workspace"));
    m_progress->setVisible(busy);
    m_progress->setText(busy ? tr("Opening the answer. This takes a moment on purpose.") : QString());
}

void JoinWaitPage::showProgress(qint64 done, qint64 total)
{
    const QLocale locale;
    m_progress->setText(tr("Verifying %1 of %2 entries").arg(locale.toString(done), locale.toString(total)));
}

void JoinWaitPage::focusInEvent(QFocusEvent* /*event*/)
{
    m_bundle->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::settings
