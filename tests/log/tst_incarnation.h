#pragma once

#include <QObject>

/// Workspace folders that were copied and brought back: what the record outside the folder notices, and what it lets
/// pass.
class TestIncarnation final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copyIsNoticedByItsNonce_data();
    void copyIsNoticedByItsNonce();
    void copyMadeBeforeThereWereNonces();
    void twoProgramsShareAStretch();
    void stateFolderThatCannotBeWritten();
};
