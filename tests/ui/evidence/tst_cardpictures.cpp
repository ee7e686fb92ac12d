#include "tst_cardpictures.h"

#include "ui/review/cardpictures.h"

#include <QSignalSpy>
#include <QTest>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

const RepoKey repo{ RepoKind::Model, u"a/b"_s };
const QString commit(40, u'c');
const QByteArray png = "\x89PNG\r\n\x1a\n....";

/// Answers when told to; counts.
class Source final : public PictureSource
{
public:
    void fetch(const PictureRequest& request, QObject* /*receiver*/, std::function<void(qint64)> progress,
        std::function<void(Result<PictureBytes>)> done) override
    {
        requests.append(request);
        m_progress = std::move(progress);
        m_done = std::move(done);
    }
    void cancel() override { ++cancelled; }
    void progress(qint64 bytes) { m_progress(bytes); }
    void answer(const Result<PictureBytes>& result) { m_done(result); }
    void answer(const QByteArray& bytes)
    {
        PictureBytes picture;
        picture.bytes = bytes;
        picture.path = u"cat.png"_s;
        picture.commit = commit;
        picture.sha256 = QString(64, u'a');
        m_done(picture);
    }
    QList<PictureRequest> requests;
    int cancelled = 0;

private:
    std::function<void(qint64)> m_progress;
    std::function<void(Result<PictureBytes>)> m_done;
};

QList<card::Picture> pictures()
{
    card::Picture cat;
    cat.number = 1;
    cat.url = u"cat.png"_s;
    cat.alt = u"a cat"_s;
    cat.fileName = u"cat.png"_s;
    card::Picture refused;
    refused.number = 2;
    card::Picture video;
    video.number = 3;
    video.kind = card::Picture::Kind::Video;
    video.url = u"film.mp4"_s;
    video.fileName = u"film.mp4"_s;
    card::Picture far;
    far.number = 4;
    far.url = u"https://tracker.example/pixel.gif"_s;
    card::Picture own;
    own.number = 5;
    own.url = u"data:image/png;base64,"_s + QString::fromLatin1(png.toBase64());
    own.line = 7;
    return { cat, refused, video, far, own };
}

struct Fixture {
    Source source;
    CardPictures view{ &source };
    Fixture()
    {
        view.setCard(repo, commit, pictures());
        view.setShowable(true);
    }
    policy::ViewingRule blocked() const
    {
        return { policy::Viewing::Blocked, u"CG-17"_s, { policy::Desk::ChildSafety }, true };
    }
};

} // namespace

void CardPicturesTest::hiddenUntilAsked()
{
    Fixture f;
    QVERIFY(f.view.boxes().isEmpty());
    QCOMPARE(f.view.next(), 1);
    QCOMPARE(f.view.hiddenCount(), 3); // a refused one and a video are not pictures to reveal
    QVERIFY(f.source.requests.isEmpty());
    f.view.press(2);
    f.view.press(0);
    f.view.press(99);
    QVERIFY(f.source.requests.isEmpty());
    f.view.setShowable(false);
    QCOMPARE(f.view.next(), 0);
    f.view.press(1);
    QVERIFY2(f.source.requests.isEmpty(), "nothing is fetched that cannot be shown");
}

