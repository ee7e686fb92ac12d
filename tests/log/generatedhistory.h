#pragma once

#include "tests/log/world.h"

#include <array>
#include <set>
#include <vector>

namespace docket::test
{

/// One step of a generated history; what the numbers mean depends on the step.
using HistoryStep = std::array<int, 4>;

/// A history of several laptops that exchange now and then, made from random steps: decisions, labels, claims,
/// resolves, grants, revocations, rotations, policies, redactions, and laptops that are copied and go on twice (forks).
/// Every step is possible in every state, so that shrinking keeps histories valid.
class GeneratedHistory
{
public:
    explicit GeneratedHistory(const std::vector<HistoryStep>& steps);

    const World& world() const { return m_world; }
    qsizetype size() const { return m_world.written().size(); }
    static QList<log::CaseId> cases();
    /// Digest of everything that follows from these entries.
    QByteArray digest(const QList<qsizetype>& delivered) const;

private:
    /// One laptop. A copied one has the name of the device that it was copied from.
    struct Laptop {
        QString device;
        qint64 seq = 0;
        qint64 lamport = 0;
        std::set<qsizetype> known;
    };

    void apply(const HistoryStep& step);
    void write(Laptop& laptop, WorldDraft draft);
    void writeAdmin(Laptop& laptop, const HistoryStep& step);
    void writeCase(Laptop& laptop, const HistoryStep& step);

    World m_world;
    std::vector<Laptop> m_laptops;
};

/// A history made from a fixed seed, of so many steps.
GeneratedHistory fixedHistory(unsigned seed, int steps);
/// One digest for several of them.
QByteArray digestOfFixedHistory();
/// Folds 100,000 cases of ten entries each, in memory; entries per second.
double foldRate();

} // namespace docket::test
