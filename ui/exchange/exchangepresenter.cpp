#include "ui/exchange/exchangepresenter.h"

#include <algorithm>

namespace docket::ui::exchange
{

ExchangePresenter::ExchangePresenter(ExchangeSource& source, QObject* parent) : QObject(parent), m_source(source) { }

ExchangePresenter::~ExchangePresenter()
{
    m_stop.request_stop();
}

void ExchangePresenter::refresh(const QString& queueFilter)
{
    m_filter = queueFilter;
    m_source.people(this, [this](Result<QList<core::Recipient>> devices) {
        if (!devices) {
            m_exportError = devices.error();
            Q_EMIT changed();
            return;
        }
        const QList<Person> before = m_people;
        m_devices = *devices;
        m_people.clear();
        for (const core::Recipient& device : std::as_const(m_devices)) {
            if (device.own)
                continue;
            auto known = std::find_if(
                m_people.begin(), m_people.end(), [&](const Person& one) { return one.id == device.person; });
            if (known == m_people.end()) {
                const auto old = std::find_if(
                    before.begin(), before.end(), [&](const Person& one) { return one.id == device.person; });
                m_people.append({ device.person, device.name, {}, false, old != before.end() && old->chosen });
                known = m_people.end() - 1;
            }
            known->devices.append(device);
            known->ready = known->ready || device.isReady();
        }
        for (Person& person : m_people)
            person.chosen = person.chosen && person.ready;
        // With one colleague there is nothing to choose.
        if (before.isEmpty() && m_people.size() == 1)
            m_people.first().chosen = m_people.first().ready;
        Q_EMIT changed();
    });
    m_source.countCases(m_filter, this, [this](Result<qint64> count) {
        m_caseCount = count.value_or(0);
        Q_EMIT changed();
    });
}

void ExchangePresenter::choose(qsizetype person, bool chosen)
{
    if (person < 0 || person >= m_people.size() || !m_people.at(person).ready)
        return;
    m_people[person].chosen = chosen;
    Q_EMIT changed();
}

void ExchangePresenter::setScope(Scope scope)
{
    m_scope = scope;
    Q_EMIT changed();
}

void ExchangePresenter::setLimit(int limit)
{
    m_limit = std::max(0, limit);
    Q_EMIT changed();
}

qint64 ExchangePresenter::packedCases() const
{
    return m_limit > 0 ? std::min<qint64>(m_limit, m_caseCount) : m_caseCount;
}

void ExchangePresenter::setTarget(const QString& file)
{
    m_target = file;
    Q_EMIT changed();
}

ExchangePresenter::Obstacle ExchangePresenter::obstacle() const
{
    if (m_phase != Phase::Idle)
        return Obstacle::Busy;
    if (chosenDevices().isEmpty())
        return Obstacle::Nobody;
    if (m_scope == Scope::Cases && packedCases() == 0)
        return Obstacle::NoCases;
    return m_target.isEmpty() ? Obstacle::NoFile : Obstacle::None;
}

QList<core::Recipient> ExchangePresenter::chosenDevices() const
{
    QList<core::Recipient> out;
    for (const Person& person : m_people) {
        for (const core::Recipient& device : person.devices) {
            if (person.chosen && device.isReady())
                out.append(device);
        }
    }
    return out;
}

core::Progress ExchangePresenter::begin(Phase phase)
{
    m_phase = phase;
    m_stop = std::stop_source();
    m_done = 0;
    m_total = 0;
    const int run = ++m_run;
    return [this, run](core::Stage stage, qint64 done, qint64 total) {
        if (run != m_run || m_phase == Phase::Idle)
            return;
        m_stage = stage;
        m_done = done;
        m_total = total;
        Q_EMIT progressed();
    };
}

void ExchangePresenter::end()
{
    m_phase = Phase::Idle;
    Q_EMIT changed();
}

void ExchangePresenter::write()
{
    if (obstacle() != Obstacle::None)
        return;
    m_written.reset();
    m_exportError.reset();
    const core::Progress progress = begin(Phase::Writing);
    m_source.write({ m_target, chosenDevices(), m_scope, m_filter, m_limit }, progress, m_stop.get_token(), this,
        [this](Result<core::ExportResult> result) {
            if (result)
                m_written = std::move(*result);
            else
                m_exportError = result.error();
            end();
        });
    Q_EMIT changed();
}

void ExchangePresenter::open(const QString& file)
{
    if (m_phase != Phase::Idle || file.isEmpty())
        return;
    m_incoming = file;
    m_preview.reset();
    m_taken.reset();
    m_importError.reset();
    const core::Progress progress = begin(Phase::Looking);
    m_source.inspect(file, progress, m_stop.get_token(), this, [this](Result<core::ImportPreview> preview) {
        if (preview) {
            m_importError = preview->refusal;
            m_preview = std::move(*preview);
        } else {
            m_importError = preview.error();
        }
        end();
    });
    Q_EMIT changed();
}

bool ExchangePresenter::canRead() const
{
    return m_phase == Phase::Idle && m_preview && m_preview->canBeImported() && !m_taken;
}

void ExchangePresenter::read()
{
    if (!canRead())
        return;
    m_importError.reset();
    const core::Progress progress = begin(Phase::Reading);
    m_source.read(m_incoming, progress, m_stop.get_token(), this, [this](Result<core::ImportResult> result) {
        if (result)
            m_taken = std::move(*result);
        else
            m_importError = result.error();
        end();
        if (m_taken)
            Q_EMIT imported();
    });
    Q_EMIT changed();
}

void ExchangePresenter::stop()
{
    m_stop.request_stop();
}

QString ExchangePresenter::nameOf(const QByteArray& device) const
{
    for (const core::Recipient& one : m_devices) {
        if (one.device == device)
            return one.name;
    }
    return {};
}

} // namespace docket::ui::exchange
