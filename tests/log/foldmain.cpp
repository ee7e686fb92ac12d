#include "tests/log/generatedhistory.h"
#include "tests/log/tst_authority.h"
#include "tests/log/tst_fold.h"
#include "tests/log/tst_foldproperties.h"
#include "tests/log/tst_foldpurity.h"
#include "tests/log/tst_foldstores.h"
#include "tests/log/tst_scenarios.h"

#include <QCoreApplication>
#include <QTest>

/// `--digest` prints what the fold makes of a fixed history (for fresh processes, see TestFoldPurity);
/// `--properties` runs the property tests only; `--rate` folds 100,000 cases of ten entries and prints how fast.
int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    if (arguments.contains(QLatin1String("--digest"))) {
        printf("%s\n", docket::test::digestOfFixedHistory().toHex().constData());
        return 0;
    }
    if (arguments.contains(QLatin1String("--rate"))) {
        printf("%.0f entries/s\n", docket::test::foldRate());
        return 0;
    }
    const bool propertiesOnly = arguments.removeAll(QStringLiteral("--properties")) > 0;
    // RapidCheck reads this once, before the first property.
    const int cases = qEnvironmentVariableIntValue("DOCKET_FOLD_CASES");
    QByteArray parameters = qgetenv("RC_PARAMS");
    parameters += " max_success=" + QByteArray::number(cases > 0 ? cases : 60) + " max_size=120";
    qputenv("RC_PARAMS", parameters.trimmed());
    int failed = 0;
    const auto run = [&](auto&& test) { failed += QTest::qExec(&test, arguments); };
    if (!propertiesOnly) {
        run(TestAuthority());
        run(TestFold());
        run(TestScenarios());
        run(TestFoldPurity());
    }
    run(TestFoldProperties());
    run(TestFoldStores());
    return failed;
}
