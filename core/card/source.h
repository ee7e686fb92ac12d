#pragma once

#include "core/card/note.h"

#include <QByteArray>
#include <QByteArrayView>

namespace docket::card
{

/// The bytes of a card as the rest of the room reads them: valid UTF-8, line ends LF, no byte order mark, control
/// characters made visible as control pictures (U+2400 block), so that the numbering of lines and nothing else is kept
/// from the original.
struct CardSource {
    QByteArray text;
    QList<Note> notes;
    int lineCount = 0; ///< lines of what was kept
    bool cut = false;
};

CardSource readSource(QByteArrayView bytes, qint64 maximumBytes);

/// At most `limit` bytes from the front: to a line end when one is near, else to a whole character.
QByteArrayView cutAt(QByteArrayView bytes, qsizetype limit);

} // namespace docket::card
