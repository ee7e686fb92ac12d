#include "ui/review/filetreemodel.h"

#include "ui/review/evidencetext.h"
#include "ui/widgets/displaytext.h"

#include <algorithm>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

struct FileTreeModel::Node {
    hub::FileEntry entry;
    Node* parent = nullptr;
    int row = 0;
    int warnings = 0;
    enum class State { Unread, Asked, Read } state = State::Unread;
    std::vector<std::unique_ptr<Node>> children;
};

FileTreeModel::FileTreeModel(EvidenceSource& source, QObject* parent)
    : QAbstractItemModel(parent), m_source(source), m_root(std::make_unique<Node>())
{
    m_root->state = Node::State::Read; // nothing to ask for before setRepo
}

FileTreeModel::~FileTreeModel() = default;

void FileTreeModel::setRepo(const RepoKey& repo, const QHash<QString, QString>& warnings)
{
    beginResetModel();
    ++m_generation;
    m_pending = 0;
    m_repo = repo;
    m_warnings = warnings;
    m_folderWarnings.clear();
    for (auto it = warnings.begin(); it != warnings.end(); ++it) {
        for (qsizetype slash = it.key().indexOf(u'/'); slash >= 0; slash = it.key().indexOf(u'/', slash + 1))
            ++m_folderWarnings[it.key().left(slash)];
    }
    m_root = std::make_unique<Node>();
    m_root->entry.isFolder = true;
    endResetModel();
    fetchMore({});
}

void FileTreeModel::clear()
{
    beginResetModel();
    ++m_generation;
    m_pending = 0;
    m_warnings.clear();
    m_folderWarnings.clear();
    m_root = std::make_unique<Node>();
    m_root->state = Node::State::Read;
    endResetModel();
}

void FileTreeModel::setWarningsFirst(bool on)
{
    if (m_warningsFirst == on)
        return;
    m_warningsFirst = on;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    sortAll(*m_root);
    QModelIndexList after;
    for (const QModelIndex& index : before) {
        const auto* node = static_cast<const Node*>(index.internalPointer());
        after.append(createIndex(node->row, index.column(), node));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

FileTreeModel::Node* FileTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex FileTreeModel::indexOf(const Node* node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

QModelIndex FileTreeModel::indexOf(const QString& path) const
{
    const Node* node = m_root.get();
    for (;;) {
        const auto next = std::find_if(node->children.begin(), node->children.end(), [&path](const auto& child) {
            return path == child->entry.path || path.startsWith(child->entry.path + u'/');
        });
        if (next == node->children.end())
            return {};
        node = next->get();
        if (node->entry.path == path)
            return indexOf(node);
    }
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* node = nodeOf(parent);
    if (row < 0 || row >= static_cast<int>(node->children.size()) || column < 0 || column >= ColumnCount
        || parent.column() > 0)
        return {};
    return createIndex(row, column, node->children[static_cast<size_t>(row)].get());
}

QModelIndex FileTreeModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int FileTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int FileTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

bool FileTreeModel::hasChildren(const QModelIndex& parent) const
{
    const Node* node = nodeOf(parent);
    if (parent.column() > 0 || (parent.isValid() && !node->entry.isFolder))
        return false;
    return node->state != Node::State::Read || !node->children.empty();
}

bool FileTreeModel::canFetchMore(const QModelIndex& parent) const
{
    const Node* node = nodeOf(parent);
    return parent.column() <= 0 && node->entry.isFolder && node->state == Node::State::Unread;
}

void FileTreeModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    Node* node = nodeOf(parent);
    node->state = Node::State::Asked;
    ++m_pending;
    const QPersistentModelIndex place(parent);
    m_source.folder(m_repo, node->entry.path, this,
        [this, place, root = !parent.isValid(), generation = m_generation](Result<QList<hub::FileEntry>> entries) {
            if (generation != m_generation || (!root && !place.isValid()))
                return;
            --m_pending;
            Node* folder = nodeOf(place);
            folder->state = Node::State::Read;
            if (entries)
                fill(folder, *entries);
            else
                Q_EMIT failed(entries.error());
            Q_EMIT loaded();
        });
}

int FileTreeModel::warningsAt(const hub::FileEntry& entry) const
{
    return entry.isFolder ? m_folderWarnings.value(entry.path) : m_warnings.contains(entry.path) ? 1 : 0;
}

void FileTreeModel::fill(Node* node, const QList<hub::FileEntry>& entries)
{
    if (entries.isEmpty())
        return;
    beginInsertRows(indexOf(node), 0, static_cast<int>(entries.size()) - 1);
    for (const hub::FileEntry& entry : entries) {
        auto child = std::make_unique<Node>();
        child->entry = entry;
        child->parent = node;
        child->warnings = warningsAt(entry);
        if (const auto level = m_warnings.constFind(entry.path); level != m_warnings.constEnd())
            child->entry.scanLevel = *level;
        node->children.push_back(std::move(child));
    }
    sort(*node);
    endInsertRows();
}

void FileTreeModel::sort(Node& node)
{
    std::stable_sort(node.children.begin(), node.children.end(), [this](const auto& a, const auto& b) {
        if (m_warningsFirst && (a->warnings > 0) != (b->warnings > 0))
            return a->warnings > 0;
        if (a->entry.isFolder != b->entry.isFolder)
            return a->entry.isFolder;
        return a->entry.path < b->entry.path;
    });
    for (size_t i = 0; i < node.children.size(); ++i)
        node.children[i]->row = static_cast<int>(i);
}

void FileTreeModel::sortAll(Node& node)
{
    sort(node);
    for (const auto& child : node.children)
        sortAll(*child);
}

QVariant FileTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& node = *nodeOf(index);
    const hub::FileEntry& entry = node.entry;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Name:
            return widgets::singleLine(entry.path.section(u'/', -1), 200);
        case Size:
            return entry.isFolder ? QString() : sizeText(entry.size);
        case Storage:
            return entry.lfsSha256.isEmpty() ? QString() : tr("LFS");
        case Scan:
            if (entry.isFolder)
                return node.warnings == 0 ? QString()
                    : node.warnings == 1  ? tr("1 warning inside")
                                          : tr("%1 warnings inside").arg(node.warnings);
            return scanWord(entry.scanLevel);
        default:
            return {};
        }
    case Qt::TextAlignmentRole:
        return int((index.column() == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return widgets::singleLine(entry.path, 500);
    case Path:
        return entry.path;
    case IsFolder:
        return entry.isFolder;
    case ScanLevel:
        return entry.scanLevel;
    case LfsSha256:
        return entry.lfsSha256;
    case Warnings:
        return node.warnings;
    default:
        return {};
    }
}

QVariant FileTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) // as the column under it
        return QVariant(Qt::AlignVCenter | (section == Size ? Qt::AlignRight : Qt::AlignLeft));
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Size:
        return tr("Size");
    case Storage:
        return tr("Stored in");
    case Scan:
        return tr("Scan");
    default:
        return {};
    }
}

} // namespace docket::ui::review
