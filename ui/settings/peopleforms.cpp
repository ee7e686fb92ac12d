#include "ui/settings/peopleforms.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using Form = PeoplePresenter::Form;
using widgets::KeyButton;
using widgets::TextRole;
using widgets::Theme;

namespace
{

/// Builds one box from top to bottom.
class Box
{
    Q_DECLARE_TR_FUNCTIONS(docket::ui::settings::PeopleForms)
public:
    Box(const Theme& theme, PeoplePresenter& presenter, const QString& title)
        : m_theme(theme), m_presenter(presenter), m_frame(new QFrame), m_column(new QVBoxLayout(m_frame))
    {
        m_frame->setObjectName(u"people.form"_s);
        m_frame->setProperty("surface", u"float"_s);
        m_frame->setAccessibleName(title);
        m_column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
        m_column->setSpacing(theme.px(8));
        text(title, TextRole::Heading);
    }

    QLabel* text(const QString& words, TextRole role = TextRole::Body, const QString& ink = {})
    {
        auto* label = new QLabel(words);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setFont(m_theme.font(role));
        const bool mirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft;
        label->setAlignment((mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
        if (!ink.isEmpty())
            label->setProperty("role", ink);
        m_column->addWidget(label);
        return label;
    }
    /// Something to compare or copy letter by letter.
    void literal(const QString& words, const QString& name)
    {
        QLabel* label = text(words, TextRole::Mono);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setLayoutDirection(Qt::LeftToRight);
        label->setAccessibleName(name);
    }
    QLineEdit* line(const QString& name, const QString& id, bool secret)
    {
        text(name, TextRole::SmallStrong, u"dim"_s);
        auto* edit = new QLineEdit;
        edit->setObjectName(id);
        edit->setAccessibleName(name);
        edit->setMaximumWidth(m_theme.px(420));
        if (secret) {
            edit->setEchoMode(QLineEdit::Password);
            edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
        }
        m_column->addWidget(edit);
        if (!m_frame->focusProxy())
            m_frame->setFocusProxy(edit);
        return edit;
    }
    void add(QWidget* widget) { m_column->addWidget(widget); }
    void add(QLayout* layout) { m_column->addLayout(layout); }
    /// The last row: the act, which Return in a line does too, and the way back.
    QFrame* finish(const QString& act, const std::function<void()>& work, const QString& back = tr("Not now"))
    {
        auto* row = new QHBoxLayout;
        row->setSpacing(m_theme.px(8));
        PeoplePresenter& presenter = m_presenter;
        if (!act.isEmpty()) {
            auto* button = new KeyButton(m_theme, act, KeyButton::Look::Primary);
            button->setObjectName(u"people.do"_s);
            button->setEnabled(!presenter.isBusy());
            row->addWidget(button);
            QObject::connect(button, &QAbstractButton::clicked, m_frame, work);
            for (QLineEdit* edit : m_frame->findChildren<QLineEdit*>())
                QObject::connect(edit, &QLineEdit::returnPressed, m_frame, work);
            if (!m_frame->focusProxy())
                m_frame->setFocusProxy(button);
        }
        auto* leave = new KeyButton(m_theme, back, KeyButton::Look::Normal);
        leave->setKeyText(u"Esc"_s);
        row->addWidget(leave);
        row->addStretch(1);
        QObject::connect(leave, &QAbstractButton::clicked, m_frame, [&presenter] { presenter.close(); });
        if (!m_frame->focusProxy())
            m_frame->setFocusProxy(leave);
        m_column->addLayout(row);
        return m_frame;
    }
    QWidget* frame() const { return m_frame; }
    const Theme& theme() const { return m_theme; }

    // One function for each form.
    static QFrame* invite(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* enrol(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* revoke(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* rename(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* rotate(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* passphrase(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* rootKey(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* paper(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* freeze(const Theme& theme, PeoplePresenter& presenter);
    static QFrame* continueAsNew(const Theme& theme, PeoplePresenter& presenter);

private:
    const Theme& m_theme;
    PeoplePresenter& m_presenter;
    QFrame* m_frame;
    QVBoxLayout* m_column;
};

QFrame* Box::invite(const Theme& theme, PeoplePresenter& presenter)
{
    Box box(theme, presenter, tr("Invite somebody"));
    box.text(tr("Tell the newcomer this line. It is no secret. They start Docket, choose to join a colleague’s "
                "workspace, and send you the request that comes of it; you add it here, as a file or from the "
                "clipboard."));
    const QString code = presenter.overview()->invitation;
    box.literal(code, tr("Invitation"));
    return box.finish(
        tr("Copy the line"), [code] { QGuiApplication::clipboard()->setText(code); }, tr("Done"));
}

QFrame* Box::enrol(const Theme& theme, PeoplePresenter& presenter)
{
    const log::JoinRequest& request = presenter.request();
    Box box(theme, presenter, tr("%1 wants to join").arg(request.name.simplified().left(60)));
    box.text(tr("Call them and let them read out the words. Only if they are the same, the file is theirs."));
    box.literal(log::spokenFingerprint(request.device), tr("Words to compare"));
    box.literal(log::hexFingerprint(request.device), tr("The same in digits"));
    box.text(tr("Whose device it is"), TextRole::SmallStrong, u"dim"_s);
    auto* owner = new QComboBox;
    owner->setObjectName(u"people.owner"_s);
    owner->setAccessibleName(tr("Whose device it is"));
    owner->addItem(tr("A new person"), QString());
    for (const log::Person& person : presenter.overview()->people)
        owner->addItem(person.name.isEmpty() ? person.id : person.name, person.id);
    owner->setMaximumWidth(theme.px(420));
    QObject::connect(owner, &QComboBox::currentIndexChanged, box.frame(),
        [owner, &presenter] { presenter.setEnrolPerson(owner->currentData().toString()); });
    box.add(owner);
    // Not the button: enrolling wants the words compared first.
    box.frame()->setFocusProxy(owner);
    box.text(tr("What they may do"), TextRole::SmallStrong, u"dim"_s);
    auto* chips = new widgets::FlowLayout(nullptr, theme.px(6));
    for (const QString& role : { u"reviewer"_s, u"lead"_s, u"ethics"_s, u"privacy"_s, u"auditor"_s, u"root"_s }) {
        auto* chip = new KeyButton(theme, PeoplePresenter::roleName(role), KeyButton::Look::Pill);
        chip->setCheckable(true);
        chip->setChecked(presenter.enrolRoles().contains(role));
        chip->setToolTip(PeoplePresenter::roleMeaning(role));
        chip->setAccessibleDescription(PeoplePresenter::roleMeaning(role));
        QObject::connect(chip, &QAbstractButton::toggled, box.frame(),
            [role, &presenter](bool on) { presenter.setEnrolRole(role, on); });
        chips->addWidget(chip);
    }
    box.add(chips);
    return box.finish(tr("The words are the same: enrol"), [&presenter] { presenter.enrol(); });
}

QFrame* Box::revoke(const Theme& theme, PeoplePresenter& presenter)
{
    log::PersonDevice device;
    QString owner;
    for (const log::Person& person : presenter.overview()->people)
        for (const log::PersonDevice& one : person.devices)
            if (one.key == presenter.device()) {
                device = one;
                owner = person.name.isEmpty() ? person.id : person.name;
            }
    Box box(theme, presenter, tr("Revoke %1").arg(device.shortKey()));
    box.text(PeoplePresenter::revocationText(device, owner));
    QLineEdit* reason = box.line(tr("Why"), u"people.reason"_s, false);
    return box.finish(tr("Revoke"), [reason, &presenter] { presenter.revoke(reason->text()); });
}

QFrame* Box::rename(const Theme& theme, PeoplePresenter& presenter)
{
    Box box(theme, presenter, tr("Rename"));
    QLineEdit* name = box.line(tr("How colleagues call them"), u"people.name"_s, false);
    return box.finish(tr("Rename"), [name, &presenter] { presenter.rename(name->text()); });
}

QFrame* Box::rotate(const Theme& theme, PeoplePresenter& presenter)
{
    Box box(theme, presenter, tr("Replace the key of this laptop"));
    box.text(tr("The old key ends its log and is destroyed; a fresh one goes on with your name and your roles. Whoever "
                "has a copy of the old key can sign nothing more with it."));
    QLineEdit* line = presenter.overview()->needsPassphrase
        ? box.line(tr("Your passphrase, which stays the same"), u"people.passphrase"_s, true)
        : nullptr;
    return box.finish(tr("Replace it"), [line, &presenter] { presenter.rotate(line ? line->text() : QString()); });
}

QFrame* Box::passphrase(const Theme& theme, PeoplePresenter& presenter)
{
    Box box(theme, presenter, tr("Change the passphrase"));
    QLineEdit* first = box.line(tr("New passphrase"), u"people.passphrase"_s, true);
    QLineEdit* second = box.line(tr("Once more"), u"people.repeated"_s, true);
    return box.finish(tr("Change it"), [=, &presenter] { presenter.changePassphrase(first->text(), second->text()); });
}

QFrame* Box::rootKey(const Theme& theme, PeoplePresenter& presenter)
{
    Box box(theme, presenter, tr("Keep the root key apart"));
    box.text(tr("Who holds root can enrol and revoke everybody. Kept on a stick under a passphrase of its own, it is "
                "out of reach of whoever takes this laptop. From then on, enrolling, revoking and roles ask for the "
                "stick. Daily work does not."));
    QLineEdit* file = box.line(tr("Where the key goes"), u"people.file"_s, false);
    file->setLayoutDirection(Qt::LeftToRight);
    auto* choose = new KeyButton(theme, tr("Choose a place…"), KeyButton::Look::Normal);
    QObject::connect(choose, &QAbstractButton::clicked, box.frame(), [file] {
        const QString chosen = QFileDialog::getSaveFileName(
            file->window(), tr("Where the root key goes"), u"docket-root.key"_s, tr("Docket keys (*.key)"));
        if (!chosen.isEmpty())
            file->setText(chosen);
    });
    box.add(choose);
    QLineEdit* first = box.line(tr("Passphrase for it"), u"people.passphrase"_s, true);
    QLineEdit* second = box.line(tr("Once more"), u"people.repeated"_s, true);
    return box.finish(tr("Make it and take root from this laptop"),
        [=, &presenter] { presenter.makeRoot(file->text(), first->text(), second->text()); });
}

QFrame* Box::paper(const Theme& theme, PeoplePresenter& presenter)
{
    Box box(theme, presenter, tr("Write this down"));
    box.text(tr("Sticks die. On paper, locked away, these letters bring the root key back; whoever reads them has it. "
                "They are shown this once."));
    box.literal(presenter.paper(), tr("The root key on paper"));
    return box.finish({}, {}, tr("I have written it down"));
}

QFrame* Box::freeze(const Theme& theme, PeoplePresenter& presenter)
{
    Box box(theme, presenter, tr("End the log of this laptop"));
    box.text(tr("For a laptop that is given away or retired. It signs one last entry, which says that nothing follows. "
                "After that nothing can be decided, noted or sent with this workspace, for good. It can still be read, "
                "checked and handed over, and what was signed goes on counting."));
    box.text(tr("What is about to leave does not leave any more. This cannot be undone."), TextRole::Strong);
    QLineEdit* reason = box.line(tr("Why, if you like; everybody can read it"), u"people.reason"_s, false);
    QLineEdit* typed = box.line(
        tr("To confirm, type the name of this laptop’s key: %1").arg(presenter.ownKey()), u"people.typed"_s, false);
    return box.finish(tr("End it for good"), [=, &presenter] { presenter.freeze(reason->text(), typed->text()); });
}

QFrame* Box::continueAsNew(const Theme& theme, PeoplePresenter& presenter)
{
    Box box(theme, presenter, tr("Go on with a fresh key"));
    for (const QString& paragraph : presenter.continuationTexts())
        box.text(paragraph);
    QLineEdit* file = nullptr;
    QLineEdit* rootPassphrase = nullptr;
    if (!presenter.holdsRoot()) {
        file = box.line(tr("File of the root key"), u"people.file"_s, false);
        file->setLayoutDirection(Qt::LeftToRight);
        file->setText(presenter.rootFile());
        rootPassphrase = box.line(tr("Passphrase of the root key"), u"people.rootSecret"_s, true);
    }
    QLineEdit* line = presenter.overview()->needsPassphrase
        ? box.line(tr("Your passphrase, which stays the same"), u"people.passphrase"_s, true)
        : nullptr;
    QLineEdit* typed = box.line(
        tr("To confirm, type the name of the old key: %1").arg(presenter.ownKey()), u"people.typed"_s, false);
    return box.finish(tr("Go on with a fresh key"), [=, &presenter] {
        const auto textOf = [](const QLineEdit* edit) { return edit ? edit->text() : QString(); };
        presenter.continueAsNew(textOf(line), textOf(file), textOf(rootPassphrase), typed->text());
    });
}

} // namespace

QFrame* makePeopleForm(const Theme& theme, PeoplePresenter& presenter)
{
    switch (presenter.form()) {
    case Form::None:
        return nullptr;
    case Form::Invite:
        return Box::invite(theme, presenter);
    case Form::Enrol:
        return Box::enrol(theme, presenter);
    case Form::Revoke:
        return Box::revoke(theme, presenter);
    case Form::Rename:
        return Box::rename(theme, presenter);
    case Form::Rotate:
        return Box::rotate(theme, presenter);
    case Form::Passphrase:
        return Box::passphrase(theme, presenter);
    case Form::RootKey:
        return Box::rootKey(theme, presenter);
    case Form::Paper:
        return Box::paper(theme, presenter);
    case Form::Freeze:
        return Box::freeze(theme, presenter);
    case Form::Continue:
        return Box::continueAsNew(theme, presenter);
    }
    return nullptr;
}

} // namespace docket::ui::settings
