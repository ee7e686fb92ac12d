// Records entries and tells each id on standard output once append() has returned: the victim of the tests that kill it
// or make its system calls fail.
//
//   log-writer FOLDER COUNT [SABOTAGE]
//
// COUNT 0 writes until killed. Lines: "ready" when the store is open and unlocked, "ok SEQ ID" for each acknowledged
// entry; after a failure "failed TEXT", then "read-only" or "writable" (what the store says about itself), then
// "reopened" or "lost TEXT", and on with the rest. SABOTAGE makes a writer that lies, for the control runs: "early"
// tells the next sequence numbers before it appends, "no-journal" runs SQLite without its journal, "deaf" takes failed
// writes and syncs for done.

#include "tests/faults/faultvfs.h"
#include "tests/faults/judge.h"

#include <QCoreApplication>

#include <unistd.h>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

bool tell(const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    return ::write(STDOUT_FILENO, bytes.constData(), static_cast<size_t>(bytes.size())) == bytes.size();
}

Result<std::unique_ptr<Store>> openAndUnlock(const QString& folder, Clock& clock)
{
    auto store = Store::open(folder, Access::ReadWrite, clock);
    if (store)
        DOCKET_TRY((*store)->unlock(passphrase()));
    return store;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        return 2;
    const QString folder = arguments[1];
    const int count = arguments[2].toInt();
    const QString sabotage = arguments.value(3);
    if (sabotage == "deaf"_L1 || sabotage == "no-journal"_L1)
        FaultVfs::install();
    FaultVfs::faults().deaf = sabotage == "deaf"_L1;
    if (sabotage == "no-journal"_L1)
        FaultVfs::weaken("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");

    SystemClock clock;
    auto store = openAndUnlock(folder, clock);
    if (!store) {
        tell(u"lost "_s + store.error().text());
        return 1;
    }
    tell(u"ready"_s);
    for (int i = 0; count == 0 || i < count; ++i) {
        if (sabotage == "early"_L1)
            tell(u"ok %1 early"_s.arg((*store)->size().value_or(0) + 2));
        const auto written = (*store)->append(work(i));
        if (written) {
            for (const Entry& entry : *written)
                if (!tell(u"ok %1 "_s.arg(entry.seq) + entry.id.text()))
                    return 1;
            continue;
        }
        tell(u"failed "_s + written.error().text());
        tell((*store)->readOnlyReason() ? u"read-only"_s : u"writable"_s);
        store->reset();
        store = openAndUnlock(folder, clock);
        if (!store) {
            tell(u"lost "_s + store.error().text());
            return 1;
        }
        tell(u"reopened"_s);
    }
    return 0;
}
