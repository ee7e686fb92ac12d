#pragma once

#include "ui/settings/peoplesource.h"

namespace docket::ui::settings
{

/// What the page of people and devices knows and does, without a window. One form is open at a time.
class PeoplePresenter : public QObject
{
    Q_OBJECT
public:
    enum class Form { None, Invite, Enrol, Revoke, Rename, Rotate, Passphrase, RootKey, Paper, Freeze, Continue };

    explicit PeoplePresenter(PeopleSource& source, QObject* parent = nullptr);

    void refresh();
    const std::optional<PeopleOverview>& overview() const { return m_overview; }
    Form form() const { return m_form; }
    bool isBusy() const { return m_busy; }
    bool isSettled() const { return !m_busy && m_overview.has_value(); }
    /// What went wrong last; nullopt when nothing did.
    const std::optional<Error>& error() const { return m_error; }
    /// What was done last, in words; empty before.
    QString notice() const { return m_notice; }

    void open(Form form);
    void close();
    /// Bytes of a join request file; opens the form that shows who asks, or says what is wrong with it.
    void readRequest(const QByteArray& bytes);
    const log::JoinRequest& request() const { return m_request; }
    QStringList enrolRoles() const { return m_enrolRoles; }
    void setEnrolRole(const QString& role, bool wanted);
    /// Whose device it is; empty: a new person.
    void setEnrolPerson(const QString& person) { m_enrolPerson = person; }
    void enrol();

    void setRole(const QString& person, const QString& role, bool held);
    void askToRevoke(const QByteArray& device);
    const QByteArray& device() const { return m_device; }
    void revoke(const QString& reason);
    void askToRename(const QString& person);
    void rename(const QString& name);
    void approve(const log::EntryId& entry);
    void rotate(const QString& passphrase);
    void changePassphrase(const QString& passphrase, const QString& repeated);
    void makeRoot(const QString& file, const QString& passphrase, const QString& repeated);
    /// The root key kept apart, for what needs it; forgotten with the page.
    void setRootKey(const QString& file, const QString& passphrase);
    QString paper() const { return m_paper; }
    /// Ends this device's log for good. `typed`: ownKey(), as a sign that it is meant.
    void freeze(const QString& reason, const QString& typed);
    /// Goes on with a fresh key. `rootFile` and its passphrase where this device does not hold root.
    void continueAsNew(
        const QString& passphrase, const QString& rootFile, const QString& rootPassphrase, const QString& typed);
    QString rootFile() const { return m_rootFile; }
    /// The name of this device's key, as the page shows it.
    QString ownKey() const;
    /// This device's log was ended: nothing of it can follow.
    bool hasEnded() const;
    /// There is a reason to go on with a fresh key, and nothing in the way.
    bool mayContinue() const;

    /// This device, or a root key that was named, may enrol, grant and revoke.
    bool mayAdminister() const;
    bool holdsRoot() const { return m_overview && m_overview->roles.contains(QStringLiteral("root")); }
    bool mayApprove(const log::PendingApproval& approval) const;

    static QString roleName(const QString& role);
    static QString roleMeaning(const QString& role);
    static QString stateText(const log::PersonDevice& device);
    static QString seenText(const log::PersonDevice& device);
    /// What revoking the device does, in plain words.
    static QString revocationText(const log::PersonDevice& device, const QString& owner);
    /// What happened to this laptop's log, and what going on with a fresh key means; one paragraph each.
    QStringList continuationTexts() const;

Q_SIGNALS:
    void changed();

private:
    void perform(PeopleAct act, const QString& notice);
    const log::PersonDevice* ownDevice() const;
    /// False, and says so, unless the key's name was typed.
    bool isMeant(const QString& typed);
    void refuse(const QString& thing, const QString& cause, const QString& wayOut);

    PeopleSource& m_source;
    std::optional<PeopleOverview> m_overview;
    Form m_form = Form::None;
    bool m_busy = false;
    std::optional<Error> m_error;
    QString m_notice;
    log::JoinRequest m_request;
    QStringList m_enrolRoles;
    QString m_enrolPerson;
    QByteArray m_device;
    QString m_person; ///< to be renamed
    QString m_rootFile;
    QString m_rootPassphrase;
    QString m_paper;
};

} // namespace docket::ui::settings
