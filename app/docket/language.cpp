#include "app/docket/language.h"

#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

std::unique_ptr<QTranslator> installed(const QLocale& locale, const QString& name, const QString& folder)
{
    auto translator = std::make_unique<QTranslator>();
    // English has its plurals in a file, too: also for languages that nobody translated.
    if (!translator->load(locale, name, u"_"_s, folder) && !translator->load(name + u"_en"_s, folder))
        return nullptr;
    QCoreApplication::installTranslator(translator.get());
    return translator;
}

} // namespace

Language::Language() = default;
Language::~Language() = default;

void Language::speak(const QString& code)
{
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    m_qt = installed(locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    m_docket = installed(locale, u"docket"_s, u":/i18n"_s);
    QGuiApplication::setLayoutDirection(locale.textDirection());
}

} // namespace docket::app
