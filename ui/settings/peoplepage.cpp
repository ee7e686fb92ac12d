#include "ui/settings/peoplepage.h"

#include "ui/settings/peopleforms.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QShortcut>
#include <QSpinBox>
#include <QTimer>
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

constexpr int pageWidth = 760;
constexpr qsizetype largestRequest = 64 * 1024; ///< bytes; readJoinRequest() refuses what is larger than one

QLabel* labelOf(const Theme& theme, const QString& text, TextRole type, const QString& role = {})
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(theme.font(type));
    // A Latin name on an Arabic page stands where the page begins, not where Latin does.
    const bool mirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    label->setAlignment((mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
    if (!role.isEmpty())
        label->setProperty("role", role);
    return label;
}

KeyButton* buttonOf(const Theme& theme, const QString& text, const QString& id)
{
    auto* button = new KeyButton(theme, text, KeyButton::Look::Normal);
    button->setObjectName(id);
    return button;
}

QString nameOf(const log::Person& person)
{
    const QString name = widgets::singleLine(person.name, 60);
    return name.isEmpty() ? PeoplePage::tr("Somebody whose name was erased") : name;
}

} // namespace

PeoplePage::PeoplePage(const Theme& theme, PeoplePresenter& presenter, QWidget* parent)
    : QScrollArea(parent), m_theme(theme), m_presenter(presenter)
{
    setObjectName(u"people"_s);
    setAccessibleName(tr("People and devices"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::StrongFocus);
    const auto onKey = [this](const QKeySequence& key, auto act) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    onKey(QKeySequence(Qt::Key_Escape), &PeoplePage::leave);
    onKey(QKeySequence(Qt::ALT | Qt::Key_I), [this] { m_presenter.open(Form::Invite); });
    onKey(QKeySequence(Qt::ALT | Qt::Key_A), &PeoplePage::chooseRequest);
    onKey(QKeySequence(QKeySequence::Paste), &PeoplePage::pasteRequest);
    // Made anew when control is back in the event loop: the button that changed something is part of what goes.
    connect(&presenter, &PeoplePresenter::changed, this, &PeoplePage::makeAnew, Qt::QueuedConnection);
    connect(&theme, &Theme::changed, this, &PeoplePage::makeAnew);
    makeAnew();
}

void PeoplePage::leave()
{
    if (m_presenter.form() == Form::None)
        Q_EMIT closed();
    else
        m_presenter.close();
}

void PeoplePage::makeAnew()
{
    const int scrolled = verticalScrollBar()->value();
    const QString focused = focusWidget() ? focusWidget()->objectName() : QString();
    auto* content = new QWidget;
    auto* inner = new QWidget;
    inner->setMaximumWidth(m_theme.px(pageWidth));
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(m_theme.px(24), m_theme.px(24), m_theme.px(24), m_theme.px(24));
    column->setSpacing(m_theme.px(8));
    addHead(column);
    if (m_presenter.overview()) {
        addApprovals(column);
        if (QFrame* form = makePeopleForm(m_theme, m_presenter)) {
            column->addWidget(form);
        }
        for (const log::Person& person : m_presenter.overview()->people)
            addPerson(column, person);
        addKeys(column);
    }
    column->addStretch(1);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(inner, 1000);
    row->addStretch(1);
    setWidget(content); // deletes the one before
    const bool opened = m_shown != m_presenter.form();
    m_shown = m_presenter.form();
    if (auto* form = findChild<QFrame*>(u"people.form"_s); form && opened) {
        form->setFocus(Qt::OtherFocusReason);
        QTimer::singleShot(0, form, [this, form] { ensureWidgetVisible(form); });
        return;
    }
    verticalScrollBar()->setValue(scrolled);
    auto* again = focused.isEmpty() ? nullptr : content->findChild<QWidget*>(focused);
    (again ? again : static_cast<QWidget*>(content))->setFocus(Qt::OtherFocusReason);
}

void PeoplePage::addHead(QVBoxLayout* column)
{
    column->addWidget(labelOf(m_theme, tr("People and devices"), TextRole::Title));
    column->addWidget(labelOf(m_theme,
        tr("Every device signs with a key of its own. What a person may do is written in the log, from which entry on "
           "and up to which; nobody can change it unseen."),
        TextRole::Body, u"dim"_s));
    auto* row = new widgets::FlowLayout(nullptr, m_theme.px(8));
    const bool writable = m_presenter.overview() && !m_presenter.overview()->locked;
    KeyButton* invite = buttonOf(m_theme, tr("Invite…"), u"people.invite"_s);
    invite->setKeyText(u"Alt I"_s);
    connect(invite, &QAbstractButton::clicked, this, [this] { m_presenter.open(Form::Invite); });
    KeyButton* add = buttonOf(m_theme, tr("Add from a join request…"), u"people.add"_s);
    add->setKeyText(u"Alt A"_s);
    add->setEnabled(writable);
    connect(add, &QAbstractButton::clicked, this, &PeoplePage::chooseRequest);
    KeyButton* back = buttonOf(m_theme, tr("Back to work"), u"people.back"_s);
    back->setKeyText(u"Esc"_s);
    connect(back, &QAbstractButton::clicked, this, &PeoplePage::closed);
    row->addWidget(invite);
    KeyButton* paste = buttonOf(m_theme, tr("From the clipboard"), u"people.paste"_s);
    paste->setKeyText(u"Ctrl V"_s);
    paste->setToolTip(tr("A join request that was sent as text"));
    paste->setEnabled(writable);
    connect(paste, &QAbstractButton::clicked, this, &PeoplePage::pasteRequest);
    row->addWidget(add);
    row->addWidget(paste);
    row->addWidget(back);
    column->addLayout(row);
    const auto fault = [&](const Error& error) {
        QString text = widgets::errorHeadline(error) + u": "_s + error.thing + u": "_s + error.cause;
        if (!error.wayOut.isEmpty())
            text += u"; "_s + error.wayOut;
        QLabel* label = labelOf(m_theme, text, TextRole::Body, u"danger"_s);
        label->setObjectName(u"people.error"_s);
        column->addWidget(label);
    };
    if (m_presenter.error())
        fault(*m_presenter.error());
    else if (m_presenter.overview() && m_presenter.overview()->locked)
        fault(*m_presenter.overview()->locked);
    if (m_presenter.isBusy())
        column->addWidget(labelOf(
            m_theme, tr("Working. Opening a root key takes some seconds on purpose."), TextRole::Small, u"dim"_s));
    else if (!m_presenter.notice().isEmpty())
        column->addWidget(labelOf(m_theme, m_presenter.notice(), TextRole::Body, u"ok"_s));
}

void PeoplePage::addApprovals(QVBoxLayout* column)
{
    for (const log::PendingApproval& pending : m_presenter.overview()->approvals) {
        QString who;
        QString by;
        for (const log::Person& person : m_presenter.overview()->people) {
            if (person.id == pending.by)
                by = nameOf(person);
            for (const log::PersonDevice& device : person.devices)
                if (device.key == pending.device)
                    who = tr("%1 of %2").arg(device.shortKey(), nameOf(person));
        }
        auto* box = new QFrame;
        box->setProperty("surface", u"hint"_s);
        auto* inside = new QVBoxLayout(box);
        inside->setContentsMargins(m_theme.px(12), m_theme.px(8), m_theme.px(12), m_theme.px(8));
        column->addWidget(box);
        inside->addWidget(labelOf(m_theme,
            pending.role.isEmpty()
                ? tr("%1 wants to revoke %2: “%3”.").arg(by, who, widgets::singleLine(pending.reason, 200))
                : tr("%1 wants to take root from %2.").arg(by, who),
            TextRole::Strong));
        if (!m_presenter.mayApprove(pending)) {
            inside->addWidget(
                labelOf(m_theme, tr("It waits for a lead of another person."), TextRole::Small, u"dim"_s));
            continue;
        }
        KeyButton* approve = buttonOf(m_theme, tr("Approve"), u"people.approve"_s);
        connect(approve, &QAbstractButton::clicked, this, [this, id = pending.entry.id] { m_presenter.approve(id); });
        inside->addWidget(approve, 0, Qt::AlignLeading);
    }
}

void PeoplePage::addPerson(QVBoxLayout* column, const log::Person& person)
{
    const QString name = person.own ? tr("%1, you").arg(nameOf(person)) : nameOf(person);
    QLabel* heading = labelOf(m_theme, name, TextRole::Heading);
    heading->setContentsMargins(0, m_theme.px(16), 0, 0);
    column->addWidget(heading);
    auto* chips = new widgets::FlowLayout(nullptr, m_theme.px(6));
    const bool may = m_presenter.mayAdminister() && !m_presenter.isBusy();
    for (const QString& role : { u"reviewer"_s, u"lead"_s, u"ethics"_s, u"privacy"_s, u"auditor"_s, u"root"_s }) {
        const bool held = person.roles.contains(role);
        if (!held && !may)
            continue; // what cannot be given need not be offered
        auto* chip = new KeyButton(m_theme, PeoplePresenter::roleName(role), KeyButton::Look::Pill);
        chip->setObjectName(u"people.role.%1.%2"_s.arg(person.id, role));
        chip->setCheckable(true);
        chip->setChecked(held);
        chip->setEnabled(may);
        chip->setToolTip(PeoplePresenter::roleMeaning(role));
        chip->setAccessibleName(tr("%1 of %2").arg(PeoplePresenter::roleName(role), nameOf(person)));
        chip->setAccessibleDescription(PeoplePresenter::roleMeaning(role));
        connect(chip, &QAbstractButton::clicked, this,
            [this, id = person.id, role](bool on) { m_presenter.setRole(id, role, on); });
        chips->addWidget(chip);
    }
    column->addLayout(chips);
    if ((may || person.own) && !m_presenter.overview()->locked) {
        auto* rename = new KeyButton(m_theme, tr("Rename…"), KeyButton::Look::Flat);
        rename->setObjectName(u"people.rename."_s + person.id);
        rename->setAccessibleName(tr("Rename %1…").arg(nameOf(person)));
        connect(rename, &QAbstractButton::clicked, this, [this, id = person.id] { m_presenter.askToRename(id); });
        chips->addWidget(rename);
    }
    for (const log::PersonDevice& device : person.devices)
        column->addLayout(deviceRow(device));
}

QLayout* PeoplePage::deviceRow(const log::PersonDevice& device)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(12));
    QLabel* key = labelOf(m_theme, device.shortKey(), TextRole::Mono);
    key->setLayoutDirection(Qt::LeftToRight);
    key->setFixedWidth(m_theme.px(84));
    key->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const bool danger = device.state == log::DeviceState::Forked || device.state == log::DeviceState::Revoked;
    QLabel* state
        = labelOf(m_theme, PeoplePresenter::stateText(device), TextRole::Body, danger ? u"danger"_s : QString());
    QLabel* seen = labelOf(m_theme, PeoplePresenter::seenText(device), TextRole::Small, u"dim"_s);
    state->setFixedWidth(m_theme.px(200));
    row->addWidget(key);
    row->addWidget(state);
    row->addWidget(seen, 1);
    const bool counts = device.state == log::DeviceState::Active || device.state == log::DeviceState::Forked;
    if (counts && !device.own && m_presenter.mayAdminister()) {
        KeyButton* revoke = buttonOf(m_theme, tr("Revoke…"), u"people.revoke."_s + device.shortKey());
        revoke->setAccessibleName(tr("Revoke %1…").arg(device.shortKey()));
        revoke->setEnabled(!m_presenter.isBusy());
        connect(revoke, &QAbstractButton::clicked, this, [this, key = device.key] { m_presenter.askToRevoke(key); });
        row->addWidget(revoke);
    }
    return row;
}

