#pragma once

#include "ui/review/evidencesource.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace docket::ui::review
{

/// Files of a repository; a folder is asked for when it is opened. Columns: name, size, storage, scan.
class FileTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, Storage, Scan, ColumnCount };
    enum Role {
        Path = Qt::UserRole, ///< QString, from the root of the repository
        IsFolder, ///< bool
        ScanLevel, ///< QString, the Hub's word
        LfsSha256, ///< QString, 64 hex or empty
        Warnings, ///< int: files below a folder (or the file itself) whose scan asks for a look
    };
    explicit FileTreeModel(EvidenceSource& source, QObject* parent = nullptr);
    ~FileTreeModel() override;

    /// Forgets everything and asks for the root. `warnings`: path → level, known for the whole repository.
    void setRepo(const RepoKey& repo, const QHash<QString, QString>& warnings);
    void clear();
    /// Files with warnings, and the folders that hold them, before the others.
    void setWarningsFirst(bool on);
    bool warningsFirst() const { return m_warningsFirst; }
    bool isLoading() const { return m_pending > 0; }
    /// The index of a path whose folders are open; invalid otherwise.
    QModelIndex indexOf(const QString& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void failed(const docket::Error& error);
    void loaded(); ///< an answer came

private:
    struct Node;
    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node* node) const;
    int warningsAt(const hub::FileEntry& entry) const;
    void fill(Node* node, const QList<hub::FileEntry>& entries);
    void sort(Node& node);
    void sortAll(Node& node);

    EvidenceSource& m_source;
    RepoKey m_repo;
    QHash<QString, QString> m_warnings;
    QHash<QString, int> m_folderWarnings; ///< path of a folder → files below it
    std::unique_ptr<Node> m_root;
    bool m_warningsFirst = false;
    int m_pending = 0;
    quint64 m_generation = 0; ///< answers for an older repository are dropped
};

} // namespace docket::ui::review
