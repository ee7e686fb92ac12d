#include "tst_cardengine.h"
#include "tst_changes.h"
#include "tst_cardpictures.h"
#include "tst_evidence.h"
#include "tst_evidencepane.h"
#include "tst_requestpolicy.h"
#include "tst_textengine.h"
#include "ui/web/engineloader.h"

#include <QApplication>
#include <QTest>

int main(int argc, char** argv)
{
    docket::ui::web::prepareEngineEnvironment();
    const QApplication application(argc, argv);
    int failed = 0;
    const auto run = [&](QObject&& test) { failed += QTest::qExec(&test, argc, argv); };
    run(docket::ui::web::RequestPolicyTest());
    run(docket::ui::review::EvidenceTest());
    run(docket::ui::review::CardPicturesTest());
    run(docket::ui::review::TextEngineTest());
    run(docket::ui::review::ChangesTest());
    run(docket::ui::web::CardEngineTest()); // its first test looks that no browser runs yet
    run(docket::ui::review::EvidencePaneTest());
    return failed;
}
