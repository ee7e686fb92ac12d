#include "ui/settings/peoplepresenter.h"

#include <QLocale>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;
using Kind = PeopleAct::Kind;

namespace
{

constexpr qsizetype shortestPassphrase = 12;

} // namespace

PeoplePresenter::PeoplePresenter(PeopleSource& source, QObject* parent) : QObject(parent), m_source(source) { }

void PeoplePresenter::refresh()
{
    m_source.overview(this, [this](Result<PeopleOverview> overview) {
        if (overview)
            m_overview = std::move(*overview);
        else
            m_error = overview.error();
        Q_EMIT changed();
    });
}

void PeoplePresenter::open(Form form)
{
    m_form = form;
    m_error.reset();
    m_notice.clear();
    Q_EMIT changed();
}

void PeoplePresenter::close()
{
    m_form = Form::None;
    m_error.reset();
    m_paper.clear();
    Q_EMIT changed();
}

void PeoplePresenter::refuse(const QString& thing, const QString& cause, const QString& wayOut)
{
    m_error = Error{ ErrorCode::Validation, thing, cause, wayOut };
    Q_EMIT changed();
}

void PeoplePresenter::readRequest(const QByteArray& bytes)
{
    auto request = log::readJoinRequest(bytes);
    m_notice.clear();
    if (!request) {
        m_error = request.error();
        Q_EMIT changed();
        return;
    }
    m_request = std::move(*request);
    m_enrolRoles = QStringList{ u"reviewer"_s };
    m_enrolPerson.clear();
    open(Form::Enrol);
}

void PeoplePresenter::setEnrolRole(const QString& role, bool wanted)
{
    m_enrolRoles.removeAll(role);
    if (wanted)
        m_enrolRoles.append(role);
    m_enrolRoles.sort();
}

bool PeoplePresenter::mayAdminister() const
{
    return m_overview && !m_overview->locked && (holdsRoot() || !m_rootFile.isEmpty());
}

bool PeoplePresenter::mayApprove(const log::PendingApproval& approval) const
{
    return m_overview && !m_overview->locked && m_overview->roles.contains(u"lead"_s)
        && approval.by != m_overview->person;
}

void PeoplePresenter::perform(PeopleAct act, const QString& notice)
{
    if (m_busy)
        return;
    // This device signs what it may; the key kept apart is for the rest.
    if (!holdsRoot() && act.kind != Kind::Freeze) {
        act.rootFile = m_rootFile;
        act.rootPassphrase = m_rootPassphrase;
    }
    m_busy = true;
    m_error.reset();
    m_notice.clear();
    Q_EMIT changed();
    m_source.act(this, act, [this, notice](Result<PeopleOutcome> outcome) {
        m_busy = false;
        if (!outcome) {
            m_error = outcome.error();
            Q_EMIT changed();
            refresh(); // what was switched on the page goes back to what holds
            return;
        }
        m_notice = outcome->awaitsApproval ? tr("Recorded. It takes effect when a lead of another person approves it.")
                                           : notice;
        m_paper = outcome->paper;
        m_form = m_paper.isEmpty() ? Form::None : Form::Paper;
        refresh();
    });
}

void PeoplePresenter::enrol()
{
    perform({ .kind = Kind::Enrol, .request = m_request, .roles = m_enrolRoles, .person = m_enrolPerson },
        tr("Enrolled. Export a bundle for the new device now: with it, it becomes part of this workspace."));
}

void PeoplePresenter::setRole(const QString& person, const QString& role, bool held)
{
    perform({ .kind = held ? Kind::Grant : Kind::RevokeRole, .person = person, .text = role },
        held ? tr("The role %1 holds from the next entry on.").arg(roleName(role))
             : tr("The role %1 is taken away. What was done with it before stays.").arg(roleName(role)));
}

void PeoplePresenter::askToRevoke(const QByteArray& device)
{
    m_device = device;
    open(Form::Revoke);
}

void PeoplePresenter::revoke(const QString& reason)
{
    if (reason.trimmed().isEmpty()) {
        refuse(tr("Reason"), tr("is empty"), tr("say why; colleagues will ask"));
        return;
    }
    perform({ .kind = Kind::RevokeDevice, .device = m_device, .text = reason.trimmed() },
        tr("Revoked. Export a bundle, so that colleagues learn it."));
}

