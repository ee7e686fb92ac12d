#include "ui/settings/joinform.h"

#include "core/log/members/joinrequest.h"

#include <QCoreApplication>

namespace docket::ui::settings
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::settings::Join)
};

} // namespace

QList<JoinFault> checkJoin(const JoinForm& form)
{
    QList<JoinFault> faults;
    if (!log::Invitation::parse(form.invitation.trimmed())) {
        faults.append(
            { JoinField::Invitation, Text::tr("This is no invitation. Ask for the line again, and copy all of it.") });
    }
    if (const QString fault = nameFault(form.name); !fault.isEmpty())
        faults.append({ JoinField::Name, fault });
    if (const QString fault = passphraseFault(form.passphrase); !fault.isEmpty())
        faults.append({ JoinField::Passphrase, fault });
    else if (const QString other = repeatedFault(form.passphrase, form.repeated); !other.isEmpty())
        faults.append({ JoinField::Repeated, other });
    if (form.folder.trimmed().isEmpty())
        faults.append({ JoinField::Folder, Text::tr("Say where the workspace shall be kept.") });
    return faults;
}

QList<JoinAnswerFault> checkJoinAnswer(const JoinAnswerForm& form, bool needsPassphrase)
{
    QList<JoinAnswerFault> faults;
    if (form.bundle.trimmed().isEmpty())
        faults.append({ JoinAnswerField::Bundle, Text::tr("Choose the file that came back.") });
    if (needsPassphrase && form.passphrase.isEmpty())
        faults.append({ JoinAnswerField::Passphrase, Text::tr("Type the passphrase that you chose for the request.") });
    if (const QString fault = endpointFault(trimmedEndpoint(form.endpoint)); !fault.isEmpty())
        faults.append({ JoinAnswerField::Endpoint, fault });
    return faults;
}

} // namespace docket::ui::settings
