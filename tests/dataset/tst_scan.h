#pragma once

#include <QObject>

class ScanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data();
    void matches();
    void severalInOneText();
    void checkDigits();
    void scannerCounts();
    void neverShowsTheSecret();
    void linearOverHostileText_data();
    void linearOverHostileText();
};
