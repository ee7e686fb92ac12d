#include "tests/log/tst_authority.h"

#include "core/base/digest.h"
#include "tests/log/logfixture.h"
#include "tests/log/world.h"

#include <QJsonArray>
#include <QTest>

#include <random>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 always = std::numeric_limits<qint64>::max();

/// Founder `r1`, a second root `r2` of another person, both able to act alone; a lead, a reviewer, a privacy officer.
World office()
{
    World w;
    w.init(u"r1"_s, { u"r1"_s });
    for (const auto& [device, person, role] : std::initializer_list<std::array<QString, 3>>{
             { u"r1"_s, u"ruth"_s, u"root"_s }, { u"r2"_s, u"rolf"_s, u"root"_s }, { u"lea"_s, u"lea"_s, u"lead"_s },
             { u"ada"_s, u"ada"_s, u"reviewer"_s }, { u"pia"_s, u"pia"_s, u"privacy"_s } }) {
        w.enrol(u"r1"_s, device, person);
        w.grant(u"r1"_s, device, role);
    }
    return w;
}

/// The same question in several orders of arrival.
template <typename Check> void inAnyOrder(const World& w, Check check)
{
    QList<qsizetype> order = w.everything();
    std::mt19937 random(7);
    for (int round = 0; round < 12; ++round) {
        check(w.authority(order));
        std::shuffle(order.begin(), order.end(), random);
    }
}

QStringList roles(const Authority& authority, const QString& device, qint64 seq)
{
    return authority.rolesOf(World::keyOf(device), seq);
}

} // namespace

void TestAuthority::intervals()
{
    World w;
    const QString d = u"d"_s;
    const QString reviewer = u"reviewer"_s;
    w.init(u"r"_s, { u"r"_s });
    w.enrol(u"r"_s, d, u"p"_s);
    w.grant(u"r"_s, d, reviewer, 5);
    w.revokeRole(u"r"_s, d, reviewer, 9);
    w.grant(u"r"_s, d, reviewer, 20);
    w.write(u"r"_s, { u"person.name"_s, { { u"person"_s, World::personId(u"p"_s) }, { u"name"_s, u"Ada"_s } } });
    w.revokeKey(u"r"_s, d, 30);
    inAnyOrder(w, [&](const Authority& authority) {
        const auto may = [&](qint64 seq) { return roles(authority, d, seq).contains(reviewer); };
        QVERIFY(!may(4) && may(5) && may(9) && !may(10) && !may(19) && may(20) && may(30) && !may(31));
        QVERIFY(!may(0) && !may(-1));
        QCOMPARE(authority.personOf(World::keyOf(d), 30), World::personId(u"p"_s));
        QCOMPARE(authority.personOf(World::keyOf(d), 31), QString());
        QCOMPARE(authority.nameOf(World::personId(u"p"_s)), u"Ada"_s);
        QCOMPARE(authority.reviewers().size(), 1);
        QCOMPARE(authority.reviewers().first().roles, QStringList{ reviewer });
        QCOMPARE(authority.revokedAfter(World::keyOf(d)), std::optional<qint64>(30));
        QCOMPARE(authority.revokedAfter(World::keyOf(u"r"_s)), std::nullopt);
        QVERIFY(authority.unauthorised().isEmpty() && authority.ignored().isEmpty());
        QVERIFY(authority.isEnrolled(World::keyOf(u"r"_s)) && authority.isEnrolled(World::keyOf(d)));
        QVERIFY(!authority.isEnrolled(World::keyOf(u"x"_s)));
        QVERIFY(authority.hasRoot(World::keyOf(u"r"_s), 1) && !authority.hasRoot(World::keyOf(d), 5));
    });
    // Enrolled anew after a revocation: what was granted before stays ended.
    w.enrol(u"r"_s, d, u"p"_s, 40);
    QCOMPARE(roles(w.authority(), d, 40), QStringList());
    QCOMPARE(w.authority().personOf(World::keyOf(d), 40), World::personId(u"p"_s));
    w.grant(u"r"_s, d, reviewer, 41);
    QCOMPARE(roles(w.authority(), d, 41), QStringList{ reviewer });
    QCOMPARE(w.authority().revokedAfter(World::keyOf(d)), std::nullopt);
}

