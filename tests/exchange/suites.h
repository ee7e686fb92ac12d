#pragma once

#include <QObject>

#include <memory>

/// The test classes of this room; main() runs one after the other.
std::unique_ptr<QObject> makeAgeTests();
std::unique_ptr<QObject> makeArchiveTests();
std::unique_ptr<QObject> makeBundleTests();
std::unique_ptr<QObject> makeDamageTests();
std::unique_ptr<QObject> makeWorkPackTests();