void CardPicturesTest::onePressMore()
{
    Fixture f;
    QSignalSpy given(&f.view, &CardPictures::given);
    f.view.press(1);
    QCOMPARE(f.source.requests.size(), 1);
    QCOMPARE(f.source.requests.first().commit, commit);
    QVERIFY(f.view.box(1).busy);
    f.source.progress(20'000);
    QVERIFY(f.view.box(1).state.contains(u"20"_s));
    f.source.answer(png);
    QCOMPARE(given.size(), 1);
    QCOMPARE(given.first()[2].toByteArray(), "image/png");
    auto box = f.view.box(1);
    QVERIFY(box.shown && box.blurred && box.grey && !box.busy);
    QCOMPARE(box.name, u"Blurred and grey: a cat"_s);
    QCOMPARE(f.view.last(), 1);
    f.view.press(1);
    box = f.view.box(1);
    QVERIFY(box.shown && !box.blurred && box.grey);
    f.view.press(1);
    box = f.view.box(1);
    QVERIFY(box.shown && !box.blurred && !box.grey);
    f.view.press(1);
    QVERIFY(!f.view.box(1).shown);
    QCOMPARE(f.view.next(), 1);
    QCOMPARE(f.source.requests.size(), 1);
}

void CardPicturesTest::startsAsChosen()
{
    for (const bool blurred : { false, true }) {
        for (const bool grey : { false, true }) {
            Fixture f;
            f.view.setStart({ blurred, grey });
            f.view.press(5); // in the card itself: nobody is asked
            QVERIFY(f.source.requests.isEmpty());
            const auto box = f.view.box(5);
            QCOMPARE(box.shown, true);
            QCOMPARE(box.blurred, blurred);
            QCOMPARE(box.grey, grey);
        }
    }
    Fixture f; // what the policy asks for goes before what one likes
    f.view.setStart({ false, false });
    f.view.setRule(policy::ViewingRule{ policy::Viewing::Blurred, u"CG-22"_s, {}, false });
    f.view.press(5);
    QVERIFY(f.view.box(5).blurred && f.view.box(5).grey);
}

void CardPicturesTest::refusedByContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    QTest::newRow("svg") << QByteArray("<?xml version=\"1.0\"?>\n<svg xmlns=\"x\" onload=\"f()\"/>") << u"scripts"_s;
    QTest::newRow("bare svg") << QByteArray("  <SVG/>") << u"scripts"_s;
    QTest::newRow("html") << QByteArray("<html><script>") << u"whatever its name"_s;
    QTest::newRow("nothing") << QByteArray() << u"whatever its name"_s;
    QTest::newRow("large") << png + QByteArray(17 * 1024 * 1024, 'x') << u"Larger"_s;
}

void CardPicturesTest::refusedByContent()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    Fixture f;
    QSignalSpy given(&f.view, &CardPictures::given);
    f.view.press(1);
    f.source.answer(bytes);
    QCOMPARE(given.size(), 0);
    QVERIFY(!f.view.box(1).shown);
    QVERIFY2(f.view.box(1).remark.contains(why), qPrintable(f.view.box(1).remark));
    QCOMPARE(f.view.next(), 4); // R does not come back to it
    f.view.press(1);
    QCOMPARE(f.source.requests.size(), 2); // but it can be tried again
}

void CardPicturesTest::otherHostsAreAskedAbout()
{
    Fixture f;
    f.view.press(4);
    QVERIFY(f.source.requests.last().agreedHosts.isEmpty());
    PictureBytes ask;
    ask.askHost = u"tracker.example"_s;
    f.source.answer(Result<PictureBytes>(ask));
    QVERIFY(f.view.box(4).remark.contains(u"tracker.example"_s));
    QVERIFY(f.view.box(4).action.contains(u"tracker.example"_s));
    QCOMPARE(f.source.requests.size(), 1);
    f.view.press(4);
    QCOMPARE(f.source.requests.size(), 2);
    QCOMPARE(f.source.requests.last().agreedHosts, QStringList{ u"tracker.example"_s });
    f.source.answer(fail(ErrorCode::Network, u"x"_s, u"it did not answer"_s));
    QVERIFY(f.view.box(4).remark.contains(u"tracker.example"_s));
}

void CardPicturesTest::fetchCanBeStopped()
{
    Fixture f;
    QSignalSpy given(&f.view, &CardPictures::given);
    f.view.press(1);
    f.view.press(1);
    QVERIFY(!f.view.box(1).busy);
    f.source.answer(png); // too late
    QCOMPARE(given.size(), 0);
    QVERIFY(!f.view.box(1).shown);
}

void CardPicturesTest::videoOffersItsAddress()
{
    Fixture f;
    QSignalSpy wanted(&f.view, &CardPictures::addressWanted);
    QCOMPARE(f.view.box(3).state, u"Video, not played"_s);
    f.view.press(3);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<card::Link>().url, u"film.mp4"_s);
    QVERIFY(f.source.requests.isEmpty());
}

