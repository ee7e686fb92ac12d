#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace docket::ui::settings
{

/// What the first-run page asks for.
struct FirstRunForm {
    QString folder; ///< where the workspace will be made
    QString endpoint; ///< base URL of the Hub
    QString name; ///< the reviewer's
    QString passphrase;
    QString repeated;
    QString watches; ///< one a line, as `docketctl watch add` takes them

    /// The lines of `watches` without blanks and empty ones.
    QStringList watchLines() const;
    /// The endpoint without a trailing slash.
    QString endpointUrl() const;
};

enum class FirstRunField { Folder, Endpoint, Name, Passphrase, Repeated, Watches };

struct FieldFault {
    FirstRunField field = FirstRunField::Name;
    QString text; ///< translated sentence: what is wrong and what to write instead
};

/// Says whether a line names something to watch; in the program sync::Watch::parse.
using WatchCheck = std::function<Status(const QString& line)>;

inline constexpr qsizetype shortestPassphrase = 10; ///< characters

// What is wrong with one answer, as a translated sentence; empty when nothing is.
QString endpointFault(const QString& url);
QString nameFault(const QString& name);
QString passphraseFault(const QString& passphrase);
QString repeatedFault(const QString& passphrase, const QString& repeated);
/// Without blanks around it and without a trailing slash.
QString trimmedEndpoint(const QString& text);

/// Everything that is wrong with the form, in the order of the fields; empty when a workspace can be made. Pure.
QList<FieldFault> checkForm(const FirstRunForm& form, const WatchCheck& watchCheck);

} // namespace docket::ui::settings