void TestAuthority::needsRoot()
{
    World w = office();
    const auto self = w.enrol(u"eve"_s, u"eve"_s, u"eve"_s);
    const auto grant = w.grant(u"ada"_s, u"ada"_s, u"lead"_s);
    const auto revoke = w.revokeKey(u"lea"_s, u"ada"_s, 0);
    const auto name = w.write(
        u"ada"_s, { u"person.name"_s, { { u"person"_s, World::personId(u"lea"_s) }, { u"name"_s, u"x"_s } } });
    const auto second = w.init(u"eve"_s, { u"eve"_s });
    inAnyOrder(w, [&](const Authority& authority) {
        QCOMPARE(authority.unauthorised(),
            (QList<EntryId>{ w.entry(self).id, w.entry(grant).id, w.entry(revoke).id, w.entry(name).id }));
        QVERIFY(!authority.isEnrolled(World::keyOf(u"eve"_s)));
        QCOMPARE(roles(authority, u"ada"_s, always), QStringList{ u"reviewer"_s });
        QCOMPARE(authority.nameOf(World::personId(u"lea"_s)), QString());
        // Entry 2 of its device cannot begin a workspace.
        QCOMPARE(authority.ignored(), QList<EntryId>{ w.entry(second).id });
    });
    // Small-order and other unusable keys are never enrolled.
    World bad;
    bad.init(u"r"_s, { u"r"_s });
    const QByteArray zero(32, '\0');
    bad.write(
        u"r"_s, { u"key.enrol"_s, { { u"dev"_s, QString::fromLatin1(toBase64Url(zero)) }, { u"person"_s, u"p"_s } } });
    QVERIFY(!bad.authority().isEnrolled(zero));
    QCOMPARE(bad.authority().ignored().size(), 1);
}

void TestAuthority::aDeviceNeverChangesHands()
{
    World w = office();
    w.enrol(u"r2"_s, u"ada"_s, u"lea"_s);
    inAnyOrder(w, [](const Authority& authority) {
        QCOMPARE(authority.personOf(World::keyOf(u"ada"_s), 1), World::personId(u"ada"_s));
        QCOMPARE(authority.devicesOf(World::personId(u"ada"_s)), QByteArrayList{ World::keyOf(u"ada"_s) });
        QCOMPARE(authority.devicesOf(World::personId(u"lea"_s)), QByteArrayList{ World::keyOf(u"lea"_s) });
        QVERIFY(authority.devicesOf(QString()).isEmpty());
    });
}

void TestAuthority::rotationHandsOverWhatTheDeviceHad()
{
    World w = office();
    w.grant(u"r1"_s, u"ada"_s, u"ethics"_s, 9); // later than the rotation: not handed over
    const auto rotate = w.rotate(u"ada"_s, u"ada2"_s);
    const auto again = w.rotate(u"ada2"_s, u"ada3"_s);
    const auto stranger = w.rotate(u"eve"_s, u"eve2"_s);
    inAnyOrder(w, [&](const Authority& authority) {
        QCOMPARE(roles(authority, u"ada2"_s, 1), QStringList{ u"reviewer"_s });
        QCOMPARE(roles(authority, u"ada3"_s, 77), QStringList{ u"reviewer"_s });
        QCOMPARE(authority.personOf(World::keyOf(u"ada3"_s), 1), World::personId(u"ada"_s));
        QCOMPARE(authority.successorOf(World::keyOf(u"ada"_s)), std::optional(World::keyOf(u"ada2"_s)));
        QCOMPARE(authority.successorOf(World::keyOf(u"ada3"_s)), std::nullopt);
        QCOMPARE(authority.devicesOf(World::personId(u"ada"_s)).size(), 3);
        QCOMPARE(authority.unauthorised(), QList<EntryId>{ w.entry(stranger).id });
        QVERIFY(!authority.isEnrolled(World::keyOf(u"eve2"_s)));
    });
    // The device was taken away before it named a successor: neither that one nor the next holds anything.
    w.revokeKey(u"r1"_s, u"ada"_s, w.entry(rotate).seq - 1);
    inAnyOrder(w, [&](const Authority& authority) {
        QVERIFY(!authority.isEnrolled(World::keyOf(u"ada2"_s)) && !authority.isEnrolled(World::keyOf(u"ada3"_s)));
        QVERIFY(authority.unauthorised().contains(w.entry(again).id));
    });
    // A root key of ws.init that was never enrolled hands over root, and no person.
    World offline;
    offline.init(u"r"_s, { u"r"_s });
    offline.rotate(u"r"_s, u"s"_s);
    offline.enrol(u"s"_s, u"ada"_s, u"ada"_s);
    QVERIFY(offline.authority().isEnrolled(World::keyOf(u"ada"_s)));
    QVERIFY(offline.authority().hasRoot(World::keyOf(u"s"_s), 1));
    QCOMPARE(offline.authority().personOf(World::keyOf(u"s"_s), 1), QString());
}

