#include "app/docket-bench/measure.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace docket::bench
{

namespace
{

double secondsOf(const rusage& usage)
{
    const auto seconds
        = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

} // namespace

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return secondsOf(usage);
}

double cpuOfProgram(const QString& program, const QStringList& arguments, const QStringList& environment, int also)
{
    // wait4 tells the cost of exactly this child; QProcess does not.
    std::vector<QByteArray> words{ program.toLocal8Bit() };
    for (const QString& argument : arguments)
        words.push_back(argument.toLocal8Bit());
    std::vector<QByteArray> settings;
    for (char** entry = environ; *entry; ++entry)
        settings.emplace_back(*entry);
    for (const QString& entry : environment)
        settings.push_back(entry.toLocal8Bit());
    std::vector<char*> argv;
    for (QByteArray& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::vector<char*> env;
    for (QByteArray& entry : settings)
        env.push_back(entry.data());
    env.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", 1, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
    pid_t pid = 0;
    const int failed = posix_spawn(&pid, argv.front(), &actions, nullptr, argv.data(), env.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        return -1;
    int status = 0;
    rusage usage{};
    if (wait4(pid, &status, 0, &usage) < 0 || !WIFEXITED(status))
        return -1;
    if (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != also)
        return -1;
    return secondsOf(usage);
}

double cost(const std::function<void()>& work)
{
    const double before = cpuSeconds();
    work();
    return cpuSeconds() - before;
}

double clockCost(const std::function<void()>& work)
{
    const auto before = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

Pair measurePairs(const std::function<double()>& ours, const std::function<double()>& peer, int pairs)
{
    ours();
    peer();
    std::vector<double> a;
    std::vector<double> b;
    std::vector<double> ratios;
    for (int i = 0; i < pairs; ++i) {
        a.push_back(ours());
        b.push_back(peer());
        if (a.back() < 0 || b.back() < 0)
            qFatal("a measured program failed; nothing is reported for it");
        ratios.push_back(b.back() > 0 ? a.back() / b.back() : 0);
    }
    return { median(a), median(b), median(ratios) };
}

void report(const QString& name, double value, const QString& unit, double limit, double peer, double ratio)
{
    const QJsonObject line{ { QStringLiteral("name"), name }, { QStringLiteral("value"), value },
        { QStringLiteral("unit"), unit }, { QStringLiteral("limit"), limit }, { QStringLiteral("peer"), peer },
        { QStringLiteral("ratio"), ratio } };
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

} // namespace docket::bench
