#pragma once

#include "ui/exchange/exchangesource.h"

namespace docket::ui::exchange
{

/// Handing work over by file and taking it in: what is chosen, what runs, what came of it. Knows no widgets.
/// Thread: GUI.
class ExchangePresenter : public QObject
{
    Q_OBJECT
public:
    using Scope = ExportWish::Scope;
    enum class Phase { Idle, Looking, Writing, Reading };
    /// Why nothing can be written yet.
    enum class Obstacle { None, Busy, Nobody, NoCases, NoFile };
    struct Person {
        QString id;
        QString name; ///< may be empty
        QList<core::Recipient> devices; ///< other than this one
        bool ready = false; ///< at least one can be encrypted to
        bool chosen = false;
    };

    explicit ExchangePresenter(ExchangeSource& source, QObject* parent = nullptr);
    ~ExchangePresenter() override; ///< stops what is under way

    /// Asks who there is, and how many cases the queue's filter finds; choices are kept.
    void refresh(const QString& queueFilter);

    const QList<Person>& people() const { return m_people; }
    void choose(qsizetype person, bool chosen);
    Scope scope() const { return m_scope; }
    void setScope(Scope scope);
    QString filter() const { return m_filter; }
    qint64 caseCount() const { return m_caseCount; } ///< of the filter
    int limit() const { return m_limit; }
    void setLimit(int limit); ///< 0: all
    /// How many cases a pack would hold now.
    qint64 packedCases() const;
    QString target() const { return m_target; }
    void setTarget(const QString& file);
    Obstacle obstacle() const;
    void write();

    QString incoming() const { return m_incoming; }
    /// Looks into a file: preview() or error() tell what it is.
    void open(const QString& file);
    /// Takes the file that was looked into.
    void read();
    bool canRead() const;

    void stop();
    Phase phase() const { return m_phase; }
    core::Stage stage() const { return m_stage; }
    qint64 done() const { return m_done; }
    qint64 total() const { return m_total; }

    const std::optional<core::ExportResult>& written() const { return m_written; }
    const std::optional<core::ImportPreview>& preview() const { return m_preview; }
    const std::optional<core::ImportResult>& taken() const { return m_taken; }
    /// Of the last export, or of the last import; nullopt when it went well.
    const std::optional<Error>& exportError() const { return m_exportError; }
    const std::optional<Error>& importError() const { return m_importError; }
    /// A name for a device's person; empty when unknown.
    QString nameOf(const QByteArray& device) const;

Q_SIGNALS:
    void changed(); ///< anything but progress
    void progressed();
    /// Something was taken: the log and the queue are different now.
    void imported();

private:
    core::Progress begin(Phase phase);
    void end();
    QList<core::Recipient> chosenDevices() const;

    ExchangeSource& m_source;
    QList<core::Recipient> m_devices;
    QList<Person> m_people;
    Scope m_scope = Scope::All;
    QString m_filter;
    qint64 m_caseCount = 0;
    int m_limit = 200;
    QString m_target;
    QString m_incoming;
    Phase m_phase = Phase::Idle;
    core::Stage m_stage = core::Stage::Reading;
    qint64 m_done = 0;
    qint64 m_total = 0;
    int m_run = 0; ///< progress of an earlier run is not shown
    std::stop_source m_stop;
    std::optional<core::ExportResult> m_written;
    std::optional<core::ImportPreview> m_preview;
    std::optional<core::ImportResult> m_taken;
    std::optional<Error> m_exportError;
    std::optional<Error> m_importError;
};

} // namespace docket::ui::exchange
