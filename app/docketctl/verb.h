#pragma once

#include "core/base/result.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QList>

#include <functional>

namespace docket::ctl
{

class Session;

/// What the contract fixes (design 5.2).
enum ExitStatus { Done = 0, No = 1, WrongUsage = 2, Environment = 3 };

/// 2 for Usage; 3 for what lies outside (network, disk, permissions, locked keys, interruption); 1 for every other
/// "no".
int exitStatusOf(ErrorCode code);

/// The words after a verb.
class Arguments
{
public:
    explicit Arguments(const QCommandLineParser& parser, int skip)
        : m_parser(parser), m_positional(unmarked(parser.positionalArguments().mid(skip)))
    {
    }
    /// One id in 64 begins with a dash and would be read as an option: before the parser sees them, ids (16 or 32 bytes
    /// in base64url) get a mark, which is taken away here. Only the names of options stay what they are.
    static QStringList withMarkedIds(const QStringList& arguments, const QStringList& options);
    qsizetype count() const { return m_positional.size(); }
    QString at(qsizetype index) const { return m_positional.value(index); }
    const QStringList& all() const { return m_positional; }
    bool has(const QString& option) const { return m_parser.isSet(option); }
    QString value(const QString& option) const { return unmarked({ m_parser.value(option) }).constFirst(); }
    QStringList values(const QString& option) const { return unmarked(m_parser.values(option)); }
    /// A whole number of at least `least`; `fallback` when the option is absent. Usage otherwise.
    Result<qint64> number(const QString& option, qint64 fallback, qint64 least = 0) const;

private:
    static QStringList unmarked(QStringList arguments);

    const QCommandLineParser& m_parser;
    QStringList m_positional;
};

/// One verb of the command line: "sync", "watch add".
struct Verb {
    QString name;
    QString arguments; ///< for the usage line: "CASE CODE --reason TEXT"
    QString summary; ///< one line
    QString details; ///< further lines for --help; may be empty
    QList<QCommandLineOption> options;
    int least = 0; ///< positional arguments
    int most = 0; ///< -1: any number
    /// Gives an ExitStatus.
    std::function<Result<int>(Session&, const Arguments&)> run;
};

/// All verbs, in the order of the help.
QList<Verb> allVerbs();

// One list for each file of verbs.
QList<Verb> setupVerbs();
QList<Verb> queueVerbs();
QList<Verb> cardVerbs();
QList<Verb> changesVerbs();
QList<Verb> tableVerbs();
QList<Verb> policyVerbs();
QList<Verb> judgementVerbs();
QList<Verb> outboxVerbs();
QList<Verb> logVerbs();
QList<Verb> redactVerbs();
QList<Verb> logEntryVerbs();
QList<Verb> exportVerbs();
QList<Verb> bundleVerbs();
QList<Verb> memberVerbs();
QList<Verb> deviceVerbs();
QList<Verb> keyVerbs();

/// Parses and runs; the process's exit status.
int runCommandLine(const QStringList& arguments);

} // namespace docket::ctl