void PeoplePresenter::askToRename(const QString& person)
{
    m_person = person;
    open(Form::Rename);
}

void PeoplePresenter::rename(const QString& name)
{
    perform({ .kind = Kind::Rename, .person = m_person, .text = name }, tr("The name is changed."));
}

void PeoplePresenter::approve(const log::EntryId& entry)
{
    perform({ .kind = Kind::Approve, .entry = entry }, tr("Approved: the revocation is in force."));
}

void PeoplePresenter::rotate(const QString& passphrase)
{
    perform({ .kind = Kind::Rotate, .passphrase = passphrase },
        tr("A fresh key took over with the same roles; the old one was destroyed."));
}

void PeoplePresenter::changePassphrase(const QString& passphrase, const QString& repeated)
{
    if (passphrase.size() < shortestPassphrase)
        refuse(tr("Passphrase"), tr("is too short"), tr("take %1 characters or more").arg(shortestPassphrase));
    else if (passphrase != repeated)
        refuse(tr("Passphrase"), tr("the two differ"), tr("type both again"));
    else
        perform({ .kind = Kind::Reseal, .passphrase = passphrase },
            tr("The passphrase is changed. Where somebody may have the old one and a copy of the key, rotate the key, "
               "too."));
}

void PeoplePresenter::makeRoot(const QString& file, const QString& passphrase, const QString& repeated)
{
    if (file.trimmed().isEmpty())
        refuse(tr("File"), tr("is missing"), tr("choose a place on a stick that you can lock away"));
    else if (passphrase.size() < shortestPassphrase)
        refuse(tr("Passphrase"), tr("is too short"), tr("take %1 characters or more").arg(shortestPassphrase));
    else if (passphrase != repeated)
        refuse(tr("Passphrase"), tr("the two differ"), tr("type both again"));
    else
        perform({ .kind = Kind::MakeRoot, .file = file.trimmed(), .passphrase = passphrase },
            tr("The root key is kept apart now; this laptop holds it no more."));
}

const log::PersonDevice* PeoplePresenter::ownDevice() const
{
    if (!m_overview)
        return nullptr;
    for (const log::Person& person : m_overview->people)
        for (const log::PersonDevice& device : person.devices)
            if (device.own)
                return &device;
    return nullptr;
}

QString PeoplePresenter::ownKey() const
{
    const log::PersonDevice* own = ownDevice();
    return own ? own->shortKey() : QString();
}

bool PeoplePresenter::hasEnded() const
{
    const log::PersonDevice* own = ownDevice();
    return own && own->state == log::DeviceState::Ended;
}

bool PeoplePresenter::mayContinue() const
{
    // Being behind is itself why nothing can be written; every other reason stands in the way.
    return m_overview && m_overview->unlocked && m_overview->broken != PeopleOverview::Break::None
        && (!m_overview->locked || m_overview->broken == PeopleOverview::Break::Behind);
}

bool PeoplePresenter::isMeant(const QString& typed)
{
    if (!ownKey().isEmpty() && typed.trimmed() == ownKey())
        return true;
    refuse(tr("Confirmation"), tr("is not the name of this laptop’s key"), tr("type %1").arg(ownKey()));
    return false;
}

void PeoplePresenter::freeze(const QString& reason, const QString& typed)
{
    if (isMeant(typed))
        perform({ .kind = Kind::Freeze, .text = reason.trimmed() },
            tr("This laptop’s log has ended; it signs nothing more. Export a bundle, so that colleagues have all of "
               "it."));
}

void PeoplePresenter::continueAsNew(
    const QString& passphrase, const QString& rootFile, const QString& rootPassphrase, const QString& typed)
{
    if (!isMeant(typed))
        return;
    if (!holdsRoot()) {
        if (rootFile.trimmed().isEmpty()) {
            refuse(tr("Root key"), tr("is missing"), tr("name its file; only root enrols a fresh key"));
            return;
        }
        m_rootFile = rootFile.trimmed();
        m_rootPassphrase = rootPassphrase;
    }
    perform({ .kind = Kind::Continue, .passphrase = passphrase },
        tr("A fresh key goes on with your name and your roles. Export a bundle, so that colleagues learn it."));
}

