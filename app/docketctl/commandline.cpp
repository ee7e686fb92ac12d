#include "app/docketctl/session.h"
#include "app/docketctl/verb.h"

#include <algorithm>

namespace docket::ctl
{

using namespace Qt::StringLiterals;

namespace
{

/// Verbs that the contract names and this version does not have.
QString missingVerb(const QStringList& words)
{
    const QString two = words.mid(0, 2).join(u' ');
    for (const QString& missing : { u"export dsa"_s, u"export transparency"_s }) {
        if (two == missing)
            return missing;
    }
    return {};
}

QList<QCommandLineOption> commonOptions()
{
    return { { { u"w"_s, u"workspace"_s }, u"Folder of the workspace; also DOCKET_WORKSPACE."_s, u"DIR"_s },
        { u"json"_s, u"Print JSON: one object, or one a line for lists."_s },
        { { u"h"_s, u"help"_s }, u"Show this help."_s } };
}

const Verb* findVerb(const QList<Verb>& verbs, const QStringList& words)
{
    for (const qsizetype length : { 2, 1 }) {
        const QString name = words.mid(0, length).join(u' ');
        const auto found
            = std::find_if(verbs.begin(), verbs.end(), [&](const Verb& verb) { return verb.name == name; });
        if (found != verbs.end() && words.size() >= length)
            return &*found;
    }
    return nullptr;
}

void printVerbs(Output& output, const QList<Verb>& verbs, const QString& group)
{
    QList<QStringList> rows;
    for (const Verb& verb : verbs) {
        if (group.isEmpty() || verb.name.startsWith(group + u' '))
            rows.append(
                { u"  "_s + verb.name + (verb.arguments.isEmpty() ? QString() : u' ' + verb.arguments), verb.summary });
    }
    output.table({}, rows, { 0, 1 });
}

void printHelp(Output& output, const QList<Verb>& verbs, const QString& group)
{
    output.line(u"docketctl [--workspace DIR] [--json] "_s + (group.isEmpty() ? u"VERB"_s : group + u" …"_s));
    output.line();
    printVerbs(output, verbs, group);
    output.line();
    output.line(u"docketctl VERB --help tells more about one of them."_s);
    if (!group.isEmpty())
        return;
    output.line(
        u"DOCKET_WORKSPACE names the workspace, DOCKET_PASSPHRASE unlocks its keys, HF_TOKEN signs in on the Hub."_s);
    output.line(
        u"Exit status: 0 done, 1 the answer is no, 2 wrong usage, 3 environment (network, disk, permissions)."_s);
}

void printVerbHelp(Output& output, const Verb& verb)
{
    output.line(u"docketctl [--workspace DIR] [--json] %1%2"_s.arg(
        verb.name, verb.arguments.isEmpty() ? QString() : u' ' + verb.arguments));
    output.line();
    output.line(verb.summary);
    if (!verb.details.isEmpty())
        output.line(verb.details);
    output.line();
    QList<QStringList> rows;
    for (const QCommandLineOption& option : verb.options + commonOptions()) {
        QStringList names;
        for (const QString& name : option.names())
            names.append((name.size() == 1 ? u"-"_s : u"--"_s) + name);
        const QString value = option.valueName().isEmpty() ? QString() : u' ' + option.valueName();
        rows.append({ u"  "_s + names.join(u", "_s) + value, option.description() });
    }
    output.table({}, rows, { 1 });
}

Error usage(const QString& thing, const QString& cause)
{
    const QString verb = thing.startsWith(u'"') ? QString() : u' ' + thing;
    return Error{ ErrorCode::Usage, thing, cause, u"see: docketctl%1 --help"_s.arg(verb) };
}

/// Why the words name no verb.
Error unknownVerb(const QList<Verb>& verbs, const QStringList& words)
{
    if (words.isEmpty())
        return Error{ ErrorCode::Usage, u"command line"_s, u"no verb was given"_s, u"see: docketctl --help"_s };
    if (const QString missing = missingVerb(words); !missing.isEmpty()) {
        return Error{ ErrorCode::Usage, missing, u"is not in this version"_s, u"docketctl --help lists what is"_s };
    }
    QStringList choices;
    for (const Verb& verb : verbs) {
        if (verb.name.startsWith(words[0] + u' '))
            choices.append(verb.name.section(u' ', 1));
    }
    if (choices.isEmpty())
        return usage(u"\"%1\""_s.arg(words[0]), u"is no verb"_s);
    return usage(words[0],
        (words.size() > 1 ? u"\"%1\" is unknown, say one of: "_s.arg(words[1]) : u"say one of: "_s)
            + choices.join(u", "_s));
}

int finish(Output& output, const Error& error, int status)
{
    output.error(error);
    return status;
}

} // namespace

int runCommandLine(const QStringList& arguments)
{
    const QList<Verb> verbs = allVerbs();
    // First without the verb's own options, to learn which verb it is: whatever it does not know may be one of them.
    QCommandLineParser scout;
    scout.addOptions(commonOptions());
    scout.addOption({ { u"v"_s, u"version"_s }, u"Show the version."_s });
    scout.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    const bool understood = scout.parse(arguments);
    const QStringList words = scout.positionalArguments();
    Output output(scout.isSet(u"json"_s));
    if (scout.isSet(u"version"_s)) {
        output.line(u"docketctl " DOCKET_VERSION ""_s);
        return Done;
    }
    if (!understood)
        return finish(output, usage(u"\"%1\""_s.arg(arguments.value(1)), scout.errorText()), WrongUsage);

    const Verb* verb = findVerb(verbs, words);
    if (verb == nullptr) {
        const QStringList helps{ u"-h"_s, u"--help"_s };
        if (scout.isSet(u"help"_s) || words.value(0) == "help"_L1 || helps.contains(words.value(1))) {
            const QString group = words.value(words.value(0) == "help"_L1 ? 1 : 0);
            const bool known = std::any_of(
                verbs.begin(), verbs.end(), [&](const Verb& one) { return one.name.startsWith(group + u' '); });
            printHelp(output, verbs, known ? group : QString());
            return Done;
        }
        return finish(output, unknownVerb(verbs, words), WrongUsage);
    }

    QCommandLineParser parser;
    parser.addOptions(commonOptions());
    parser.addOptions(verb->options);
    QStringList names;
    for (const QCommandLineOption& option : commonOptions() + verb->options)
        names += option.names();
    const bool parsed = parser.parse(Arguments::withMarkedIds(arguments, names));
    output = Output(parser.isSet(u"json"_s));
    if (parser.isSet(u"help"_s)) {
        printVerbHelp(output, *verb);
        return Done;
    }
    if (!parsed)
        return finish(output, usage(verb->name, parser.errorText()), WrongUsage);
    const Arguments given(parser, static_cast<int>(verb->name.count(u' ')) + 1);
    if (given.count() < verb->least || (verb->most >= 0 && given.count() > verb->most)) {
        const QString cause = given.count() < verb->least
            ? u"something is missing, it is: %1 %2"_s.arg(verb->name, verb->arguments)
            : u"\"%1\" is too much, it is: %2 %3"_s.arg(given.at(verb->most), verb->name, verb->arguments);
        return finish(output, usage(verb->name, cause), WrongUsage);
    }

    Session session(output, parser.value(u"workspace"_s));
    const Result<int> status = verb->run(session, given);
    output.endProgress();
    if (status)
        return *status;
    return finish(
        output, status.error(), session.lacksEnvironment() ? int(Environment) : exitStatusOf(status.error().code));
}

} // namespace docket::ctl
