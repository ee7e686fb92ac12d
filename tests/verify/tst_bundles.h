#pragma once

#include <QObject>

/// docket-verify and verify.py over bundles that core/exchange writes.
class TestBundles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole();
    void incremental();
};
