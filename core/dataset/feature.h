#pragma once

#include "core/dataset/jsonvalue.h"

namespace docket::dataset
{

/// A column from one item of the viewer's `features` (type names of the `datasets` library: Value, ClassLabel, Image,
/// Audio, Video, Pdf, Sequence, List, LargeList, Translation, TranslationVariableLanguages, Array2D to Array5D; an
/// object without `_type` is a record, an array an old list).
Column featureColumn(const QString& name, const simdjson::dom::element& type);

/// A cell of such a column. `cut` says that the viewer sent only the beginning.
Cell featureCell(const Column& column, const simdjson::dom::element& value, bool cut, qint64 row,
    const TableLimits& limits, NoteList& notes);

} // namespace docket::dataset
