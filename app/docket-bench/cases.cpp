// Key to next case painted: the whole window over real cards, J pressed as a reviewer who reads for a moment would.
// Prints one JSON line: {"cases","median","p99","worst","late"} in milliseconds; "late" counts cases whose picture
// right after the frame is not yet the one of half a second later. Run by docket-bench, as an ordinary user so that
// Chromium's sandbox is on.

#include "app/docket/capture/queuestage.h"
#include "app/docket/fixtures/fixtureevidence.h"
#include "app/docket/fixtures/fixturejudgement.h"
#include "ui/code/codehighlighter.h"
#include "ui/judgement/judgementpane.h"
#include "ui/review/cardtab.h"
#include "ui/review/evidencepane.h"
#include "ui/web/engineloader.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace docket;
using namespace docket::app;

namespace
{

constexpr int patienceMs = 20'000;
constexpr int readingMs = 400; ///< between two keys
constexpr qint64 largestCard = qint64(200) * 1024; ///< larger ones are shown in steps

/// Turns the event loop until `done`, false when it takes too long.
bool waitFor(const std::function<bool()>& done)
{
    QEventLoop loop;
    QTimer look;
    QElapsedTimer since;
    since.start();
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (done() || since.elapsed() > patienceMs)
            loop.quit();
    });
    look.start(1);
    loop.exec();
    return done();
}

/// Counts the frames that a window has painted.
class Frames final : public QObject
{
public:
    int painted = 0;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::UpdateRequest)
            QMetaObject::invokeMethod(
                this, [this] { ++painted; }, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }
};

void pause(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

void press(QWidget* window, int key, const QString& text)
{
    QWidget* const target = QApplication::focusWidget() ? QApplication::focusWidget() : window;
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
    QKeyEvent override(QEvent::ShortcutOverride, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(target, &override);
    QCoreApplication::sendEvent(target, &down);
}

QList<QByteArray> cardsOf(const QString& folder, int most)
{
    QList<QByteArray> cards;
    for (const char* kind : { "model_cards", "dataset_cards" }) {
        const QDir place(folder + u'/' + QLatin1StringView(kind));
        for (const QFileInfo& info : place.entryInfoList({ u"*.md"_s }, QDir::Files, QDir::Name)) {
            QFile file(info.filePath());
            if (info.size() > 500 && info.size() < largestCard && file.open(QIODevice::ReadOnly) && cards.size() < most)
                cards << file.readAll();
        }
    }
    return cards;
}

} // namespace

int main(int argc, char** argv)
{
    ui::web::prepareEngineEnvironment();
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QList<QByteArray> cards = cardsOf(arguments.value(1), arguments.value(2, u"40"_s).toInt());
    if (cards.size() < 3) {
        std::fprintf(stderr, "docket-bench-cases: no cards in %s\n", qPrintable(arguments.value(1)));
        return 2;
    }
    ui::widgets::Theme theme;
    theme.install(application);
    FixtureEvidence evidence;
    FixtureJudgement judgement;
    QList<cases::CaseRow> rows;
    for (const QByteArray& card : cards) {
        cases::CaseRow row = pictureRows(QueueStage::pictureTime()).at(1);
        row.subject.repo = { RepoKind::Model, u"bench/card-%1"_s.arg(rows.size()) };
        row.subject.thread = 0;
        row.title = row.subject.repo.id;
        row.caseId = QByteArray::number(rows.size()).rightJustified(16, '0');
        row.caseText = QString::fromLatin1(row.caseId);
        evidence.repos[row.subject.repo.id].card = card;
        judgement.subjects.insert(row.caseText, row.subject);
        rows << row;
    }
    const ui::code::CodeHighlighter highlighter;
    ui::review::EvidencePane* pane = nullptr;
    std::unique_ptr<QueueStage> stage;
    stage = std::make_unique<QueueStage>(theme, rows, nullptr,
        QueueStage::Panes{ [&](QWidget* parent) {
                              pane = new ui::review::EvidencePane({ .theme = theme,
                                                                      .actions = stage->actions,
                                                                      .source = evidence,
                                                                      .highlighter = &highlighter,
                                                                      .now = &QueueStage::pictureTime },
                                  parent);
                              return pane;
                          },
            [&](QWidget* parent) {
                return new ui::judgement::JudgementPane(theme, stage->actions, judgement, parent);
            } });
    QWidget& window = stage->window();
    window.resize(1440, 900);
    window.show();
    int shown = 0;
    QObject::connect(stage->main.get(), &ui::shell::MainWindow::caseShown, &window, [&shown] { ++shown; });
    if (!waitFor([&] { return stage->presenter.model().rowCount() == rows.size(); }))
        return 3;
    stage->presenter.select(0);
    if (!waitFor([&] { return shown == 1; }))
        return 3;
    const auto* tab = pane->findChild<ui::review::CardTab*>();

    Frames frames;
    window.installEventFilter(&frames);
    std::vector<double> times;
    int late = 0;
    for (int i = 1; i < rows.size(); ++i) {
        pause(readingMs);
        if (!waitFor([&] { return tab->isPrepared(); }))
            return 3;
        const int before = shown;
        const int framesBefore = frames.painted;
        QElapsedTimer clock;
        clock.start();
        press(&window, Qt::Key_J, u"j"_s);
        if (!waitFor([&] { return shown > before && frames.painted > framesBefore; }))
            return 3;
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        const QImage first = window.grab().toImage();
        if (!tab->showsPage())
            std::fprintf(stderr, "docket-bench-cases: card %d is shown as text\n", i);
        pause(500);
        const QRect page(tab->mapTo(&window, QPoint(0, 0)), tab->size());
        late += first.copy(page) != window.grab().toImage().copy(page);
    }
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) {
        return times[std::min(times.size() - 1, static_cast<std::size_t>(part * static_cast<double>(times.size())))];
    };
    const QJsonObject line{ { u"cases"_s, static_cast<int>(times.size()) }, { u"median"_s, at(0.5) },
        { u"p99"_s, at(0.99) }, { u"worst"_s, times.back() }, { u"late"_s, late } };
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    return 0;
}
