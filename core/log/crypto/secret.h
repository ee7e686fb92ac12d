#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstddef>
#include <memory>
#include <span>

namespace docket::log
{

/// Bytes that must not reach a swap file, a core dump or a log: kept in sodium_malloc memory (locked, guard pages,
/// wiped when freed). Move-only, so that copies are deliberate.
class Secret
{
public:
    Secret() = default;
    /// `size` bytes from the system's random source.
    static Secret random(qsizetype size);
    /// Takes a copy and wipes the source when nobody shares it.
    static Secret take(QByteArray&& source);
    /// Takes a copy; the caller's bytes stay where they are.
    static Secret copyOf(QByteArrayView source);

    Secret(Secret&&) noexcept;
    Secret& operator=(Secret&&) noexcept;
    ~Secret() = default;

    bool isEmpty() const { return m_size == 0; }
    qsizetype size() const { return static_cast<qsizetype>(m_size); }
    const unsigned char* data() const { return m_bytes.get(); }
    unsigned char* data() { return m_bytes.get(); }
    QByteArrayView view() const { return { reinterpret_cast<const char*>(m_bytes.get()), size() }; }
    /// Wipes and frees now.
    void clear();

private:
    struct Free {
        void operator()(unsigned char* bytes) const;
    };
    explicit Secret(std::size_t size);
    std::unique_ptr<unsigned char, Free> m_bytes;
    std::size_t m_size = 0;
};

} // namespace docket::log
