#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"
#include "core/base/clock.h"
#include "core/log/store/store.h"
#include "core/workspace/workspace.h"

#include <QProcess>
#include <QTemporaryDir>

namespace docket::bench
{

using namespace Qt::StringLiterals;

void benchStart(const Surroundings& where)
{
    // Time from exec to the painted queue, then exit; the peer paints a window with a table of 50 rows and exits.
    QTemporaryDir folder;
    SystemClock clock;
    const QString workspaceFolder = folder.filePath(u"ws"_s);
    {
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:1"_s;
        options.reviewerName = u"Bench"_s;
        options.passphrase = log::Secret::copyOf("bench");
        options.cost = log::KdfCost::Cheap;
        auto workspace = Workspace::init(workspaceFolder, std::move(options), clock);
        if (!workspace || !(*workspace)->refreshView())
            qFatal("no workspace");
    }
    fillView(workspaceFolder, where.quick ? 10'000 : 100'000);
    const QStringList environment{ u"QT_QPA_PLATFORM=offscreen"_s, u"DOCKET_PASSPHRASE=bench"_s };
    const Pair start = measurePairs(
        [&] {
            return cpuOfProgram(
                where.binaries + u"/docket"_s, { u"--workspace"_s, workspaceFolder, u"--self-test"_s }, environment);
        },
        [&] { return cpuOfProgram(where.binaries + u"/docket-bench-window"_s, {}, environment); }, where.quick ? 3 : 7);
    report(u"start to the painted queue of 100,000 cases against a minimal Qt Widgets window"_s, start.ours * 1e3,
        u"ms CPU"_s, 2.0, start.peer * 1e3, start.ratio);
}

} // namespace docket::bench
