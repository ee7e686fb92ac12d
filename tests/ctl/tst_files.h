#pragma once

#include <QObject>

/// Verbs that need no workspace: cards, tables, policies.
class FilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cardRender();
    void cardCheck();
    void cardDiff();
    void tableShow();
    void tableStats();
    void tableScan();
    void tableRefusals();
    void policies();
    void missingFiles_data();
    void missingFiles();
    void terminalIsSafe();
};
