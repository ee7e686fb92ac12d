#include "core/base/wholefile.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/actionregistry.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>

namespace docket::ui::shell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largestKeyFile = 1 << 20; ///< bytes; ours are a few hundred

Result<widgets::KeyMap> readKeys(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, path, file.errorString(), u"choose a file you may read"_s);
    if (file.size() > largestKeyFile)
        return fail(ErrorCode::LimitExceeded, path, u"a key file has at most 1 MiB"_s);
    return widgets::KeyMap::fromJson(file.readAll(), path);
}

Status writeKeys(const QString& path, const widgets::KeyMap& map)
{
    return writeWholeFile(path, map.toJson(), u"choose another folder"_s);
}

} // namespace

void MainWindow::wireKeyActions()
{
    const QString filter = tr("Docket keys (*.json)");
    connect(m_parts.actions.action(u"keys.export"_s), &QAction::triggered, this, [this, filter] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Export keys"), u"docket-keys.json"_s, filter);
        if (path.isEmpty())
            return;
        if (const Status status = writeKeys(path, m_parts.actions.keyMap()); !status)
            showError(status.error());
    });
    connect(m_parts.actions.action(u"keys.import"_s), &QAction::triggered, this, [this, filter] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Import keys"), {}, filter);
        if (path.isEmpty())
            return;
        if (auto map = readKeys(path))
            m_parts.actions.setKeyMap(*map);
        else
            showError(map.error());
    });
    connect(m_parts.actions.action(u"keys.restore"_s), &QAction::triggered, this,
        [this] { m_parts.actions.setKeyMap({}); });
}

} // namespace docket::ui::shell
