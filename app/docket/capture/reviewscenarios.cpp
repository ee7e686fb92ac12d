#include "app/docket/capture/reviewstage.h"

#include <QFile>
#include <QFileInfo>

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::widgets::Theme;
using ui::widgets::ThemeChoice;
using Tab = ui::review::EvidencePane::Tab;

namespace
{

using Make = std::function<std::unique_ptr<Stage>(Theme&)>;

constexpr int resumeCase = 1; ///< row of the queue's picture
constexpr int hearingsCase = 2;
constexpr int bareCase = 0; ///< nothing of it was fetched

Make review(int row, std::vector<ReviewStage::Step> steps = {})
{
    return [row, steps](
               Theme& theme) -> std::unique_ptr<Stage> { return std::make_unique<ReviewStage>(theme, row, steps); };
}

constexpr const char* picturesCard = R"(# Figures

Everything that can stand in a card and is not text.

![nDCG by group, eight bars](architecture.png)

<video src="demo.mp4" poster="poster.jpg" title="a screen recording"></video>

<audio src="https://sounds.example/interview.mp3"></audio>

![diagram of the model](diagram.svg)

![downloads](https://badges.example/downloads.png)

![no address](javascript:0)
)";

Make pictures(std::vector<ReviewStage::Step> steps = {})
{
    return [steps](Theme& theme) -> std::unique_ptr<Stage> {
        return std::make_unique<ReviewStage>(theme, resumeCase, steps, picturesCard);
    };
}

ReviewStage::Step press(const char16_t* action)
{
    return [action](ReviewStage& stage) { stage.queue().actions.action(QString::fromUtf16(action))->trigger(); };
}

void suspectTheWorst(ReviewStage& stage)
{
    stage.judgement().presenter().setAnswer(u"CG-17"_s, policy::AnswerValue::Unsure);
}

ReviewStage::Step show(Tab tab)
{
    return [tab](ReviewStage& stage) { stage.evidence().showTab(tab); };
}

void withoutBrowser(ReviewStage& stage)
{
    stage.queue().actions.action(u"evidence.text"_s)->trigger();
}

/// Changes, at the second one; `beside` puts the revisions side by side.
std::vector<ReviewStage::Step> changes(bool beside)
{
    const auto press = [](const char16_t* id) {
        return [id](ReviewStage& stage) { stage.queue().actions.action(QString::fromUtf16(id))->trigger(); };
    };
    std::vector<ReviewStage::Step> steps{ show(Tab::Changes), press(u"evidence.nextChange") };
    if (beside)
        steps.insert(steps.begin() + 1, press(u"evidence.sideBySide"));
    return steps;
}

void takeDecision(ReviewStage& stage)
{
    ui::judgement::JudgementPresenter& presenter = stage.judgement().presenter();
    presenter.choose(u"D21"_s);
    presenter.setReason(u"The card offers it for hiring and names no limits."_s);
}

} // namespace

QList<Scenario> reviewScenarios()
{
    return {
        { .name = u"review-light"_s, .make = review(resumeCase) },
        { .name = u"review-dark"_s, .theme = ThemeChoice::Dark, .make = review(resumeCase) },
        { .name = u"review-contrast"_s, .theme = ThemeChoice::Contrast, .make = review(resumeCase) },
        { .name = u"review-rtl"_s, .rightToLeft = true, .language = u"ar"_s, .make = review(resumeCase) },
        { .name = u"review-text"_s, .make = review(resumeCase, { withoutBrowser }) },
        { .name = u"review-text-dark"_s, .theme = ThemeChoice::Dark, .make = review(resumeCase, { withoutBrowser }) },
        { .name = u"review-thread"_s, .make = review(resumeCase, { show(Tab::Thread) }) },
        { .name = u"review-files"_s, .make = review(resumeCase, { show(Tab::Files) }) },
        { .name = u"review-data"_s, .make = review(hearingsCase, { show(Tab::Data) }) },
        { .name = u"changes-light"_s, .make = review(resumeCase, changes(false)) },
        { .name = u"changes-dark"_s, .theme = ThemeChoice::Dark, .make = review(resumeCase, changes(false)) },
        { .name = u"changes-contrast"_s, .theme = ThemeChoice::Contrast, .make = review(resumeCase, changes(true)) },
        { .name = u"changes-beside"_s, .make = review(resumeCase, changes(true)) },
        { .name = u"changes-rtl"_s,
            .rightToLeft = true,
            .language = u"ar"_s,
            .make = review(resumeCase, changes(false)) },
        { .name = u"changes-data"_s, .make = review(hearingsCase, { show(Tab::Changes) }) },
        { .name = u"changes-one"_s, .make = review(bareCase, { show(Tab::Changes) }) },
        { .name = u"review-decision"_s, .make = review(resumeCase, { takeDecision }) },
        { .name = u"pictures-hidden"_s, .make = pictures() },
        { .name = u"pictures-blurred"_s, .make = pictures({ press(u"evidence.reveal") }) },
        { .name = u"pictures-dark"_s, .theme = ThemeChoice::Dark, .make = pictures({ press(u"evidence.reveal") }) },
        { .name = u"pictures-rtl"_s,
            .rightToLeft = true,
            .language = u"ar"_s,
            .make = pictures({ press(u"evidence.reveal"), press(u"evidence.lens") }) },
        { .name = u"pictures-lens"_s, .make = pictures({ press(u"evidence.reveal"), press(u"evidence.lens") }) },
        { .name = u"pictures-sharp"_s, .make = pictures({ press(u"evidence.reveal"), press(u"evidence.clearer") }) },
        { .name = u"pictures-refused"_s,
            .make = pictures({ press(u"evidence.reveal"), press(u"evidence.hidePicture"), press(u"evidence.reveal"),
                press(u"evidence.reveal"), press(u"evidence.reveal") }) },
        { .name = u"pictures-blocked"_s, .make = pictures({ press(u"evidence.reveal"), suspectTheWorst }) },
        { .name = u"review-large"_s, .scale = 2.0, .size = { 1920, 1080 }, .make = review(resumeCase) },
    };
}

Result<QList<Scenario>> cardScenarios(const QStringList& files)
{
    QList<Scenario> list;
    for (const QString& name : files) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Storage, name, file.errorString(), u"check the name of the file"_s);
        const QByteArray card = file.readAll();
        list.append({ .name = QFileInfo(name).completeBaseName(),
            .size = { 1440, 2000 },
            .make = [card](Theme& theme) -> std::unique_ptr<Stage> {
                return std::make_unique<ReviewStage>(theme, resumeCase, std::vector<ReviewStage::Step>(), card);
            } });
    }
    return list;
}

} // namespace docket::app
