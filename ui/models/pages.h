#pragma once

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>
#include <utility>

namespace docket::ui::models
{

/// Which pages of a long list are at hand, which are wished for and which are on their way: what the windowed models
/// share. Pages are known by their number; what rows they hold and how they are fetched is the model's affair. Pure.
template <typename Row> class Pages
{
public:
    static constexpr int cached = 24; ///< pages kept; about 3,000 rows
    static constexpr int inFlight = 2; ///< page requests under way at once
    /// More wishes than this are forgotten, oldest first: somebody drags the scroll bar past them.
    static constexpr int wishes = 4;

    void clear()
    {
        m_pages.clear();
        m_wanted.clear();
        m_asked.clear();
    }
    bool contains(int page) const { return m_pages.contains(page); }
    /// The rows of a page; null when it is not at hand.
    const QList<Row>* rows(int page) const
    {
        const auto found = m_pages.constFind(page);
        return found == m_pages.cend() ? nullptr : &found->rows;
    }
    Row& row(int page, qsizetype offset) { return m_pages[page].rows[offset]; }
    /// Page and offset of the first row at hand that fits.
    template <typename Fits> std::optional<std::pair<int, int>> find(Fits fits) const
    {
        for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page)
            for (qsizetype i = 0; i < page->rows.size(); ++i)
                if (fits(page->rows[i]))
                    return std::pair(page.key(), static_cast<int>(i));
        return std::nullopt;
    }

    /// Wishes for a page that is looked at; false when it is at hand or on its way already.
    bool want(int page)
    {
        if (const auto found = m_pages.find(page); found != m_pages.end()) {
            found->lastUse = ++m_clock;
            return false;
        }
        if (m_asked.contains(page))
            return false;
        m_wanted.removeOne(page);
        m_wanted.append(page);
        if (m_wanted.size() > wishes)
            m_wanted.removeFirst();
        return true;
    }
    /// The page to ask for now, the newest wish first; from then on it is on its way. There are no pages from `end` on.
    std::optional<int> nextToAsk(int end)
    {
        while (!m_wanted.isEmpty() && m_asked.size() < inFlight) {
            const int page = m_wanted.takeLast();
            if (page >= end || m_pages.contains(page) || m_asked.contains(page))
                continue;
            m_asked.insert(page);
            return page;
        }
        return std::nullopt;
    }
    /// The answer came, or failed to come.
    void answered(int page) { m_asked.remove(page); }
    /// Keeps a page; those used longest ago go, but none between these two, which are looked at.
    void insert(int page, QList<Row> rows, int firstVisible, int lastVisible)
    {
        m_pages.insert(page, { std::move(rows), ++m_clock });
        while (m_pages.size() > cached) {
            auto oldest = m_pages.end();
            for (auto it = m_pages.begin(); it != m_pages.end(); ++it) {
                const bool visible = it.key() >= firstVisible && it.key() <= lastVisible;
                if (!visible && (oldest == m_pages.end() || it->lastUse < oldest->lastUse))
                    oldest = it;
            }
            if (oldest == m_pages.end())
                return;
            m_pages.erase(oldest);
        }
    }
    /// Nothing is wished for or on its way.
    bool isSettled() const { return m_asked.isEmpty() && m_wanted.isEmpty(); }

private:
    struct Page {
        QList<Row> rows;
        quint64 lastUse = 0;
    };
    QHash<int, Page> m_pages;
    QList<int> m_wanted; ///< newest last
    QSet<int> m_asked;
    quint64 m_clock = 0; ///< counts uses
};

} // namespace docket::ui::models
