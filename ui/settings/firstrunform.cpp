#include "ui/settings/firstrunform.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

namespace docket::ui::settings
{

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::settings::FirstRun)
};

bool isThisMachine(const QString& host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

} // namespace

QString endpointFault(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return Text::tr("This is no address. Write it as https://huggingface.co.");
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return Text::tr("Write the address alone, without a name, a password or a question mark.");
    // A token that travels unencrypted is everybody's.
    if (url.scheme() != "https"_L1 && !(url.scheme() == "http"_L1 && isThisMachine(url.host())))
        return Text::tr("Use https. Only a Hub on this machine may be asked over http.");
    return {};
}

QString nameFault(const QString& name)
{
    return name.trimmed().isEmpty() ? Text::tr("Your decisions carry a name. Write the one colleagues know.")
                                    : QString();
}

QString passphraseFault(const QString& passphrase)
{
    if (passphrase.size() >= shortestPassphrase)
        return {};
    return Text::tr("Use at least %n character(s). Four or five unrelated words are good.", nullptr,
        static_cast<int>(shortestPassphrase));
}

QString repeatedFault(const QString& passphrase, const QString& repeated)
{
    return passphrase == repeated ? QString() : Text::tr("The two differ. Write the same passphrase again.");
}

QString trimmedEndpoint(const QString& text)
{
    QString url = text.trimmed();
    while (url.endsWith(u'/'))
        url.chop(1);
    return url;
}

QStringList FirstRunForm::watchLines() const
{
    QStringList lines;
    for (const QString& line : watches.split(u'\n')) {
        if (const QString text = line.trimmed(); !text.isEmpty())
            lines.append(text);
    }
    return lines;
}

QString FirstRunForm::endpointUrl() const
{
    return trimmedEndpoint(endpoint);
}

QList<FieldFault> checkForm(const FirstRunForm& form, const WatchCheck& watchCheck)
{
    QList<FieldFault> faults;
    if (form.folder.trimmed().isEmpty())
        faults.append({ FirstRunField::Folder, Text::tr("Say where the workspace shall be kept.") });
    if (const QString fault = endpointFault(form.endpointUrl()); !fault.isEmpty())
        faults.append({ FirstRunField::Endpoint, fault });
    if (const QString fault = nameFault(form.name); !fault.isEmpty())
        faults.append({ FirstRunField::Name, fault });
    if (const QString fault = passphraseFault(form.passphrase); !fault.isEmpty())
        faults.append({ FirstRunField::Passphrase, fault });
    else if (const QString other = repeatedFault(form.passphrase, form.repeated); !other.isEmpty())
        faults.append({ FirstRunField::Repeated, other });
    for (const QString& line : form.watchLines()) {
        if (const Status status = watchCheck(line); !status) {
            faults.append({ FirstRunField::Watches,
                Text::tr("\"%1\" cannot be watched. Write model:acme/portrait, org:acme or listing:models?filter=nlp.")
                    .arg(line.left(60)) });
            break;
        }
    }
    return faults;
}

} // namespace docket::ui::settings
