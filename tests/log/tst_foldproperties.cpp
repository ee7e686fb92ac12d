#include "tests/log/tst_foldproperties.h"

#include "core/log/fold/folddigest.h"
#include "tests/log/generatedhistory.h"

#include <QTest>

#include <rapidcheck.h>

#include <random>

using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

rc::Gen<std::vector<HistoryStep>> histories()
{
    const auto step = rc::gen::container<HistoryStep>(rc::gen::inRange(0, 10000));
    return rc::gen::container<std::vector<HistoryStep>>(step);
}

QList<qsizetype> shuffled(QList<qsizetype> numbers, unsigned seed)
{
    std::mt19937 random(seed);
    std::shuffle(numbers.begin(), numbers.end(), random);
    return numbers;
}

/// Deals the entries out to so many heaps.
QList<QList<qsizetype>> dealt(const GeneratedHistory& history, int heaps, unsigned seed)
{
    QList<QList<qsizetype>> out(heaps);
    std::mt19937 random(seed);
    for (qsizetype i = 0; i < history.size(); ++i)
        out[static_cast<int>(random() % static_cast<unsigned>(heaps))].append(i);
    return out;
}

QSet<EntryId> setOf(const QList<EntryId>& ids)
{
    return { ids.begin(), ids.end() };
}

} // namespace

void TestFoldProperties::theHistoriesAreWorthIt()
{
    // Otherwise the properties below would hold for want of anything that could break them.
    int conflicts = 0, forks = 0, unauthorised = 0, pending = 0, refused = 0, redactions = 0, revoked = 0, rotated = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const GeneratedHistory history = fixedHistory(seed, 100);
        const QList<qsizetype> all = history.world().everything();
        const Authority authority = history.world().authority(all);
        refused += !authority.unauthorised().isEmpty();
        redactions += !authority.redactions().isEmpty();
        for (const QByteArray& device : authority.devices()) {
            revoked += authority.revokedAfter(device).has_value();
            rotated += authority.successorOf(device).has_value();
        }
        for (const CaseId& id : GeneratedHistory::cases()) {
            const CaseState state = history.world().state(all, id);
            conflicts += state.status == CaseStatus::Conflict;
            forks += !state.forkedAuthors.isEmpty();
            unauthorised += !state.unauthorised.isEmpty();
            pending += !history.world().state(dealt(history, 2, seed).first(), id).pending.isEmpty();
        }
    }
    QVERIFY2(conflicts > 15 && forks > 10 && unauthorised > 15 && pending > 30 && refused > 20 && redactions > 0
            && revoked > 10 && rotated > 5,
        qPrintable(u"%1 conflicts, %2 forks, %3 unauthorised, %4 pending, %5 refused, %6 redactions, %7 revoked, %8"
                   u" rotated"_s.arg(conflicts)
                       .arg(forks)
                       .arg(unauthorised)
                       .arg(pending)
                       .arg(refused)
                       .arg(redactions)
                       .arg(revoked)
                       .arg(rotated)));
}

void TestFoldProperties::orderAndRepetitionDoNotMatter()
{
    QVERIFY(rc::check("the same entries give the same state", [] {
        const GeneratedHistory history(*histories());
        const auto seed = *rc::gen::arbitrary<unsigned>();
        const QList<qsizetype> all = history.world().everything();
        const QByteArray expected = history.digest(all);
        RC_ASSERT(history.digest(shuffled(all, seed)) == expected);
        RC_ASSERT(history.digest(shuffled(all + dealt(history, 2, seed).first(), seed + 1)) == expected);
        RC_ASSERT(history.digest(QList<qsizetype>(all.rbegin(), all.rend())) == expected);
    }));
}

void TestFoldProperties::unionInAnyGrouping()
{
    QVERIFY(rc::check("union is commutative, associative and idempotent, with partial sets as well", [] {
        const GeneratedHistory history(*histories());
        const auto parts = dealt(history, 4, *rc::gen::arbitrary<unsigned>());
        const QList<qsizetype>&a = parts[0], &b = parts[1], &c = parts[2]; // the fourth never arrives
        const QByteArray expected = history.digest(a + b + c);
        RC_ASSERT(history.digest(a + b) == history.digest(b + a));
        RC_ASSERT(history.digest((a + b) + c) == history.digest(a + (b + c)));
        RC_ASSERT(history.digest(c + a + b) == expected);
        RC_ASSERT(history.digest(a + b + a + c + b + a) == expected);
        // Three at a time, overlapping.
        QList<qsizetype> drops;
        const QList<qsizetype> some = a + b + c;
        for (qsizetype i = 0; i < some.size(); i += 2)
            drops += some.mid(i, 3);
        RC_ASSERT(history.digest(drops + some.mid(0, 1)) == expected);
    }));
}

void TestFoldProperties::everyEntryIsAccountedFor()
{
    QVERIFY(rc::check("an entry counts, or is listed with the reason why not", [] {
        const GeneratedHistory history(*histories());
        const QList<qsizetype> some = dealt(history, 2, *rc::gen::arbitrary<unsigned>()).first();
        for (const QList<qsizetype>& delivered : { history.world().everything(), some }) {
            for (const CaseId& id : GeneratedHistory::cases()) {
                const CaseState state = history.world().state(delivered, id);
                const auto written = std::count_if(delivered.begin(), delivered.end(),
                    [&](qsizetype number) { return history.world().entry(number).caseId == id; });
                const QSet<EntryId> left = setOf(state.unauthorised) | setOf(state.pending) | setOf(state.ignored);
                RC_ASSERT(state.folded + left.size() == written);
                RC_ASSERT(left.size() == state.unauthorised.size() + state.pending.size() + state.ignored.size());
                QSet<QString> codes;
                for (const Decision& decision : state.decisions)
                    codes.insert(decision.code);
                RC_ASSERT((state.status == CaseStatus::Conflict) == (codes.size() > 1));
                RC_ASSERT(state.decisions.isEmpty() == state.interimCode.isEmpty());
            }
        }
    }));
}

void TestFoldProperties::moreEntriesTakeNothingAway()
{
    QVERIFY(rc::check("what is no longer waited for never waits again, and notes only grow", [] {
        const GeneratedHistory history(*histories());
        const auto parts = dealt(history, 2, *rc::gen::arbitrary<unsigned>());
        // Everybody's rights are known; of the cases only a part.
        QList<qsizetype> less;
        QSet<EntryId> delivered;
        for (qsizetype i = 0; i < history.size(); ++i)
            if (!history.world().entry(i).caseId || parts.first().contains(i)) {
                less.append(i);
                delivered.insert(history.world().entry(i).id);
            }
        const auto notes = [](const CaseState& state) {
            QSet<EntryId> out;
            for (const Note& note : state.notes)
                out.insert(note.entry);
            return out;
        };
        for (const CaseId& id : GeneratedHistory::cases()) {
            const CaseState before = history.world().state(less, id);
            const CaseState after = history.world().state(history.world().everything(), id);
            RC_ASSERT(after.pending.isEmpty());
            RC_ASSERT(notes(after).contains(notes(before)));
            RC_ASSERT(after.folded >= before.folded);
            // Who may do what depends on rights and on what the author saw, not on what else there is.
            RC_ASSERT((setOf(after.unauthorised) & delivered).contains(setOf(before.unauthorised)));
        }
    }));
}