void TestAuthority::revokingRootNeedsALead()
{
    World w = office();
    const auto revoke = w.revokeKey(u"r2"_s, u"r1"_s, 50);
    inAnyOrder(w, [&](const Authority& authority) {
        QVERIFY(authority.hasRoot(World::keyOf(u"r1"_s), 51));
        QCOMPARE(authority.unapproved(), QList<EntryId>{ w.entry(revoke).id });
        QVERIFY(authority.unauthorised().isEmpty());
    });
    const auto reviewer = w.approve(u"ada"_s, revoke); // no lead
    w.grant(u"r1"_s, u"r2"_s, u"lead"_s);
    const auto self = w.approve(u"r2"_s, revoke); // the one who revokes
    QVERIFY(w.authority().hasRoot(World::keyOf(u"r1"_s), 51));
    QCOMPARE(w.authority().unauthorised(), (QList<EntryId>{ w.entry(reviewer).id, w.entry(self).id }));
    w.approve(u"lea"_s, revoke);
    inAnyOrder(w, [&](const Authority& authority) {
        QVERIFY(authority.hasRoot(World::keyOf(u"r1"_s), 50) && !authority.hasRoot(World::keyOf(u"r1"_s), 51));
        QVERIFY(authority.unapproved().isEmpty());
        QCOMPARE(authority.revokedAfter(World::keyOf(u"r1"_s)), std::optional<qint64>(50));
        QVERIFY(!authority.hasRoot(World::keyOf(u"lea"_s), 1));
    });
    // Taking the role alone needs it as well; a device without root needs none.
    World role = office();
    role.revokeRole(u"r1"_s, u"r2"_s, u"root"_s, 3);
    role.revokeRole(u"r2"_s, u"ada"_s, u"reviewer"_s, 4);
    QVERIFY(role.authority().hasRoot(World::keyOf(u"r2"_s), 4));
    QCOMPARE(roles(role.authority(), u"ada"_s, 5), QStringList());
}

void TestAuthority::stolenRootNeverCountsBeyondItsBound_data()
{
    QTest::addColumn<QString>("thief");
    QTest::addColumn<QString>("owner");
    QTest::addColumn<qint64>("shift");
    for (const qint64 shift : { -1, 0, 100 })
        for (const QString& thief : { u"r1"_s, u"r2"_s })
            QTest::addRow("%s, clock %lld", qPrintable(thief), static_cast<long long>(shift))
                << thief << (thief == u"r1"_s ? u"r2"_s : u"r1"_s) << shift;
}

void TestAuthority::stolenRootNeverCountsBeyondItsBound()
{
    QFETCH(QString, thief);
    QFETCH(QString, owner);
    QFETCH(qint64, shift);
    World w = office();
    const qint64 honest = w.lastSeq(thief);
    const qint64 clock = w.entry(w.written().size() - 1).lamport + 1;
    const auto revoke = w.revokeKey(owner, thief, honest);
    w.approve(u"lea"_s, revoke);
    const auto bystander = w.revokeKey(owner, u"ada"_s, 7);
    // The thief makes a lead of his own, takes root from the owner, and strikes the lead who approved.
    const auto first = w.written().size();
    const auto evil = [&](const QString& device, const QString& kind, QJsonObject payload) {
        WorldDraft draft{ kind, std::move(payload) };
        if (shift != 0)
            draft.lamport = shift < 0 ? clock : clock + shift + w.written().size();
        return w.write(device, draft);
    };
    evil(thief, u"key.enrol"_s,
        { { u"dev"_s, World::keyText(u"x"_s) }, { u"person"_s, World::personId(u"x"_s) }, { u"from_seq"_s, 1 } });
    evil(thief, u"role.grant"_s, { { u"dev"_s, World::keyText(u"x"_s) }, { u"role"_s, u"lead"_s } });
    const auto counter = evil(thief, u"key.revoke"_s, { { u"dev"_s, World::keyText(owner) }, { u"last_seq"_s, 11 } });
    evil(u"x"_s, u"key.approve"_s, { { u"entry"_s, w.entry(counter).id.text() } });
    evil(thief, u"key.revoke"_s, { { u"dev"_s, World::keyText(u"lea"_s) }, { u"last_seq"_s, 0 } });
    inAnyOrder(w, [&](const Authority& authority) {
        QVERIFY(authority.hasRoot(World::keyOf(owner), always));
        QVERIFY(!authority.hasRoot(World::keyOf(thief), honest + 1));
        QCOMPARE(roles(authority, u"lea"_s, always), QStringList{ u"lead"_s });
        QVERIFY(!authority.isEnrolled(World::keyOf(u"x"_s)));
        QCOMPARE(authority.unauthorised().size(), w.written().size() - first);
        QVERIFY(!authority.unauthorised().contains(w.entry(bystander).id));
        QCOMPARE(authority.personOf(World::keyOf(u"ada"_s), 8), QString());
    });
}