void PeoplePage::addKeys(QVBoxLayout* column)
{
    const PeopleOverview& overview = *m_presenter.overview();
    QLabel* heading = labelOf(m_theme, tr("The key of this laptop"), TextRole::Heading);
    heading->setContentsMargins(0, m_theme.px(24), 0, 0);
    column->addWidget(heading);
    column->addWidget(labelOf(m_theme,
        m_presenter.hasEnded()         ? tr("Its log has ended: it signs nothing any more.")
            : overview.needsPassphrase ? tr("Sealed with your passphrase.")
                                       : tr("Sealed by the desktop's keychain."),
        TextRole::Body));
    const bool may = !overview.locked && !m_presenter.isBusy() && !m_presenter.hasEnded();
    auto* row = new widgets::FlowLayout(nullptr, m_theme.px(8));
    const auto add = [&](const QString& text, const QString& id, Form form, bool enabled) {
        KeyButton* button = buttonOf(m_theme, text, id);
        button->setEnabled(enabled);
        connect(button, &QAbstractButton::clicked, this, [this, form] { m_presenter.open(form); });
        row->addWidget(button);
    };
    add(overview.needsPassphrase ? tr("Change the passphrase…") : tr("Use a passphrase…"), u"people.reseal"_s,
        Form::Passphrase, may);
    add(tr("Replace the key…"), u"people.rotate"_s, Form::Rotate, may);
    if (m_presenter.holdsRoot())
        add(tr("Keep the root key apart…"), u"people.root"_s, Form::RootKey, may);
    if (overview.broken != PeopleOverview::Break::None) {
        add(tr("Go on with a fresh key…"), u"people.continue"_s, Form::Continue,
            m_presenter.mayContinue() && !m_presenter.isBusy());
    }
    if (!m_presenter.hasEnded())
        add(tr("End the log of this laptop…"), u"people.freeze"_s, Form::Freeze, may);
    column->addLayout(row);
    if (m_lockMinutes && overview.needsPassphrase)
        addLock(column);
    if (m_presenter.holdsRoot()) {
        column->addWidget(
            labelOf(m_theme, tr("This laptop holds root: whoever can unlock it can enrol and revoke everybody."),
                TextRole::Small, u"dim"_s));
    } else if (!overview.locked) {
        addRootFile(column);
    }
}

