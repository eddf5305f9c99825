// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/HeatMap.h"

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

constexpr int rowHeight = 28;
constexpr double widestName = 0.3; ///< of the whole width
constexpr double palest = 0.08;

QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto part = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return {part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue())};
}

/// As WCAG has it; letters are black or white, whichever is told better.
bool isLight(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    constexpr double evenContrast = 0.179;
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())
           > evenContrast;
}

} // namespace

HeatMap::HeatMap(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HeatMap::setData(const ChartData &chartData)
{
    m_data = chartData;
    bool first = true;
    for (const ChartSeries &row : m_data.series) {
        for (const double value : row.values) {
            if (std::isnan(value))
                continue;
            m_least = first ? value : std::min(m_least, value);
            m_most = first ? value : std::max(m_most, value);
            first = false;
        }
    }
    updateGeometry();
    update();
}

QSize HeatMap::sizeHint() const
{
    return {320, int(m_data.series.size() + 1) * rowHeight};
}

QRectF HeatMap::grid() const
{
    const QFontMetrics metrics(fontOf(TextStyle::Caption));
    int names = 0;
    for (const ChartSeries &row : m_data.series)
        names = std::max(names, metrics.horizontalAdvance(row.name));
    names = std::min(names, int(width() * widestName)) + space::small;
    return {double(names), 0, double(width() - names), double(height() - metrics.height() - space::small)};
}

QRectF HeatMap::field(qsizetype row, qsizetype column) const
{
    const QRectF all = grid();
    const double w = all.width() / double(std::max<qsizetype>(1, m_data.categories.size()));
    const double h = std::min(all.height() / double(std::max<size_t>(1, m_data.series.size())), rowHeight * 1.5);
    return {all.left() + double(column) * w, double(row) * h, w, h};
}

void HeatMap::paintEvent(QPaintEvent *)
{
    const Colors &colors = m_paper ? *m_paper : currentColors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fontOf(TextStyle::Caption));
    paintNames(painter, colors);
    for (size_t row = 0; row < m_data.series.size(); ++row) {
        const auto &values = m_data.series[row].values;
        for (size_t column = 0; column < values.size(); ++column) {
            if (!std::isnan(values[column]))
                paintField(painter, colors, field(qsizetype(row), qsizetype(column)), values[column]);
        }
    }
}

void HeatMap::paintNames(QPainter &painter, const Colors &colors) const
{
    const QFontMetrics metrics(painter.font());
    painter.setPen(colors.mutedText);
    for (size_t row = 0; row < m_data.series.size(); ++row) {
        const QRectF place = field(qsizetype(row), 0);
        const QRectF left(0, place.top(), place.left() - space::small, place.height());
        painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_data.series[row].name, Qt::ElideRight, int(left.width())));
    }
    // Only as many as fit.
    const double each = field(0, 0).width();
    int widest = 1;
    for (const QString &name : m_data.categories)
        widest = std::max(widest, std::min(metrics.horizontalAdvance(name), int(width() * widestName)));
    const qsizetype every =
        each >= 36 ? 1 : std::max<qsizetype>(1, qsizetype(std::ceil((widest + space::small) / each)));
    const double bottom = field(qsizetype(m_data.series.size()), 0).top() + space::tiny;
    for (qsizetype column = 0; column < m_data.categories.size(); column += every) {
        const QRectF place = field(0, column);
        const QRectF below(place.left(), bottom, place.width() * double(every), metrics.height());
        painter.drawText(below, (every > 1 ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignTop,
                         metrics.elidedText(m_data.categories[column], Qt::ElideRight, int(below.width()) - 2));
    }
}

void HeatMap::paintField(QPainter &painter, const Colors &colors, const QRectF &place, double value) const
{
    const double share = m_most > m_least ? (value - m_least) / (m_most - m_least) : 1;
    const QColor fill = mixed(colors.surface, colors.series.front(), palest + (1 - palest) * share);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 3, 3);
    const QString text = shortNumber(value);
    if (QFontMetrics(painter.font()).horizontalAdvance(text) + space::tiny > place.width())
        return;
    painter.setPen(isLight(fill) ? Qt::black : Qt::white);
    painter.drawText(place, Qt::AlignCenter, text);
}

bool HeatMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString text;
    for (qsizetype row = 0; row < qsizetype(m_data.series.size()); ++row) {
        const ChartSeries &one = m_data.series[size_t(row)];
        for (qsizetype column = 0; column < qsizetype(one.values.size()); ++column) {
            if (field(row, column).contains(help->pos()) && !std::isnan(one.values[size_t(column)]))
                text = QStringLiteral("%1, %2: %3")
                           .arg(one.name, m_data.categories[column],
                                QLocale().toString(one.values[size_t(column)], 'g', 12));
        }
    }
    QToolTip::showText(help->globalPos(), plainToolTip(text));
    return true;
}

} // namespace tabletalk::ui
