#pragma once

#include <QObject>

/// Workspaces that are missing, damaged, newer, locked, read-only or held by somebody else.
class WorkspacesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initCommand();
    void missing_data();
    void missing();
    void defaultFolder();
    void watches();
    void wrongPassphrase();
    void noPassphrase();
    void damagedPage();
    void flippedByte();
    void newerSchema();
    void damagedMirrorIsMadeAnew();
    void heldByAnother();
    void readOnlyFolder();
    void unreachableHub();
    void emptyQueue();
    void checkpoint();
};