QStringList PeoplePresenter::continuationTexts() const
{
    QStringList out;
    if (m_overview && m_overview->broken == PeopleOverview::Break::Forked) {
        out.append(tr("The key of this laptop signed two histories: its folder was copied, and both copies were worked "
                      "with. Colleagues keep and show both, and trust neither more."));
    } else {
        out.append(tr("The log on this laptop lacks entries that were signed here before: a backup was restored, or an "
                      "old copy of the folder. So that no second history begins, nothing is written."));
        out.append(
            tr("First take in a colleague’s bundle, if there is one: it may bring the missing end back, and then "
               "nothing of this is needed."));
    }
    out.append(
        tr("A fresh key with your name and your roles goes on from what is held here. What the old key signed up "
           "to the last known entry goes on counting, wherever it turns up; anything later does not."));
    if (!holdsRoot()) {
        out.append(tr("Only root enrols a fresh key. Where nobody at hand has the root key, join anew in an empty "
                      "folder."));
    } else if (m_overview->broken == PeopleOverview::Break::Behind) {
        out.append(
            tr("The old key, which holds root, signs this as its last act. Should the lost entries turn up, both "
               "histories are kept and shown."));
    }
    return out;
}

void PeoplePresenter::setRootKey(const QString& file, const QString& passphrase)
{
    m_rootFile = file.trimmed();
    m_rootPassphrase = passphrase;
    Q_EMIT changed();
}

QString PeoplePresenter::roleName(const QString& role)
{
    if (role == "reviewer"_L1)
        return tr("Reviewer");
    if (role == "lead"_L1)
        return tr("Lead");
    if (role == "ethics"_L1)
        return tr("Ethics");
    if (role == "privacy"_L1)
        return tr("Privacy");
    if (role == "auditor"_L1)
        return tr("Auditor");
    return role == "root"_L1 ? tr("Root") : role;
}

QString PeoplePresenter::roleMeaning(const QString& role)
{
    if (role == "reviewer"_L1)
        return tr("Decides, notes and labels cases.");
    if (role == "lead"_L1)
        return tr("Resolves conflicts, reopens cases, adopts policies and approves what takes root away.");
    if (role == "ethics"_L1)
        return tr("Decides and resolves what the policy reserves for ethics.");
    if (role == "privacy"_L1)
        return tr("Approves the erasure of what somebody else asked to erase.");
    if (role == "auditor"_L1)
        return tr("Reads, verifies and exports.");
    return tr("Enrols and revokes devices, grants roles.");
}

QString PeoplePresenter::stateText(const log::PersonDevice& device)
{
    switch (device.state) {
    case log::DeviceState::Active:
        return device.own ? tr("this laptop") : device.isRootKey() ? tr("root key, kept apart") : tr("active");
    case log::DeviceState::Revoked:
        return tr("revoked after entry %1").arg(QLocale().toString(device.revokedAfter.value_or(0)));
    case log::DeviceState::Rotated:
        return tr("replaced by a newer key");
    case log::DeviceState::Ended:
        return tr("ended by its owner");
    case log::DeviceState::Forked:
        return tr("signed two histories");
    }
    return {};
}

QString PeoplePresenter::seenText(const log::PersonDevice& device)
{
    if (device.entries == 0)
        return tr("nothing of it has arrived yet");
    const QString entries = tr("%Ln entry(s)", nullptr, static_cast<int>(qMin<qint64>(device.entries, 1'000'000'000)));
    return device.witnessed > 0 ? tr("%1, witnessed up to %2").arg(entries, QLocale().toString(device.witnessed))
                                : tr("%1, seen by nobody else yet").arg(entries);
}

QString PeoplePresenter::revocationText(const log::PersonDevice& device, const QString& owner)
{
    QString text = device.entries > 0
        ? tr("What this device of %1 signed up to entry %2, the last one held here, goes on counting. Whatever it "
             "signed or signs after that is kept and shown, and decides nothing.")
              .arg(owner, QLocale().toString(device.entries))
        : tr("Nothing that this device of %1 signs will count. Should entries of it arrive, they are kept and shown.")
              .arg(owner);
    if (device.roles.contains(u"root"_s))
        text += u' ' + tr("It holds root, so a lead of another person has to approve.");
    return text;
}

} // namespace docket::ui::settings
