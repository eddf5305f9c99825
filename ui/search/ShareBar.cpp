// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/ShareBar.h"

#include "ui/search/HitText.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QLocale>
#include <QPainter>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int barHeight = 6;
constexpr int barWidth = 120;
constexpr int dot = 8;

size_t seriesOf(const QString &way)
{
    return way == u"keyword" ? 0 : way == u"vector" ? 1 : 2;
}

} // namespace

ShareBar::ShareBar(const std::vector<api::SearchReason> &reasons, QWidget *parent)
    : QWidget(parent)
{
    QStringList said;
    for (const api::SearchReason &reason : reasons) {
        const QString percent = QLocale().toString(qRound(reason.share * 100)) + u" %";
        const QString text = reasons.size() > 1
                                 ? tr("%1 %2, place %3").arg(wayName(reason.way), percent).arg(reason.rank)
                                 : tr("%1, place %2").arg(wayName(reason.way)).arg(reason.rank);
        m_parts.push_back({text, reason.share, seriesOf(reason.way)});
        said << text;
    }
    setFont(fontOf(TextStyle::Caption));
    setAccessibleName(tr("Shares of the score: %1").arg(said.join(u"; "_s)));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ShareBar::minimumSizeHint() const
{
    return {barWidth, fontMetrics().height()};
}

QSize ShareBar::sizeHint() const
{
    int width = barWidth;
    for (const Part &part : m_parts)
        width += space::large + dot + space::tiny + fontMetrics().horizontalAdvance(part.text);
    return {width, fontMetrics().height()};
}

void ShareBar::paintEvent(QPaintEvent *)
{
    const Colors &colors = currentColors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](const QRectF &rect) {
        return isMirrored ? QRectF(width() - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
    };
    double x = 0;
    for (const Part &part : m_parts) {
        painter.setBrush(colors.series[part.series % colors.series.size()]);
        const double wide = part.share * barWidth;
        painter.drawRect(placed({x, (height() - barHeight) / 2.0, std::max(1.0, wide - 1), barHeight}));
        x += wide;
    }
    double at = barWidth + space::medium;
    for (const Part &part : m_parts) {
        const double wide = fontMetrics().horizontalAdvance(part.text) + 2;
        if (at + dot + space::tiny + wide > width() + 4)
            break; // told by the accessible name and the sentence
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.series[part.series % colors.series.size()]);
        painter.drawEllipse(placed({at, (height() - dot) / 2.0, dot, dot}));
        painter.setPen(colors.mutedText);
        painter.drawText(placed({at + dot + space::tiny, 0, wide, double(height())}), Qt::AlignVCenter, part.text);
        at += dot + space::tiny + wide + space::medium;
    }
}

} // namespace tabletalk::ui
