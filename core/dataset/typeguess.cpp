#include "core/dataset/rowsource.h"

namespace docket::dataset
{

void TypeGuess::see(const Cell& cell)
{
    switch (cell.kind) {
    case CellKind::Boolean:
        ++m_booleans;
        break;
    case CellKind::Integer:
        ++m_integers;
        break;
    case CellKind::Real:
        ++m_reals;
        break;
    case CellKind::Text:
        ++(looksLikeTime(cell.text) ? m_times : m_texts);
        break;
    case CellKind::Nested:
        ++m_nested;
        m_lists += cell.text.startsWith(u'[') ? 1 : 0;
        break;
    default:
        break;
    }
}

ColumnType TypeGuess::type() const
{
    const int numbers = m_integers + m_reals;
    const int words = m_times + m_texts;
    const int kinds = (m_booleans > 0 ? 1 : 0) + (numbers > 0 ? 1 : 0) + (words > 0 ? 1 : 0) + (m_nested > 0 ? 1 : 0);
    if (kinds == 0)
        return ColumnType::Unknown;
    if (kinds > 1)
        return ColumnType::Mixed;
    if (m_booleans > 0)
        return ColumnType::Boolean;
    if (numbers > 0)
        return m_reals > 0 ? ColumnType::Real : ColumnType::Integer;
    if (words > 0)
        return m_texts > 0 ? ColumnType::Text : ColumnType::Time;
    if (m_lists == m_nested)
        return ColumnType::List;
    return m_lists == 0 ? ColumnType::Object : ColumnType::Mixed;
}

} // namespace docket::dataset