void TestAuthority::mutualRevocationEnds()
{
    // Two roots of ws.init revoke each other from the beginning, each with an approval that counts: the first named
    // stays.
    World w;
    w.init(u"r1"_s, { u"r1"_s, u"r2"_s });
    w.enrol(u"r1"_s, u"lea"_s, u"lea"_s);
    w.grant(u"r1"_s, u"lea"_s, u"lead"_s);
    w.enrol(u"r2"_s, u"leo"_s, u"leo"_s);
    w.grant(u"r2"_s, u"leo"_s, u"lead"_s);
    w.approve(u"lea"_s, w.revokeKey(u"r2"_s, u"r1"_s, 3));
    w.approve(u"leo"_s, w.revokeKey(u"r1"_s, u"r2"_s, 2));
    inAnyOrder(w, [&](const Authority& authority) {
        QVERIFY(authority.hasRoot(World::keyOf(u"r1"_s), always));
        QVERIFY(authority.hasRoot(World::keyOf(u"r2"_s), 2) && !authority.hasRoot(World::keyOf(u"r2"_s), 3));
    });
    // A circle of three.
    World three;
    three.init(u"r1"_s, { u"r1"_s, u"r2"_s, u"r3"_s });
    three.enrol(u"r1"_s, u"lea"_s, u"lea"_s);
    three.grant(u"r1"_s, u"lea"_s, u"lead"_s);
    three.approve(u"lea"_s, three.revokeKey(u"r2"_s, u"r3"_s, 0));
    three.approve(u"lea"_s, three.revokeKey(u"r3"_s, u"r2"_s, 0));
    three.approve(u"lea"_s, three.revokeKey(u"r3"_s, u"r1"_s, 3));
    inAnyOrder(three, [&](const Authority& authority) {
        QVERIFY(authority.hasRoot(World::keyOf(u"r1"_s), always) && authority.hasRoot(World::keyOf(u"r2"_s), always));
        QVERIFY(!authority.hasRoot(World::keyOf(u"r3"_s), 1));
    });
}

void TestAuthority::revokedRevocationsDoNotUndoOthers()
{
    // What speaks against an honest revocation only through a dishonest one does not count in the end.
    World w = office();
    w.enrol(u"r2"_s, u"leo"_s, u"leo"_s);
    w.grant(u"r2"_s, u"leo"_s, u"lead"_s);
    w.enrol(u"r1"_s, u"r3"_s, u"r3"_s);
    w.grant(u"r1"_s, u"r3"_s, u"root"_s);
    const qint64 honest = w.lastSeq(u"r1"_s);
    w.approve(u"leo"_s, w.revokeKey(u"r2"_s, u"r3"_s, 0));
    w.approve(u"lea"_s, w.revokeKey(u"r2"_s, u"r1"_s, honest));
    w.enrol(u"r1"_s, u"x"_s, u"x"_s);
    w.grant(u"r1"_s, u"x"_s, u"lead"_s);
    w.approve(u"x"_s, w.revokeKey(u"r1"_s, u"r2"_s, 0));
    inAnyOrder(w, [&](const Authority& authority) {
        QVERIFY(authority.hasRoot(World::keyOf(u"r2"_s), always));
        QVERIFY(!authority.hasRoot(World::keyOf(u"r3"_s), 1));
        QVERIFY(!authority.hasRoot(World::keyOf(u"r1"_s), honest + 1));
        QCOMPARE(authority.unauthorised().size(), 4);
    });
}

