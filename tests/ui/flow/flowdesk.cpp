#include "tests/ui/flow/flowdesk.h"

#include "app/docket/desk/practicehub.h"
#include "ui/judgement/judgementpane.h"
#include "ui/queue/queueview.h"
#include "ui/shell/statusline.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/keybutton.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

namespace docket::test
{

using namespace Qt::StringLiterals;

namespace
{

const QByteArray passphrase = "four unrelated words";

} // namespace

FlowDesk::FlowDesk(const PracticeHub& hub, const QStringList& watches, int countdownMs)
    : m_folder(m_dir.filePath(u"w"_s))
{
    m_since.start();
    SystemClock clock;
    Workspace::InitOptions options;
    options.endpoint = hub.url();
    options.reviewerName = u"Mira M."_s;
    options.passphrase = log::Secret::copyOf(passphrase);
    options.cost = log::KdfCost::Cheap;
    auto workspace = Workspace::init(m_folder, std::move(options), clock);
    if (!workspace)
        qFatal("%s", qPrintable(workspace.error().text()));
    WorkspaceSettings settings = (*workspace)->settings();
    settings.countdownMs = countdownMs;
    Status made = (*workspace)->saveSettings(settings);
    for (const QString& line : watches) {
        const auto watch = sync::Watch::parse(line);
        if (made)
            made = watch ? (*workspace)->mirror().addWatch(*watch) : Status(fail(watch.error()));
    }
    if (!made)
        qFatal("%s", qPrintable(made.error().text()));
}

FlowDesk::~FlowDesk() = default;

void FlowDesk::open(bool sync)
{
    qputenv("DOCKET_PASSPHRASE", passphrase);
    m_desk = std::make_unique<app::Desk>(m_theme,
        app::Desk::Config{
            .folder = m_folder, .token = app::PracticeHub::token(), .remember = false, .syncAtStart = sync },
        m_since);
    window().show();
    QApplication::setActiveWindow(&window());
    m_desk->start();
}

void FlowDesk::close()
{
    window().close();
    m_desk.reset();
}

void FlowDesk::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(window().windowHandle(), key, modifiers);
}

void FlowDesk::press(const QString& portableKey)
{
    const QKeyCombination key = QKeySequence(portableKey, QKeySequence::PortableText)[0];
    press(key.key(), key.keyboardModifiers());
}

void FlowDesk::type(const QString& text)
{
    for (const QChar c : text)
        QTest::keyClick(window().windowHandle(), c.toLatin1());
}

ui::models::QueueModel& FlowDesk::queue()
{
    return static_cast<ui::models::QueueModel&>(*window().queueView()->list()->model());
}

int FlowDesk::currentRow()
{
    return window().queueView()->list()->currentIndex().row();
}

const cases::CaseRow* FlowDesk::openCase()
{
    return currentRow() < 0 ? nullptr : queue().rowAt(currentRow());
}

QString FlowDesk::openSubject()
{
    const cases::CaseRow* row = openCase();
    return row && judgement() ? row->subject.key() : QString();
}

ui::judgement::JudgementPresenter* FlowDesk::judgement()
{
    auto* pane = qobject_cast<ui::judgement::JudgementPane*>(window().judgement());
    return pane ? &pane->presenter() : nullptr;
}

QString FlowDesk::outboxText()
{
    return window().statusLine()->outboxText();
}

QString FlowDesk::syncText()
{
    return window().statusLine()->syncText();
}

int FlowDesk::digitOf(const QString& code)
{
    const auto buttons = window().findChildren<ui::widgets::KeyButton*>(u"decision."_s + code);
    for (const auto* button : buttons) {
        if (button->isVisible())
            return button->keyText().toInt();
    }
    return 0;
}

QStringList FlowDesk::kinds() const
{
    SystemClock clock;
    const auto workspace = Workspace::open(m_folder, clock);
    if (!workspace)
        return {};
    const auto entries = (*workspace)->log().entries(0, 1000);
    QStringList kinds;
    if (entries) {
        for (const log::Entry& entry : *entries)
            kinds.append(entry.kind);
    }
    return kinds;
}

bool FlowDesk::logIsSound() const
{
    SystemClock clock;
    const auto workspace = Workspace::open(m_folder, clock);
    if (!workspace)
        return false;
    const auto report = (*workspace)->log().verify(log::Depth::Full);
    return report && report->isSound() && report->entries > 0;
}

int commentsByModerator(const PracticeHub& hub, const QString& discussion)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(hub.url() + u"/api/"_s + discussion));
    request.setRawHeader("Authorization", "Bearer " + app::PracticeHub::token());
    QNetworkReply* reply = network.get(request);
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(10'000))
        return -1;
    if (reply->error() != QNetworkReply::NoError)
        return -1;
    int count = 0;
    const QJsonArray events = QJsonDocument::fromJson(reply->readAll()).object()[u"events"].toArray();
    for (const auto& event : events) {
        if (event[u"type"] == "comment"_L1 && event[u"author"][u"name"] == "mira-mod"_L1)
            ++count;
    }
    return count;
}

} // namespace docket::test
