#include "app/docketctl/session.h"

#include "core/base/wholefile.h"
#include "core/log/keys/rootkey.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <termios.h>
#include <unistd.h>

#include <cstdio>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QString chosenFolder(const QString& option)
{
    if (!option.isEmpty())
        return option;
    if (const QString variable = qEnvironmentVariable("DOCKET_WORKSPACE"); !variable.isEmpty())
        return variable;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/docket"_s;
}

/// Echo off while a person types.
class QuietTerminal
{
public:
    QuietTerminal()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~QuietTerminal() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;

private:
    termios m_before{};
};

Result<QByteArray> readAll(QFile& file, const QString& name, qint64 limit)
{
    QByteArray bytes;
    while (!file.atEnd() || bytes.isEmpty()) {
        const QByteArray part = file.read(1024 * 1024);
        if (part.isEmpty())
            break;
        bytes += part;
        if (bytes.size() > limit) {
            return fail(ErrorCode::LimitExceeded, name, u"is larger than %1"_s.arg(humanBytes(limit)),
                u"give a smaller file"_s);
        }
    }
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Storage, name, file.errorString(), u"check the file"_s);
    return bytes;
}

} // namespace

Session::Session(Output& output, QString workspaceOption)
    : m_output(output), m_folder(chosenFolder(std::move(workspaceOption)))
{
}

Result<Workspace*> Session::workspace()
{
    if (!m_workspace) {
        auto opened = Workspace::open(m_folder, m_clock);
        if (!opened) {
            m_lacksEnvironment = true;
            return fail(std::move(opened).error());
        }
        m_workspace = std::move(*opened);
        for (const Error& problem : m_workspace->packs().problems())
            m_output.note(u"docketctl: "_s + problem.text());
    }
    return m_workspace.get();
}

Result<Workspace*> Session::unlocked()
{
    DOCKET_ASSIGN(Workspace* const workspace, this->workspace());
    if (workspace->log().isUnlocked())
        return workspace;
    m_lacksEnvironment = true; // until it is open for writing
    if (workspace->isReadOnly())
        return fail(workspace->readOnlyReason());
    if (const auto reason = workspace->log().readOnlyReason())
        return fail(*reason);
    log::Secret passphrase = log::Secret::take(qgetenv("DOCKET_PASSPHRASE"));
    if (workspace->log().needsPassphrase() && passphrase.isEmpty() && isatty(STDIN_FILENO) != 0) {
        DOCKET_ASSIGN(passphrase, askPassphrase(u"Passphrase of %1: "_s.arg(m_folder)));
    }
    DOCKET_TRY(workspace->unlock(passphrase, &m_keychain));
    m_passphrase = std::move(passphrase);
    m_lacksEnvironment = false;
    return workspace;
}

Result<log::Seal> Session::currentSeal()
{
    DOCKET_ASSIGN(Workspace* const workspace, unlocked());
    if (!workspace->log().needsPassphrase())
        return log::Seal::withKeychain(m_keychain);
    return log::Seal::withPassphrase(log::Secret::copyOf(m_passphrase.view()));
}

Result<log::Secret> Session::passphrase(const char* variable, const QString& question, bool isNew)
{
    log::Secret given = log::Secret::take(qgetenv(variable));
    if (!given.isEmpty())
        return given;
    if (isatty(STDIN_FILENO) == 0) {
        return fail(ErrorCode::Locked, u"passphrase"_s, u"is not given"_s,
            u"set %1, or run this on a terminal"_s.arg(QLatin1String(variable)));
    }
    DOCKET_ASSIGN(log::Secret first, askPassphrase(question));
    if (!isNew)
        return first;
    DOCKET_ASSIGN(const log::Secret second, askPassphrase(u"Once more: "_s));
    if (first.view() != second.view())
        return fail(ErrorCode::Validation, u"passphrase"_s, u"the two differ"_s, u"try again"_s);
    return first;
}

Result<log::Secret> Session::typedLine(const QString& question)
{
    return askPassphrase(isatty(STDIN_FILENO) == 0 ? QString() : question);
}

