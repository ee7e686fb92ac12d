#include "suites.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    int failed = 0;
    for (const auto run : { runFrontMatterTests, runMarkdownTests, runFormulaTests, runPolicyTests, runSanitizerTests,
             runRenderTests, runCorpusTests, runCompletenessTests, runDiffTests, runHonestyTests, runFuzzedTests })
        failed += run(argc, argv);
    return failed;
}
