#include "ui/widgets/qrcode.h"

#include <qrencode.h>

#include <memory>

namespace docket::ui::widgets
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int quietModules = 4; ///< ISO/IEC 18004, 5.3.8
constexpr qsizetype largest = 2331; ///< bytes in version 40 at level M

struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

} // namespace

Result<QImage> qrCode(const QByteArray& bytes)
{
    const auto refuse
        = [&] { return fail(ErrorCode::LimitExceeded, u"QR code"_s, u"cannot hold %1 bytes"_s.arg(bytes.size())); };
    if (bytes.isEmpty() || bytes.size() > largest)
        return refuse();
    const std::unique_ptr<QRcode, Free> code(QRcode_encodeData(
        static_cast<int>(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.constData()), 0, QR_ECLEVEL_M));
    if (!code)
        return refuse();
    const int side = code->width + 2 * quietModules;
    QImage image(side, side, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    for (int y = 0; y < code->width; ++y) {
        uchar* line = image.scanLine(y + quietModules) + quietModules;
        for (int x = 0; x < code->width; ++x) {
            if (code->data[y * code->width + x] & 1)
                line[x] = 0;
        }
    }
    return image;
}

} // namespace docket::ui::widgets