void PeoplePage::setLockMinutes(int minutes)
{
    m_lockMinutes = minutes;
    makeAnew();
}

void PeoplePage::addLock(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(12));
    auto* label = labelOf(m_theme, tr("Lock when nobody is here for"), TextRole::Body);
    label->setWordWrap(false);
    auto* minutes = new QSpinBox;
    minutes->setObjectName(u"people.lockMinutes"_s);
    minutes->setAccessibleName(tr("Minutes without a key or a click until Docket locks"));
    minutes->setRange(0, mostLockMinutes);
    minutes->setValue(*m_lockMinutes);
    minutes->setSuffix(tr(" minutes"));
    minutes->setSpecialValueText(tr("never"));
    minutes->setToolTip(tr("0: never. What counts down to leave is waited for."));
    // A number is meant when it has been typed whole; while one types 15, 1 is not.
    minutes->setKeyboardTracking(false);
    label->setBuddy(minutes);
    minutes->setFocusPolicy(Qt::StrongFocus);
    minutes->installEventFilter(this);
    connect(minutes, &QSpinBox::valueChanged, this, [this](int chosen) {
        m_lockMinutes = chosen;
        Q_EMIT lockMinutesChosen(chosen);
    });
    row->addWidget(label);
    row->addWidget(minutes);
    row->addStretch(1);
    column->addLayout(row);
}

