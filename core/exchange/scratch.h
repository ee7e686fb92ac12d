#pragma once

#include "core/base/result.h"

namespace docket::exchange
{

/// A private folder for the time of one export or import: only the owner may enter it, and it goes away with this
/// object, however the work ends. What a killed process left behind is removed by sweep().
class Scratch
{
public:
    /// `<workspaceFolder>/scratch/<process>-XXXXXX`, or one in the system's temporary folder where the workspace cannot
    /// be written. Storage.
    static Result<Scratch> make(const QString& workspaceFolder);
    Scratch(Scratch&& other) noexcept;
    Scratch& operator=(Scratch&&) = delete;
    ~Scratch();

    QString path() const { return m_path; }
    QString filePath(const QString& name) const { return m_path + QLatin1Char('/') + name; }

    /// Removes what processes that are gone have left in the workspace. To be called when it is opened.
    static void sweep(const QString& workspaceFolder);

private:
    explicit Scratch(QString path) : m_path(std::move(path)) { }
    QString m_path;
};

} // namespace docket::exchange
