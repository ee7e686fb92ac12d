#pragma once

#include "ui/settings/firstrunform.h"

namespace docket::ui::settings
{

/// What a newcomer says to ask for a place in somebody's workspace.
struct JoinForm {
    QString invitation; ///< the line that the inviter told
    QString name;
    QString passphrase; ///< for the key of this laptop
    QString repeated;
    QString folder; ///< where the workspace will be
};
enum class JoinField { Invitation, Name, Passphrase, Repeated, Folder };
struct JoinFault {
    JoinField field = JoinField::Name;
    QString text; ///< translated sentence
};
/// Everything that is wrong, in the order of the fields; empty when the request can be made. Pure.
QList<JoinFault> checkJoin(const JoinForm& form);

/// With what the workspace is made when the inviter's answer is here.
struct JoinAnswerForm {
    QString bundle; ///< file
    QString passphrase; ///< not asked for where the keychain keeps the key
    QString endpoint;
};
enum class JoinAnswerField { Bundle, Passphrase, Endpoint };
struct JoinAnswerFault {
    JoinAnswerField field = JoinAnswerField::Bundle;
    QString text;
};
QList<JoinAnswerFault> checkJoinAnswer(const JoinAnswerForm& form, bool needsPassphrase);

} // namespace docket::ui::settings
