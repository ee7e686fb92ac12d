#pragma once

#include <QObject>

namespace docket::ui::review
{

class ChangesTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shownLineNamesWhatCannotBeSeen();
    void wrapsAtBlanks();
    void stylesComeFromSpans();
    void foldsOpenAndJumpsFollowChanges();
    void sideBySideKeepsEveryLine();
    void comparesThePinnedRevision();
    void oneRevisionSaysWhatToDo();
    void rowsReadAloud();
};

} // namespace docket::ui::review