void CardPicturesTest::policyCloses()
{
    Fixture f;
    f.view.press(5);
    QVERIFY(f.view.box(5).shown);
    f.view.press(1);
    const int cancelled = f.source.cancelled;
    f.view.setRule(f.blocked());
    QCOMPARE(f.source.cancelled, cancelled + 1);
    QCOMPARE(f.view.last(), 0);
    QVERIFY(!f.view.bytes(5));
    QCOMPARE(f.view.boxes().size(), 4); // every box says so
    for (const auto& box : f.view.boxes()) {
        QVERIFY(!box.shown && box.action.isEmpty());
        QVERIFY2(box.name.contains(u"CG-17"_s), qPrintable(box.name));
        QCOMPARE(box.remark.contains(u"D70"_s), box.number == 1); // what to do is said once
    }
    f.source.answer(png);
    QVERIFY(!f.view.box(1).shown);
    const qsizetype asked = f.source.requests.size();
    QSignalSpy wanted(&f.view, &CardPictures::addressWanted);
    for (int number = 1; number <= 5; ++number)
        f.view.press(number);
    QCOMPARE(f.source.requests.size(), asked);
    QCOMPARE(wanted.size(), 0);
    QCOMPARE(f.view.next(), 0);
    QVERIFY(!f.view.toggleLens());
    f.view.setRule(policy::ViewingRule{ policy::Viewing::TextOnly, u"X-1"_s, {}, false });
    f.view.press(1);
    QCOMPARE(f.source.requests.size(), asked);
    f.view.setRule(policy::ViewingRule{}); // the reviewer answered that it does not apply
    QCOMPARE(f.view.next(), 1);
    QVERIFY(f.view.boxes().isEmpty());
}

void CardPicturesTest::waitsForTheChecklist()
{
    Fixture f;
    f.view.setRule(std::nullopt);
    f.view.press(1);
    f.view.press(5);
    QVERIFY(f.source.requests.isEmpty());
    QVERIFY(f.view.box(1).busy && !f.view.box(5).shown);
    f.view.setRule(policy::ViewingRule{});
    QCOMPARE(f.source.requests.size(), 1);
    QVERIFY(f.view.box(5).shown);

    Fixture closed;
    closed.view.setRule(std::nullopt);
    closed.view.press(1);
    closed.view.setRule(closed.blocked());
    QVERIFY(closed.source.requests.isEmpty());
}

void CardPicturesTest::lensNeedsABlurredPicture()
{
    Fixture f;
    QSignalSpy lens(&f.view, &CardPictures::lensChanged);
    QVERIFY(!f.view.toggleLens());
    f.view.press(5);
    QVERIFY(f.view.toggleLens());
    QCOMPARE(f.view.lens(), 5);
    QVERIFY(f.view.box(5).state.contains(u"lens"_s));
    f.view.press(5); // sharp: no lens any more
    QCOMPARE(f.view.lens(), 0);
    QVERIFY(!f.view.toggleLens());
    QCOMPARE(lens.size(), 2);
}

void CardPicturesTest::asEvidence()
{
    Fixture f;
    QVERIFY(!f.view.anchor());
    f.view.press(1);
    f.source.answer(png);
    const auto anchor = f.view.anchor();
    QVERIFY(anchor);
    QCOMPARE(anchor->kind, policy::Anchor::Kind::File);
    QCOMPARE(anchor->path, u"cat.png"_s);
    QCOMPARE(anchor->quote, u"a cat"_s);
    QVERIFY(policy::Anchor::fromJson(anchor->toJson()));
    f.view.press(5);
    const auto inCard = f.view.anchor();
    QVERIFY(inCard);
    QCOMPARE(inCard->path, u"README.md"_s);
    QCOMPARE(inCard->lineStart, 7);
    QCOMPARE(inCard->sha256.size(), 64);
    QVERIFY(policy::Anchor::fromJson(inCard->toJson()));
    f.view.hideLast();
    QCOMPARE(f.view.anchor(), anchor); // the one before
    f.view.hideAll();
    QVERIFY(!f.view.anchor());
}

void CardPicturesTest::leavesNothing()
{
    Fixture f;
    f.view.press(5);
    f.view.press(1);
    const int cancelled = f.source.cancelled;
    f.view.clear();
    QCOMPARE(f.source.cancelled, cancelled + 1);
    f.source.answer(png);
    QVERIFY(f.view.boxes().isEmpty());
    QCOMPARE(f.view.last(), 0);
    QVERIFY(!f.view.bytes(5));
}

} // namespace docket::ui::review