void TestAuthority::givingUpUndoesNothing()
{
    World w = office();
    const auto revoke = w.revokeKey(u"r2"_s, u"r1"_s, 50);
    w.approve(u"lea"_s, revoke);
    const auto giveUp = w.revokeRole(u"lea"_s, u"lea"_s, u"lead"_s, 0);
    inAnyOrder(w, [&](const Authority& authority) {
        const qint64 seq = w.entry(giveUp).seq;
        QCOMPARE(roles(authority, u"lea"_s, seq), QStringList{ u"lead"_s });
        QCOMPARE(roles(authority, u"lea"_s, seq + 1), QStringList());
        QVERIFY(!authority.hasRoot(World::keyOf(u"r1"_s), 51)); // the approval stands
        QVERIFY(authority.unauthorised().isEmpty() && authority.unapproved().isEmpty());
    });
    // Nobody gives up what is another's.
    World other = office();
    other.revokeRole(u"lea"_s, u"ada"_s, u"reviewer"_s, 0);
    QCOMPARE(roles(other.authority(), u"ada"_s, 9), QStringList{ u"reviewer"_s });
}

void TestAuthority::keysAreNewestAuthorised()
{
    World w = office();
    const QString cosigner = World::keyText(u"cosigner"_s);
    w.write(u"r1"_s,
        { u"key.enrol"_s,
            { { u"dev"_s, World::keyText(u"bob"_s) }, { u"person"_s, World::personId(u"bob"_s) }, { u"from_seq"_s, 1 },
                { u"cosigner"_s, cosigner }, { u"exchange"_s, World::keyText(u"e1"_s) } } });
    QCOMPARE(w.authority().exchangeKeyOf(World::keyOf(u"bob"_s))->key, World::keyOf(u"e1"_s));
    QVERIFY(!w.authority().exchangeKeyOf(World::keyOf(u"bob"_s))->until.isValid());
    const auto exchange = [&](const QString& device, const QString& key) {
        return w.write(device,
            { u"key.exchange"_s,
                { { u"exchange"_s, World::keyText(key) }, { u"until"_s, u"2026-12-20T08:00:00.000Z"_s } } });
    };
    exchange(u"bob"_s, u"e2"_s);
    exchange(u"bob"_s, u"e3"_s);
    w.revokeKey(u"r1"_s, u"bob"_s, 2);
    const auto late = exchange(u"bob"_s, u"e4"_s);
    const auto foreign = exchange(u"eve"_s, u"e5"_s);
    inAnyOrder(w, [&](const Authority& authority) {
        const auto key = authority.exchangeKeyOf(World::keyOf(u"bob"_s));
        QCOMPARE(key->key, World::keyOf(u"e3"_s));
        QCOMPARE(key->until, fromIsoUtc(u"2026-12-20T08:00:00.000Z"));
        QCOMPARE(authority.cosignerOf(World::keyOf(u"bob"_s)), std::optional(World::keyOf(u"cosigner"_s)));
        QCOMPARE(authority.cosignerOf(World::keyOf(u"ada"_s)), std::nullopt);
        QVERIFY(!authority.exchangeKeyOf(World::keyOf(u"eve"_s)));
        QCOMPARE(authority.unauthorised(), (QList<EntryId>{ w.entry(late).id, w.entry(foreign).id }));
    });
}

void TestAuthority::policiesByTheHashOfTheirText()
{
    World w = office();
    const QJsonObject text{ { u"packs"_s, QJsonArray() },
        { u"order"_s, QJsonArray{ QJsonArray{ u"D00"_s, u"D01"_s }, QJsonArray{ u"D40"_s } } },
        { u"resolve_by_others"_s, true } };
    const QByteArray bytes = QJsonDocument(text).toJson(QJsonDocument::Compact);
    const QString pol = u"team@"_s + QString::fromLatin1(sha256Hex(bytes).left(12));
    const auto adopt = [&](const QString& device, const QString& name) {
        WorldDraft draft{ u"policy.adopt"_s, text };
        draft.policy = name;
        return w.write(device, draft);
    };
    const auto reviewer = adopt(u"ada"_s, pol);
    QVERIFY(!w.authority().policyOrder(pol));
    adopt(u"lea"_s, pol);
    const auto wrong = adopt(u"lea"_s, u"team@000000000000"_s);
    inAnyOrder(w, [&](const Authority& authority) {
        const auto order = authority.policyOrder(pol);
        QVERIFY(order && order->resolveByOthers);
        QCOMPARE(order->order, (QList<QStringList>{ { u"D00"_s, u"D01"_s }, { u"D40"_s } }));
        QCOMPARE(order->rankOf(u"D01"_s), std::optional(0));
        QCOMPARE(order->rankOf(u"D99"_s), std::nullopt);
        QCOMPARE(authority.policies().size(), 1);
        QCOMPARE(authority.unauthorised(), QList<EntryId>{ w.entry(reviewer).id });
        QCOMPARE(authority.ignored(), QList<EntryId>{ w.entry(wrong).id });
    });
}