Result<std::optional<log::SigningKey>> Session::rootKey(const QString& file)
{
    if (file.isEmpty())
        return std::optional<log::SigningKey>();
    m_lacksEnvironment = true;
    DOCKET_ASSIGN(const log::Secret secret, passphrase("DOCKET_ROOT_PASSPHRASE", u"Passphrase of %1: "_s.arg(file)));
    DOCKET_ASSIGN(log::SigningKey key, log::rootkey::open(file, secret));
    m_lacksEnvironment = false;
    return std::optional(std::move(key));
}

Result<std::unique_ptr<log::Store>> Session::logAlone()
{
    if (!QFileInfo::exists(m_folder + u'/' + log::logFileName())) {
        m_lacksEnvironment = true;
        return fail(ErrorCode::NotFound, u"workspace %1"_s.arg(m_folder), u"there is no log.db in it"_s,
            u"name one with --workspace DIR, or make one with: docketctl init --endpoint URL"_s);
    }
    return log::Store::open(m_folder, log::Access::ReadOnly, m_clock);
}

Result<log::Secret> Session::newPassphrase()
{
    log::Secret passphrase = log::Secret::take(qgetenv("DOCKET_PASSPHRASE"));
    if (!passphrase.isEmpty() || isatty(STDIN_FILENO) == 0)
        return passphrase;
    DOCKET_ASSIGN(log::Secret first, askPassphrase(u"New passphrase (empty: use the desktop's keychain): "_s));
    if (first.isEmpty())
        return first;
    DOCKET_ASSIGN(const log::Secret second, askPassphrase(u"Once more: "_s));
    if (first.view() != second.view())
        return fail(ErrorCode::Validation, u"passphrase"_s, u"the two differ"_s, u"try again"_s);
    return first;
}

Result<log::Secret> Session::askPassphrase(const QString& question)
{
    std::fputs(qUtf8Printable(Output::clean(question)), stderr);
    std::fflush(stderr);
    QByteArray typed;
    {
        const QuietTerminal quiet;
        char c = 0;
        while (::read(STDIN_FILENO, &c, 1) == 1 && c != '\n' && typed.size() < 4096)
            typed.append(c);
    }
    std::fputc('\n', stderr);
    return log::Secret::take(std::move(typed));
}

Result<std::unique_ptr<hub::Client>> Session::client(Workspace& workspace)
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    hub::Client::Config config;
    config.endpoint = workspace.settings().endpoint;
    if (config.endpoint.isEmpty())
        config.endpoint = hub::defaultEndpoint(environment);
    // Without a session bus nobody keeps secrets, and asking would only cost time.
    const auto secrets = environment.contains(u"DBUS_SESSION_BUS_ADDRESS"_s) ? hub::systemSecretStore() : nullptr;
    auto token = hub::findToken(environment, config.endpoint, secrets.get());
    if (!token) {
        m_lacksEnvironment = true;
        return fail(std::move(token).error());
    }
    config.token = std::move(*token);
    return std::make_unique<hub::Client>(std::move(config));
}

Result<QByteArray> Session::read(const QString& name, qint64 limit)
{
    QFile file;
    const bool standardInput = name == "-"_L1;
    const QString thing = standardInput ? u"standard input"_s : name;
    if (standardInput) {
        if (!file.open(stdin, QIODevice::ReadOnly)) {
            m_lacksEnvironment = true;
            return fail(ErrorCode::Storage, thing, file.errorString());
        }
        return readAll(file, thing, limit);
    }
    file.setFileName(name);
    m_lacksEnvironment = true;
    if (!file.exists())
        return fail(ErrorCode::NotFound, thing, u"no such file"_s, u"check the name"_s);
    if (QFileInfo(name).isDir())
        return fail(ErrorCode::Storage, thing, u"is a folder"_s, u"name a file in it"_s);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, thing, file.errorString(), u"check its permissions"_s);
    m_lacksEnvironment = false;
    return readAll(file, thing, limit);
}

Status Session::write(const QString& name, const QByteArray& bytes)
{
    if (name == "-"_L1) {
        m_output.raw(bytes);
        return {};
    }
    return writeWholeFile(name, bytes, u"check the folder and its permissions"_s);
}

} // namespace docket::ctl
