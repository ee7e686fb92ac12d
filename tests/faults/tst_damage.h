#pragma once

#include <QObject>

/// A log.db that is damaged, or is no log at all.
class TestDamage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFlippedByteIsFoundOrHarmless_data();
    void everyFlippedByteIsFoundOrHarmless();
    void everyEmptiedPageIsFoundOrHarmless();
    void control_comparisonSeesAForgery();
    void notALog_data();
    void notALog();
    void notALog_isNotMadeOne_data();
    void notALog_isNotMadeOne();
    void unreadable();
};