bool PeoplePage::eventFilter(QObject* watched, QEvent* event)
{
    // Who scrolls the page over the number means the page.
    if (event->type() == QEvent::Wheel && watched->objectName() == "people.lockMinutes"_L1
        && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

void PeoplePage::addRootFile(QVBoxLayout* column)
{
    column->addWidget(labelOf(m_theme,
        m_presenter.mayAdminister()
            ? tr("The root key is at hand until you leave this page.")
            : tr("Root is not on this laptop. To enrol, revoke or change roles, name the file of the root key."),
        TextRole::Small, u"dim"_s));
    auto* file = new QLineEdit;
    file->setObjectName(u"people.rootFile"_s);
    file->setAccessibleName(tr("File of the root key"));
    file->setPlaceholderText(tr("File of the root key"));
    auto* passphrase = new QLineEdit;
    passphrase->setObjectName(u"people.rootPassphrase"_s);
    passphrase->setAccessibleName(tr("Passphrase of the root key"));
    passphrase->setPlaceholderText(tr("Its passphrase"));
    passphrase->setEchoMode(QLineEdit::Password);
    passphrase->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    KeyButton* use = buttonOf(m_theme, tr("Use it"), u"people.useRoot"_s);
    const auto take = [this, file, passphrase] { m_presenter.setRootKey(file->text(), passphrase->text()); };
    connect(use, &QAbstractButton::clicked, this, take);
    connect(passphrase, &QLineEdit::returnPressed, this, take);
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    row->addWidget(file, 2);
    row->addWidget(passphrase, 1);
    row->addWidget(use);
    column->addLayout(row);
}

void PeoplePage::chooseRequest()
{
    if (!m_presenter.overview() || m_presenter.overview()->locked)
        return;
    const QString name = QFileDialog::getOpenFileName(
        window(), tr("A join request"), {}, tr("Join requests (*.docket-join);;All files (*)"));
    if (name.isEmpty())
        return;
    QFile file(name);
    m_presenter.readRequest(file.open(QIODevice::ReadOnly) ? file.read(largestRequest) : QByteArray());
}

void PeoplePage::pasteRequest()
{
    if (!m_presenter.overview() || m_presenter.overview()->locked)
        return;
    // What a telephone or a mail program passed on has lost its last line end, or got some more.
    const QByteArray text = QGuiApplication::clipboard()->text().left(largestRequest).trimmed().toUtf8();
    m_presenter.readRequest(text.isEmpty() ? text : text + '\n');
}

void PeoplePage::focusInEvent(QFocusEvent* /*event*/)
{
    if (auto* first = findChild<QWidget*>(u"people.invite"_s))
        first->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::settings
