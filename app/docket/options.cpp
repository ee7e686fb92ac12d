#include "app/docket/options.h"

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> wrong(const QString& argument, const QString& cause)
{
    return fail(ErrorCode::Usage, argument, cause, u"see docket --help"_s);
}

} // namespace

Result<Options> Options::parse(const QStringList& arguments)
{
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString name = arguments[i];
        QString value;
        bool hasValue = false;
        if (const qsizetype equals = name.indexOf(u'='); name.startsWith("--"_L1) && equals > 0) {
            value = name.mid(equals + 1);
            name = name.first(equals);
            hasValue = true;
        }
        const bool wantsValue = name == "--workspace"_L1 || name == "--capture"_L1 || name == "--scenario"_L1
            || name == "--card"_L1 || name == "--theme"_L1 || name == "--language"_L1;
        if (wantsValue && !hasValue) {
            if (i + 1 >= arguments.size())
                return wrong(name, u"it needs a value"_s);
            value = arguments[++i];
        }
        if (name == "--workspace"_L1) {
            options.workspace = value;
        } else if (name == "--capture"_L1) {
            options.mode = Mode::Capture;
            options.captureFolder = value;
        } else if (name == "--scenario"_L1) {
            options.scenario = value;
        } else if (name == "--card"_L1) {
            options.cards.append(value);
        } else if (name == "--theme"_L1) {
            options.theme = ui::widgets::themeChoiceFromName(value);
            if (!options.theme)
                return wrong(u"--theme "_s + value, u"there are system, light, dark and contrast"_s);
        } else if (name == "--language"_L1) {
            options.language = value;
        } else if (name == "--rtl"_L1) {
            options.rightToLeft = true;
        } else if (name == "--demo"_L1) {
            options.mode = Mode::Demo;
        } else if (name == "--self-test"_L1) {
            options.mode = Mode::SelfTest;
        } else if (name == "--help"_L1 || name == "-h"_L1) {
            options.mode = Mode::Help;
        } else if (name == "--version"_L1) {
            options.mode = Mode::Version;
        } else {
            return wrong(name, u"it is not known"_s);
        }
    }
    if (!options.scenario.isEmpty() && options.mode != Mode::Capture)
        return wrong(u"--scenario"_s, u"it goes with --capture"_s);
    if (!options.cards.isEmpty() && options.mode != Mode::Capture)
        return wrong(u"--card"_s, u"it goes with --capture"_s);
    if (!options.cards.isEmpty() && !options.scenario.isEmpty())
        return wrong(u"--card"_s, u"it does not go with --scenario"_s);
    return options;
}

QString Options::usage()
{
    return u"docket [--workspace DIR]          work on a workspace\n"
           "docket --demo                      try it on the practice Hub\n"
           "docket --capture DIR [--scenario NAME,...]\n"
           "                                   write pictures of named screens, without a network\n"
           "docket --capture DIR --card FILE [--card FILE]...\n"
           "                                   write pictures of the window with these cards\n"
           "docket --self-test                 open, paint, leave\n"
           "  --theme system|light|dark|contrast   --language CODE   --rtl   --version   --help\n"_s;
}

} // namespace docket::app
