#pragma once

#include "ui/audit/words/logsource.h"

#include <QImage>

class QPagedPaintDevice;
class QPainter;

namespace docket::ui::audit
{

/// A checkpoint as a page of paper: what it is for in words, its three lines, the key to check it with, and the whole
/// note as a QR code. Black on white whatever the theme; one page, made for A4 and fitting US Letter.
class CheckpointPage
{
public:
    explicit CheckpointPage(const SignedCheckpoint& checkpoint);

    /// Paints the page into `target`, keeping its proportions.
    void paint(QPainter& painter, const QRectF& target) const;
    QImage image(int width) const; ///< pixels
    /// On a printer or a PDF.
    Status printTo(QPagedPaintDevice& device) const;
    Status writePdf(const QString& path) const;
    /// What the page says, for a screen reader.
    QString text() const;

private:
    QString html() const;

    SignedCheckpoint m_checkpoint;
    QImage m_code;
};

} // namespace docket::ui::audit