void TestAuthority::redactionNeedsTwo()
{
    World w = office();
    w.enrol(u"r1"_s, u"pia2"_s, u"pia"_s);
    w.grant(u"r1"_s, u"pia2"_s, u"privacy"_s);
    const EntryId target{ sha256("a case entry") };
    const auto ask = [&](const QString& device, const EntryId& entry) {
        return w.write(device,
            { u"redact.request"_s,
                { { u"entries"_s, QJsonArray{ entry.text() } }, { u"basis"_s, u"gdpr-17"_s },
                    { u"blobs"_s, QJsonArray{ u"5a"_s } } } });
    };
    const auto approve = [&](const QString& device, qsizetype request) {
        return w.write(device, { u"redact.approve"_s, { { u"request"_s, w.entry(request).id.text() } } });
    };
    const auto own = ask(u"pia"_s, target);
    const auto twice = approve(u"pia2"_s, own); // the same person with another device
    const auto noRole = approve(u"ada"_s, own);
    const auto foreign = ask(u"eve"_s, target);
    approve(u"pia"_s, foreign);
    inAnyOrder(w, [&](const Authority& authority) {
        QVERIFY(authority.redactions().isEmpty());
        QCOMPARE(authority.pendingRedactions().size(), 1);
        QCOMPARE(authority.pendingRedactions().first().request, w.entry(own).id);
        QCOMPARE(authority.pendingRedactions().first().person, World::personId(u"pia"_s));
        QCOMPARE(
            authority.unauthorised(), (QList<EntryId>{ w.entry(twice).id, w.entry(noRole).id, w.entry(foreign).id }));
    });
    const auto request = ask(u"ada"_s, target);
    const auto approval = approve(u"pia"_s, request);
    approve(u"pia"_s, ask(u"ada"_s, w.entry(0).id)); // ws.init stays
    inAnyOrder(w, [&](const Authority& authority) {
        QCOMPARE(authority.redactions().size(), 1);
        QCOMPARE(authority.redactions().value(target),
            (Redaction{ w.entry(request).id, w.entry(approval).id, u"gdpr-17"_s, { u"5a"_s } }));
        QCOMPARE(authority.pendingRedactions().size(), 1);
    });
    QVERIFY(mayBeRedacted(u"case.decide") && mayBeRedacted(u"person.name"));
    for (const char16_t* kind : { u"ws.init", u"key.enrol", u"role.grant", u"redact.request" })
        QVERIFY(!mayBeRedacted(QStringView(kind)));
}

void TestAuthority::unknownVersionsAreKept()
{
    World w = office();
    WorldDraft draft{ u"role.grant"_s, { { u"dev"_s, World::keyText(u"ada"_s) }, { u"role"_s, u"lead"_s } } };
    draft.version = 2;
    const auto newer = w.write(u"r1"_s, draft);
    const auto unknown = w.write(u"r1"_s, { u"role.swap"_s, {} });
    w.write(u"ada"_s, { u"log.seen"_s, {} });
    const auto role
        = w.write(u"r1"_s, { u"role.grant"_s, { { u"dev"_s, World::keyText(u"ada"_s) }, { u"role"_s, u"king"_s } } });
    inAnyOrder(w, [&](const Authority& authority) {
        QCOMPARE(roles(authority, u"ada"_s, 1), QStringList{ u"reviewer"_s });
        QCOMPARE(authority.ignored(), (QList<EntryId>{ w.entry(newer).id, w.entry(unknown).id, w.entry(role).id }));
        QVERIFY(authority.unauthorised().isEmpty());
    });
}
