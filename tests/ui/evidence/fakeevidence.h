#pragma once

#include "ui/review/evidencesource.h"

#include <QObject>

namespace docket::ui::review
{

/// Evidence in memory, answered from the event loop like the real one; counts what it was asked.
class FakeEvidence final : public QObject, public EvidenceSource
{
    Q_OBJECT
public:
    void overview(const Subject& subject, QObject* receiver, Done<Overview> done) override;
    void card(
        const RepoKey& repo, const card::RenderOptions& options, QObject* receiver, Done<CardEvidence> done) override;
    void filesSummary(const RepoKey& repo, QObject* receiver, Done<FilesSummary> done) override;
    void folder(
        const RepoKey& repo, const QString& folder, QObject* receiver, Done<QList<hub::FileEntry>> done) override;
    void tables(const RepoKey& repo, QObject* receiver, Done<QList<TableName>> done) override;
    void table(const RepoKey& repo, const TableName& name, QObject* receiver, Done<TableEvidence> done) override;
    void threads(const RepoKey& repo, QObject* receiver, Done<QList<hub::Thread>> done) override;
    void thread(const RepoKey& repo, int num, QObject* receiver, Done<ThreadEvidence> done) override;
    void cancel() override { ++m_ticket; }

    struct Repo {
        std::optional<sync::RepoRecord> record;
        QByteArray card; ///< null: none
        std::optional<Error> cardError;
        QList<hub::Report> reports;
        QList<hub::FileEntry> files;
        QHash<QString, QString> warnings;
        QList<hub::Thread> threads; ///< with events
        QByteArray rows; ///< of the one table "default/train"; null: none
        QByteArray statistics;
        NoTable refusal;
    };
    QHash<QString, Repo> repos; ///< by id
    int foldersAsked = 0;
    int cardsAsked = 0;

private:
    template <typename T> void later(QObject* receiver, Done<T> done, Result<T> value);
    quint64 m_ticket = 0;
};

} // namespace docket::ui::review
