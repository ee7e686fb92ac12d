#pragma once

#include "core/base/result.h"

#include <QImage>

namespace docket::ui::widgets
{

/// The bytes as a QR code (ISO/IEC 18004, error correction M), one pixel a module, black on white with the quiet zone
/// of four modules. LimitExceeded above what a code can hold (2,331 bytes). Any thread.
Result<QImage> qrCode(const QByteArray& bytes);

} // namespace docket::ui::widgets
