// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

namespace tabletalk::ui {

/// The dark squares of a QR code (ISO/IEC 18004), row by row.
struct QrSquares
{
    int width = 0; ///< of a side, in squares
    std::vector<bool> dark;
};

/// Nothing where the text is too long, or the program was built without the library for it.
std::optional<QrSquares> qrSquaresOf(const QString &text);

/// A text for cameras: always dark on white, with the quiet border that readers need, whatever the colours around it.
/// Hides itself where there is nothing to show.
class QrView : public QWidget
{
    Q_OBJECT

public:
    explicit QrView(QWidget *parent = nullptr);

    void setText(const QString &text);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<QrSquares> m_squares;
};

} // namespace tabletalk::ui
