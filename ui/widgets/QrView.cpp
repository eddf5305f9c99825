// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/QrView.h"

#include <QPainter>

#ifdef TABLETALK_QRENCODE
#include <qrencode.h>
#endif

#include <algorithm>
#include <memory>

namespace tabletalk::ui {

namespace {

constexpr int quietSquares = 4; // as the standard wants it
constexpr int wantedSide = 168;
constexpr int leastSquare = 3; // in device-independent pixels; smaller is hard on cameras
constexpr qsizetype longestText = 1000;

} // namespace

#ifdef TABLETALK_QRENCODE
std::optional<QrSquares> qrSquaresOf(const QString &text)
{
    if (text.isEmpty() || text.size() > longestText)
        return std::nullopt;
    const std::unique_ptr<QRcode, void (*)(QRcode *)> code(
        QRcode_encodeString8bit(text.toUtf8().constData(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code)
        return std::nullopt;
    QrSquares squares;
    squares.width = code->width;
    const auto count = size_t(code->width) * size_t(code->width);
    squares.dark.reserve(count);
    for (size_t i = 0; i < count; ++i)
        squares.dark.push_back((code->data[i] & 1U) != 0);
    return squares;
}
#else
std::optional<QrSquares> qrSquaresOf(const QString &)
{
    return std::nullopt;
}
#endif

QrView::QrView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void QrView::setText(const QString &text)
{
    m_squares = qrSquaresOf(text);
    setVisible(m_squares.has_value());
    updateGeometry();
    update();
}

/// A whole number of pixels for each square, so that edges are sharp.
QSize QrView::sizeHint() const
{
    if (!m_squares)
        return {0, 0};
    const int across = m_squares->width + 2 * quietSquares;
    const int square = std::max(leastSquare, wantedSide / across);
    return {across * square, across * square};
}

void QrView::paintEvent(QPaintEvent *)
{
    if (!m_squares)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int across = m_squares->width + 2 * quietSquares;
    const int square = std::min(width(), height()) / across;
    for (int row = 0; row < m_squares->width; ++row) {
        for (int column = 0; column < m_squares->width; ++column) {
            if (m_squares->dark[size_t(row) * size_t(m_squares->width) + size_t(column)])
                painter.fillRect((column + quietSquares) * square, (row + quietSquares) * square, square, square,
                                 Qt::black);
        }
    }
}

} // namespace tabletalk::ui
