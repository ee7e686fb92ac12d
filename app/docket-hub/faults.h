#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

#include <optional>
#include <random>

namespace docket::practicehub
{

struct Request;

/// What goes wrong on purpose, and how often (design 5.3). Rolled once per request, in order of arrival; the same seed
/// and the same order of requests give the same faults.
class Faults
{
public:
    /// What to do to one request.
    struct Verdict {
        std::optional<int> status; ///< answer with this status instead of serving; nothing is applied
        int hangMs = 0; ///< wait this long before the answer
        bool reset = false; ///< close before serving: nothing is applied, no answer
        bool cut = false; ///< close in the middle of the answer
        bool lose = false; ///< apply a write, then close without an answer (so that a naive client sends it twice)
    };

    /// Reads a comma list of `status=CODE:P`, `hang=MS:P`, `cut=P`, `dup=P`, `reset=P`, with P from 0 to 1 (1 when left
    /// out); a part may end in `@TEXT` and then touches only paths that hold TEXT. `quota=N` sets quota().
    static Result<Faults> parse(const QString& spec, quint32 seed);

    Verdict roll(const Request& request);
    bool isEmpty() const { return m_rules.isEmpty(); }
    /// From `quota=N`: API requests per window for everyone.
    std::optional<int> quota() const { return m_quota; }

private:
    enum class Kind { Status, Hang, Cut, Dup, Reset };
    struct Rule {
        Kind kind = Kind::Status;
        int value = 0;
        double probability = 1;
        QString path;
    };
    static Result<Rule> parseRule(const QString& part);

    QList<Rule> m_rules;
    std::optional<int> m_quota;
    std::mt19937 m_random;
};

} // namespace docket::practicehub
