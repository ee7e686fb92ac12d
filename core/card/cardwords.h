#pragma once

#include "core/base/subject.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace docket::card
{

/// A section criterion as data: which headings answer it, and what else counts.
struct SectionCriterion {
    QString id; ///< "MCQ-09"
    QStringList targets; ///< "MC/4.3"
    QString what; ///< "out-of-scope uses and misuse"
    QString field; ///< metadata field that answers it too; may be empty
    QString words; ///< word list that answers it too; may be empty
    int weight = 1;
};

/// resources/card/headings.json, read once.
struct CardWords {
    QHash<QString, QStringList> headings; ///< target -> headings in normal form
    QList<SectionCriterion> model;
    QList<SectionCriterion> dataset;
    QStringList placeholders; ///< lower case
    QStringList boilerplate; ///< sentences of the templates, lower case
    QStringList stubs; ///< phrases of generated cards, lower case
    QHash<QString, QStringList> words;

    static const CardWords& get();
};

} // namespace docket::card
