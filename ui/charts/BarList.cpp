// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/BarList.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Tables.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tabletalk::ui {

namespace {

constexpr int lineHeight = 26;
constexpr int barHeight = 14;
constexpr double widestName = 0.38; ///< of the whole width

QString valueText(double value)
{
    const bool whole = std::abs(value - std::round(value)) < 1e-9;
    return std::abs(value) < 1e6 ? QLocale().toString(value, 'f', whole ? 0 : 2) : shortNumber(value);
}

} // namespace

BarList::BarList(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void BarList::setData(const ChartData &chartData)
{
    m_data = chartData;
    updateGeometry();
    update();
}

QSize BarList::sizeHint() const
{
    return {320, int(m_data.categories.size()) * lineHeight};
}

int BarList::rowHeight() const
{
    // A few bars in much room stand close together all the same.
    const int count = std::max(1, int(m_data.categories.size()));
    return std::clamp(height() / count, 16, lineHeight + space::small);
}

BarList::Columns BarList::columns() const
{
    const QFontMetrics metrics(fontOf(TextStyle::Caption));
    int name = 0;
    for (const QString &category : m_data.categories)
        name = std::max(name, metrics.horizontalAdvance(category));
    name = std::min(name, int(width() * widestName));
    int value = 0;
    double least = 0;
    double most = 0;
    for (const double figure : m_data.series.front().values) {
        value = std::max(value, metrics.horizontalAdvance(valueText(figure)));
        least = std::min(least, figure);
        most = std::max(most, figure);
    }
    const double left = name + space::small;
    const double room = std::max(1.0, width() - left - value - space::small);
    const double scale = most > least ? room / (most - least) : 0;
    return {name, left - least * scale, scale};
}

void BarList::paintEvent(QPaintEvent *)
{
    if (m_data.series.empty())
        return;
    const Colors &c = m_paper ? *m_paper : currentColors();
    const Columns places = columns();
    const QFont font = fontOf(TextStyle::Caption);
    const QFontMetrics metrics(font);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    const auto &values = m_data.series.front().values;
    const int row = rowHeight();
    for (qsizetype i = 0; i < m_data.categories.size() && size_t(i) < values.size(); ++i) {
        const double value = values[size_t(i)];
        const double length = value * places.scale;
        const int top = int(i) * row;
        painter.setPen(c.mutedText);
        painter.drawText(QRect(0, top, places.nameWidth, row), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_data.categories[i], Qt::ElideRight, places.nameWidth));
        const QRectF bar(std::min(places.zeroX, places.zeroX + length), top + (row - barHeight) / 2.0,
                         std::max(1.0, std::abs(length)), barHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(value < 0 ? c.series[1] : c.series.front());
        painter.drawRoundedRect(bar, 3, 3);
        painter.setPen(c.text);
        painter.drawText(QRectF(bar.right() + 6, top, width() - bar.right() - 6, row), Qt::AlignLeft | Qt::AlignVCenter,
                         valueText(value));
    }
}

bool BarList::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int at = help->pos().y() / rowHeight();
    if (!m_data.series.empty() && at >= 0 && at < m_data.categories.size()
        && size_t(at) < m_data.series.front().values.size())
        QToolTip::showText(help->globalPos(),
                           plainToolTip(QStringLiteral("%1: %2").arg(
                               m_data.categories[at], valueText(m_data.series.front().values[size_t(at)]))));
    else
        QToolTip::hideText();
    return true;
}

} // namespace tabletalk::ui
