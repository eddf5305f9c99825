// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ChartWidget.h"

#include "ui/charts/BarList.h"
#include "ui/charts/HeatMap.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QPieSeries>
#include <QtCharts/QPieSlice>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>

#include <QEvent>
#include <QFontMetrics>
#include <QGraphicsLayout>
#include <QStackedLayout>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace tabletalk::ui {

namespace {

constexpr int chartHeight = 280;
constexpr int chartTitleHeight = 56; ///< title and note
constexpr int tickCount = 5;
constexpr int longestLabel = 22;

QColor seriesColor(const Colors &colors, size_t index)
{
    const auto &series = colors.series;
    return series[index % series.size()];
}

QString shortened(const QString &label)
{
    return label.size() <= longestLabel ? label : QString(label.left(longestLabel - 1) + u'…');
}

/// For the library, which takes labels for HTML: "<18" would be gone, and a picture that a label names be opened.
QString written(const QString &label)
{
    return shortened(label).toHtmlEscaped();
}

/// As it is read.
QString plainOf(QString label)
{
    for (const auto &[entity, sign] : {std::pair("&lt;", u'<'), std::pair("&gt;", u'>'), std::pair("&quot;", u'"'),
                                       std::pair("&amp;", u'&')}) // the last one last
        label.replace(QLatin1StringView(entity), QString(sign));
    return label;
}

void dress(QAbstractAxis *axis, const Colors &c, bool grid)
{
    axis->setLabelsColor(c.mutedText);
    axis->setLabelsFont(fontOf(TextStyle::Caption));
    axis->setGridLineVisible(grid);
    axis->setGridLineColor(c.line);
    axis->setLinePenColor(c.line);
    axis->setLineVisible(!grid);
}

/// Round limits and ticks, with zero in view: a bar that does not start there lies.
struct Scale
{
    double least = 0;
    double most = 1;
    double step = 0.25;
};

bool areWhole(const std::vector<ChartSeries> &series)
{
    return std::ranges::all_of(series, [](const ChartSeries &one) {
        return std::ranges::all_of(one.values,
                                   [](double value) { return std::isnan(value) || value == std::round(value); });
    });
}

/// The next step of those that people count in. What is counted has no halves.
double niceStep(double rough, bool whole)
{
    if (whole && rough <= 1)
        return 1;
    const double magnitude = std::pow(10.0, std::floor(std::log10(rough)));
    const double leading = rough / magnitude;
    const bool mayHalve = !whole || magnitude >= 10;
    const double nice = leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 2.5 && mayHalve ? 2.5 : leading <= 5 ? 5 : 10;
    return nice * magnitude;
}

Scale scaleOf(const std::vector<ChartSeries> &series, bool withZero)
{
    double least = withZero ? 0 : std::numeric_limits<double>::max();
    double most = withZero ? 0 : std::numeric_limits<double>::lowest();
    for (const ChartSeries &one : series) {
        for (const double value : one.values) {
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    if (!std::isfinite(least) || !std::isfinite(most) || most < least)
        least = most = 0;
    if (!(most > least))
        most = least + std::max(1.0, std::fabs(least) * 0.1);
    const double rough = (most - least) / (tickCount - 1);
    Scale scale;
    scale.step = niceStep(rough, areWhole(series));
    scale.least = std::floor(least / scale.step) * scale.step;
    scale.most = std::ceil(most / scale.step) * scale.step;
    return scale;
}

/// An axis whose labels are short numbers, which QValueAxis cannot write.
QCategoryAxis *numberAxis(const Scale &scale, const Colors &colors)
{
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setRange(scale.least, scale.most);
    axis->setStartValue(scale.least);
    // Counted: to a very large number a step may add nothing.
    constexpr double mostTicks = 2 * tickCount + 2;
    const double ticks = std::min(mostTicks, std::round((scale.most - scale.least) / scale.step));
    for (int tick = 0; tick <= int(ticks); ++tick) {
        const double at = scale.least + tick * scale.step;
        QString label = shortNumber(std::fabs(at) < scale.step / 1e6 ? 0 : at);
        while (axis->categoriesLabels().contains(label))
            label += QChar(0x200b); // the axis drops what it has already
        axis->append(label, at);
    }
    dress(axis, colors, true);
    return axis;
}

/// What stacks reach to, above and below zero.
std::vector<ChartSeries> sumsOf(const std::vector<ChartSeries> &series)
{
    ChartSeries above;
    ChartSeries below;
    for (const ChartSeries &one : series) {
        above.values.resize(std::max(above.values.size(), one.values.size()));
        below.values.resize(above.values.size());
        for (size_t i = 0; i < one.values.size(); ++i) {
            const double value = std::isnan(one.values[i]) ? 0 : one.values[i];
            (value < 0 ? below : above).values[i] += value;
        }
    }
    return {above, below};
}

/// How many labels it takes to the next that has room.
qsizetype labelStep(const QStringList &labels, int width, int gap)
{
    const QFontMetrics metrics(fontOf(TextStyle::Caption));
    int widest = 1;
    for (const QString &label : labels)
        widest = std::max(widest, metrics.horizontalAdvance(shortened(label)));
    const qsizetype fitting = std::max(2, (width - 80) / (widest + gap));
    return std::max<qsizetype>(1, (labels.size() + fitting - 1) / fitting);
}

/// Every point has its place; only as many labels as fit are written.
QCategoryAxis *sparseAxis(const QStringList &labels, int width, const Colors &colors)
{
    const qsizetype every = labelStep(labels, width, space::huge);
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    // Half a step of air, so that the first and the last point are whole.
    axis->setRange(-0.5, double(std::max<qsizetype>(1, labels.size())) - 0.5);
    axis->setStartValue(-0.5);
    for (qsizetype i = 0; i < labels.size(); i += every) {
        QString label = written(labels[i]);
        while (axis->categoriesLabels().contains(label))
            label += QChar(0x200b);
        axis->append(label, double(i));
    }
    dress(axis, colors, false);
    return axis;
}

void drawBars(QChart &chart, const ChartData &data, int width, const Colors &colors)
{
    QAbstractBarSeries *bars = nullptr;
    if (data.stacked)
        bars = new QStackedBarSeries;
    else
        bars = new QBarSeries;
    bars->setBarWidth(data.categories.size() <= 3 ? 0.35 : 0.7);
    for (size_t i = 0; i < data.series.size(); ++i) {
        auto *set = new QBarSet(data.series[i].name);
        set->setColor(seriesColor(colors, i));
        set->setBorderColor(Qt::transparent);
        for (const double value : data.series[i].values)
            set->append(std::isnan(value) ? 0 : value);
        bars->append(set);
    }
    QObject::connect(bars, &QAbstractBarSeries::hovered, bars,
                     [names = data.categories](bool on, int index, QBarSet *set) {
                         if (on && index >= 0 && index < names.size())
                             QToolTip::showText(QCursor::pos(), plainToolTip(QStringLiteral("%1: %2").arg(
                                                                    names[index], shortNumber(set->at(index)))));
                         else
                             QToolTip::hideText();
                     });
    chart.addSeries(bars);
    QAbstractAxis *categories = nullptr;
    if (labelStep(data.categories, width, space::large) > 1) {
        categories = sparseAxis(data.categories, width, colors);
    } else {
        QStringList labels;
        for (const QString &category : data.categories) {
            // The axis drops repeated categories, which shortening may have made.
            QString label = written(category);
            while (labels.contains(label))
                label += QChar(0x200b);
            labels.append(label);
        }
        auto *each = new QBarCategoryAxis;
        each->append(labels);
        dress(each, colors, false);
        categories = each;
    }
    chart.addAxis(categories, Qt::AlignBottom);
    bars->attachAxis(categories);
    auto *values = numberAxis(scaleOf(data.stacked ? sumsOf(data.series) : data.series, true), colors);
    chart.addAxis(values, Qt::AlignLeft);
    bars->attachAxis(values);
}

void drawLines(QChart &chart, const ChartData &data, int width, const Colors &colors)
{
    auto *categories = sparseAxis(data.categories, width, colors);
    Scale scale = scaleOf(data.series, true);
    for (const ChartSeries &one : data.series) {
        // A point on the upper edge would be cut in half.
        if (std::any_of(one.values.begin(), one.values.end(), [&](double value) { return value >= scale.most; })) {
            scale.most += scale.step;
            break;
        }
    }
    auto *values = numberAxis(scale, colors);
    chart.addAxis(categories, Qt::AlignBottom);
    chart.addAxis(values, Qt::AlignLeft);
    for (size_t i = 0; i < data.series.size(); ++i) {
        auto *line = new QLineSeries;
        line->setName(data.series[i].name);
        line->setPen(QPen(seriesColor(colors, i), 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        line->setPointsVisible(data.series[i].values.size() <= 40);
        for (size_t at = 0; at < data.series[i].values.size(); ++at)
            if (!std::isnan(data.series[i].values[at]))
                line->append(double(at), data.series[i].values[at]);
        const QStringList names = data.categories;
        QObject::connect(line, &QXYSeries::hovered, line, [names](const QPointF &point, bool on) {
            const auto at = qsizetype(std::lround(point.x()));
            if (on && at >= 0 && at < names.size())
                QToolTip::showText(QCursor::pos(),
                                   plainToolTip(QStringLiteral("%1: %2").arg(names[at], shortNumber(point.y()))));
            else
                QToolTip::hideText();
        });
        chart.addSeries(line);
        line->attachAxis(categories);
        line->attachAxis(values);
    }
}

/// One over the other from zero, or standing on each other.
void drawAreas(QChart &chart, const ChartData &data, int width, const Colors &colors)
{
    constexpr double opacity = 0.28;
    constexpr double stackedOpacity = 0.75;
    auto *categories = sparseAxis(data.categories, width, colors);
    auto *values = numberAxis(scaleOf(data.stacked ? sumsOf(data.series) : data.series, true), colors);
    chart.addAxis(categories, Qt::AlignBottom);
    chart.addAxis(values, Qt::AlignLeft);
    std::vector<double> floor(size_t(data.categories.size()), 0);
    for (size_t i = 0; i < data.series.size(); ++i) {
        auto *upper = new QLineSeries;
        auto *lower = new QLineSeries;
        for (size_t at = 0; at < data.series[i].values.size(); ++at) {
            const double value = std::isnan(data.series[i].values[at]) ? 0 : data.series[i].values[at];
            lower->append(double(at), floor[at]);
            upper->append(double(at), floor[at] + value);
            if (data.stacked)
                floor[at] += value;
        }
        auto *area = new QAreaSeries(upper, lower);
        upper->setParent(area);
        lower->setParent(area);
        area->setName(data.series[i].name);
        QColor fill = seriesColor(colors, i);
        area->setPen(QPen(fill, 2));
        fill.setAlphaF(float(data.stacked ? stackedOpacity : opacity));
        area->setBrush(fill);
        chart.addSeries(area);
        area->attachAxis(categories);
        area->attachAxis(values);
    }
}

/// The largest shares by themselves, what is left of many together.
std::vector<std::pair<QString, double>> sharesOf(const ChartData &data)
{
    constexpr size_t mostSlices = 9;
    std::vector<std::pair<QString, double>> shares;
    const auto &values = data.series.front().values;
    for (size_t i = 0; i < values.size() && qsizetype(i) < data.categories.size(); ++i) {
        if (values[i] > 0)
            shares.emplace_back(data.categories[qsizetype(i)], values[i]);
    }
    if (shares.size() <= mostSlices)
        return shares;
    std::ranges::stable_sort(shares, std::ranges::greater(), &std::pair<QString, double>::second);
    double rest = 0;
    for (size_t i = mostSlices - 1; i < shares.size(); ++i)
        rest += shares[i].second;
    const size_t left = shares.size() - mostSlices + 1;
    shares.resize(mostSlices - 1);
    shares.emplace_back(ChartWidget::tr("%n others", nullptr, int(left)), rest);
    return shares;
}

void drawPie(QChart &chart, const ChartData &data, const Colors &colors)
{
    auto *pie = new QPieSeries;
    pie->setHoleSize(0.45);
    pie->setPieSize(0.8);
    const auto shares = sharesOf(data);
    double total = 0;
    for (const auto &[name, value] : shares)
        total += value;
    for (size_t i = 0; i < shares.size(); ++i) {
        const double share = total > 0 ? 100 * shares[i].second / total : 0;
        auto *slice =
            pie->append(QStringLiteral("%1  %2 %").arg(written(shares[i].first)).arg(share, 0, 'f', share < 10 ? 1 : 0),
                        shares[i].second);
        const bool isRest = i >= colors.series.size();
        slice->setColor(isRest ? colors.strongLine : seriesColor(colors, i));
        slice->setBorderColor(colors.surface);
        slice->setBorderWidth(2);
    }
    chart.addSeries(pie);
    chart.legend()->setVisible(true);
    chart.legend()->setAlignment(Qt::AlignRight);
}

void drawPoints(QChart &chart, const ChartData &data, const Colors &colors)
{
    auto *xAxis = numberAxis(scaleOf({{QString(), data.xValues}}, false), colors);
    auto *yAxis = numberAxis(scaleOf(data.series, false), colors);
    chart.addAxis(xAxis, Qt::AlignBottom);
    chart.addAxis(yAxis, Qt::AlignLeft);
    for (size_t i = 0; i < data.series.size(); ++i) {
        auto *points = new QScatterSeries;
        points->setName(data.series[i].name);
        points->setMarkerSize(8);
        points->setColor(seriesColor(colors, i));
        points->setBorderColor(colors.surface);
        for (size_t at = 0; at < data.xValues.size() && at < data.series[i].values.size(); ++at)
            points->append(data.xValues[at], data.series[i].values[at]);
        chart.addSeries(points);
        points->attachAxis(xAxis);
        points->attachAxis(yAxis);
    }
}

int widestLabel(QAbstractAxis &axis, const QFontMetrics &metrics)
{
    QStringList labels;
    if (auto *categories = qobject_cast<QBarCategoryAxis *>(&axis))
        labels = categories->categories();
    else if (auto *values = qobject_cast<QCategoryAxis *>(&axis))
        labels = values->categoriesLabels();
    int widest = 0;
    for (const QString &label : labels)
        widest = std::max(widest, metrics.horizontalAdvance(plainOf(label)));
    return widest;
}

/// Bars lie down when their names would not fit side by side.
bool shouldLie(const ChartData &data, int width)
{
    if (data.shape != ChartShape::Bar || data.series.size() != 1)
        return false;
    // The library gives a name the width of the plot over one more than there are names, less its padding.
    constexpr int padding = space::medium;
    constexpr int besidePlot = 60;
    const QFontMetrics metrics(fontOf(TextStyle::Caption));
    int needed = 0;
    for (const QString &category : data.categories)
        needed = std::max(needed, metrics.horizontalAdvance(shortened(category)) + padding);
    return needed * (data.categories.size() + 1) > std::max(200, width - besidePlot);
}

} // namespace

ChartWidget::ChartWidget(QWidget *parent)
    : QWidget(parent)
    , m_chartPage(new QWidget(this))
    , m_numberPage(new QWidget(this))
    , m_view(new QChartView(m_chartPage))
    , m_bars(new BarList(m_chartPage))
    , m_heatMap(new HeatMap(m_chartPage))
    , m_title(makeLabel({}, TextStyle::Strong, false, m_chartPage))
    , m_legend(makeLabel({}, TextStyle::Caption, true, m_chartPage))
    , m_note(makeLabel({}, TextStyle::Caption, true, m_chartPage))
    , m_number(makeLabel({}, TextStyle::Display, false, m_numberPage))
    , m_numberTitle(makeLabel({}, TextStyle::Body, true, m_numberPage))
    , m_pages(new QStackedLayout(this))
{
    setObjectName(QStringLiteral("chart"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->installEventFilter(this);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->viewport()->setFocusPolicy(Qt::NoFocus);
    m_view->setStyleSheet(QStringLiteral("background: transparent; border: none;"));
    m_view->chart()->setBackgroundVisible(false);
    m_view->chart()->setMargins(QMargins(0, 0, 0, 0));
    m_view->chart()->layout()->setContentsMargins(0, 0, 0, 0);
    auto *column = new QVBoxLayout(m_chartPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    m_legend->setTextFormat(Qt::RichText);
    column->addWidget(m_title);
    column->addWidget(m_legend);
    column->addWidget(m_view, 1);
    column->addWidget(m_bars, 1);
    column->addWidget(m_heatMap, 1);
    column->addWidget(m_note);
    auto *numberColumn = new QVBoxLayout(m_numberPage);
    numberColumn->setContentsMargins(0, 0, 0, 0);
    numberColumn->setSpacing(space::tiny);
    numberColumn->addWidget(m_number);
    numberColumn->addWidget(m_numberTitle);
    numberColumn->addStretch();
    m_number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_pages->addWidget(m_chartPage);
    m_pages->addWidget(m_numberPage);
}

const Colors &ChartWidget::colors() const
{
    return m_paper ? *m_paper : currentColors();
}

QImage ChartWidget::picture(const ChartData &data, QSize size, const Colors &paper)
{
    constexpr int scale = 2;
    ChartWidget chart;
    chart.m_paper = &paper;
    chart.m_bars->setColors(&paper);
    chart.m_heatMap->setColors(&paper);
    chart.setStyleSheet(QStringLiteral("QLabel { color: %1; background: transparent; }").arg(paper.text.name()));
    chart.setData(data);
    chart.resize(size.expandedTo({1, chart.sizeHint().height()}));
    const QSize margins(2 * space::large, 2 * space::large);
    QImage image((chart.size() + margins) * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(paper.surface);
    chart.grab(); // lets it find its places
    chart.draw();
    QPainter painter(&image);
    chart.render(&painter, QPoint(space::large, space::large), {}, QWidget::DrawChildren);
    return image;
}

QSize ChartWidget::sizeHint() const
{
    if (m_data.shape == ChartShape::Number)
        return m_numberPage->sizeHint();
    const int bars = m_data.shape == ChartShape::Bar && m_data.series.size() == 1
                         ? m_bars->sizeHint().height() + chartTitleHeight
                     : m_data.shape == ChartShape::HeatMap ? m_heatMap->sizeHint().height() + chartTitleHeight
                                                           : 0;
    return {480, std::clamp(bars, chartHeight, 600)};
}

void ChartWidget::setData(const ChartData &chartData)
{
    m_data = drawable(chartData);
    m_bars->setData(m_data);
    m_heatMap->setData(m_data);
    setAccessibleName(chartData.spoken());
    m_view->setAccessibleName(chartData.spoken());
    setMinimumHeight(sizeHint().height());
    draw();
    updateGeometry();
}

/// What the shape cannot show is drawn as bars, which can.
ChartData ChartWidget::drawable(ChartData drawn)
{
    const bool isPie = drawn.shape == ChartShape::Pie && !drawn.series.empty();
    const bool isLine = drawn.shape == ChartShape::Line || drawn.shape == ChartShape::Area;
    const auto isNegative = [](double value) { return value < 0; };
    const auto isShare = [](double value) { return value > 0; };
    const bool noShares = isPie
                          && (std::ranges::any_of(drawn.series.front().values, isNegative)
                              || std::ranges::none_of(drawn.series.front().values, isShare));
    if (noShares || (isLine && drawn.categories.size() == 1))
        drawn.shape = ChartShape::Bar;
    return drawn;
}

void ChartWidget::drawNumber()
{
    m_number->setText(m_data.number);
    m_numberTitle->setText(m_data.title);
    m_pages->setCurrentWidget(m_numberPage);
}

void ChartWidget::draw()
{
    m_drawnIn = &colors();
    if (m_data.shape == ChartShape::Number)
        return drawNumber();
    m_pages->setCurrentWidget(m_chartPage);
    m_title->setText(m_data.title);
    m_title->setVisible(!m_data.title.isEmpty());
    m_note->setText(m_data.note);
    m_note->setVisible(!m_data.note.isEmpty());

    writeLegend();
    const bool lying = shouldLie(m_data, width());
    const bool isHeatMap = m_data.shape == ChartShape::HeatMap;
    m_bars->setVisible(lying);
    m_heatMap->setVisible(isHeatMap);
    m_view->setVisible(!lying && !isHeatMap);
    if (lying)
        return m_bars->setData(m_data);
    if (isHeatMap)
        return m_heatMap->update();

    QChart &chart = *m_view->chart();
    chart.removeAllSeries();
    const auto axes = chart.axes();
    for (QAbstractAxis *axis : axes) {
        chart.removeAxis(axis);
        delete axis;
    }
    chart.legend()->setVisible(false);
    chart.legend()->setLabelColor(colors().mutedText);
    chart.legend()->setFont(fontOf(TextStyle::Caption));
    chart.legend()->setMarkerShape(QLegend::MarkerShapeCircle);
    if (m_data.series.empty())
        return;
    drawShape(chart);
    placePlot();
}

/// The library gives labels too little room and shortens them to dots; so the room that
/// they need is measured here and the plot gets the rest.
void ChartWidget::placePlot()
{
    QChart &chart = *m_view->chart();
    if (m_data.shape == ChartShape::Pie) {
        chart.setPlotArea(QRectF());
        return;
    }
    const QFontMetrics metrics(fontOf(TextStyle::Caption));
    int left = 0;
    const auto vertical = chart.axes(Qt::Vertical);
    for (QAbstractAxis *axis : vertical)
        left = std::max(left, widestLabel(*axis, metrics));
    int right = space::large;
    const auto horizontal = chart.axes(Qt::Horizontal);
    for (QAbstractAxis *axis : horizontal) {
        if (qobject_cast<QCategoryAxis *>(axis))
            right = std::max(right, widestLabel(*axis, metrics) / 2 + space::tiny);
    }
    const int top = space::medium;
    const int bottom = metrics.height() + space::medium;
    const QRectF area(left + space::large, top, m_view->width() - left - space::large - right,
                      m_view->height() - top - bottom);
    if (area.width() > 0 && area.height() > 0)
        chart.setPlotArea(area);
    chart.layout()->activate(); // axes that were just added have no place yet, and the same area is no news
}

void ChartWidget::drawShape(QChart &chart)
{
    switch (m_data.shape) {
    case ChartShape::Bar:
        drawBars(chart, m_data, width(), colors());
        break;
    case ChartShape::Line:
        drawLines(chart, m_data, width(), colors());
        break;
    case ChartShape::Pie:
        drawPie(chart, m_data, colors());
        break;
    case ChartShape::Scatter:
        drawPoints(chart, m_data, colors());
        break;
    case ChartShape::Area:
        drawAreas(chart, m_data, width(), colors());
        break;
    case ChartShape::HeatMap:
    case ChartShape::Number:
        break;
    }
}

void ChartWidget::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_drawnIn && m_drawnIn != &colors())
        draw();
}

void ChartWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Which labels fit, and whether bars lie down, depends on the width.
    if (event->size().width() != event->oldSize().width() && m_data.shape != ChartShape::Pie)
        draw();
}

bool ChartWidget::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        placePlot();
    return QWidget::eventFilter(watched, event);
}

void ChartWidget::writeLegend()
{
    QStringList entries;
    for (size_t i = 0; i < m_data.series.size(); ++i) {
        entries.append(QStringLiteral("<span style=\"color:%1\">●</span>&nbsp;%2")
                           .arg(seriesColor(colors(), i).name(), m_data.series[i].name.toHtmlEscaped()));
    }
    m_legend->setText(entries.join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
    m_legend->setVisible(m_data.series.size() > 1 && m_data.shape != ChartShape::HeatMap);
}

} // namespace tabletalk::ui
