#pragma once

#include "core/card/render.h"

#include <memory>

/// Formulas, over KaTeX (rendering.md 5).
namespace docket::math
{

/// KaTeX in a JavaScript engine of its own, on a thread of its own: nothing of it is ever part of a page. The engine is
/// loaded with the first formula (100 ms, 30 MB) or ahead of time by warmUp(); it is thrown away after a formula that
/// had to be interrupted. Needs a QCoreApplication. Thread: any; calls wait for each other.
class KatexTypesetter final : public card::FormulaTypesetter
{
public:
    struct Limits {
        qsizetype tex = 2048; ///< bytes; longer ones are not tried
        qsizetype html = 512 * 1024; ///< bytes of a formula
        qsizetype cache = 8 * 1024 * 1024; ///< bytes of formulas that are remembered
    };
    KatexTypesetter();
    explicit KatexTypesetter(const Limits& limits);
    ~KatexTypesetter() override;

    Formula typeset(const QByteArray& tex, bool display, int limitMs) const override;
    QByteArray styleSheet() const override;
    /// Loads the engine without waiting for it. Any thread.
    void warmUp() const;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace docket::math
