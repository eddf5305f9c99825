// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagram/DiagramPicture.h"

#include "ui/connections/DatabaseState.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double narrowest = 120;
constexpr double widest = 300;
constexpr double markWidth = 18; ///< before a row, for what kind of key it is
constexpr double corner = 6;     ///< of lines

double middleOfRow(const TableShape &shape, const QString &column)
{
    const auto row = std::ranges::find(shape.rows, column, &TableShape::Row::name);
    if (row == shape.rows.end())
        return shape.headerHeight / 2;
    return shape.headerHeight + (double(row - shape.rows.begin()) + 0.5) * shape.rowHeight;
}

TableShape shapeOf(const api::DiagramTable &table, int number, bool columns, const QFontMetricsF &titles,
                   const QFontMetricsF &rows)
{
    TableShape shape;
    shape.table = number;
    shape.isView = table.kind == u"view";
    shape.isHidden = table.hidden;
    shape.headerHeight = std::ceil(titles.height()) + space::medium;
    shape.rowHeight = std::ceil(rows.height()) + space::tiny;
    const QString title = tableTitle(table.schema, table.name);
    double width = titles.horizontalAdvance(title) + 2 * space::medium;
    for (const api::DiagramColumn &column : table.columns) {
        if (!columns && !column.primaryKey && !column.foreignKey)
            continue;
        shape.rows.push_back(
            {column.name, column.databaseType.toLower(), column.primaryKey, column.foreignKey, column.hidden});
        width = std::max(width, markWidth + rows.horizontalAdvance(column.name) + space::large
                                    + rows.horizontalAdvance(shape.rows.back().type) + 2 * space::small);
    }
    width = std::ceil(std::clamp(width, narrowest, widest));
    shape.title = titles.elidedText(title, Qt::ElideRight, width - 2 * space::small);
    shape.titleWidth = std::max(1.0, titles.horizontalAdvance(shape.title));
    const double room = width - markWidth - 2 * space::small;
    for (TableShape::Row &row : shape.rows) {
        const double left = room - rows.horizontalAdvance(row.name) - space::large;
        row.type = rows.elidedText(row.type, Qt::ElideRight, std::max(room / 2.5, left));
    }
    const double tail = shape.rows.empty() ? 0 : space::tiny;
    shape.size = QSizeF(width, shape.headerHeight + double(shape.rows.size()) * shape.rowHeight + tail);
    return shape;
}

/// Through the points, each corner rounded as far as its sides are long enough.
void setPoints(JoinLine &line, const std::vector<QPointF> &points)
{
    line.points.clear();
    for (const QPointF &point : points) { // neither twice the same nor three in a row
        if (!line.points.empty() && QLineF(line.points.back(), point).length() < 0.5)
            continue;
        if (line.points.size() > 1) {
            const QPointF a = line.points[line.points.size() - 2];
            const QPointF b = line.points.back();
            if ((a.x() == b.x() && b.x() == point.x()) || (a.y() == b.y() && b.y() == point.y()))
                line.points.pop_back();
        }
        line.points.push_back(point);
    }
    line.path = QPainterPath();
    if (line.points.empty())
        return;
    line.path.moveTo(line.points.front());
    for (size_t i = 1; i < line.points.size(); ++i) {
        const QPointF at = line.points[i];
        if (i + 1 == line.points.size()) {
            line.path.lineTo(at);
            break;
        }
        QLineF in(at, line.points[i - 1]);
        QLineF out(at, line.points[i + 1]);
        const double radius = std::min({corner, in.length() / 2, out.length() / 2});
        in.setLength(radius);
        out.setLength(radius);
        line.path.lineTo(in.p2());
        line.path.quadTo(at, out.p2());
    }
    constexpr double margin = 10; // its ends are drawn beside it
    line.bounds = line.path.boundingRect().adjusted(-margin, -margin, margin, margin);
}

QString withoutSchema(const QString &title)
{
    return title.mid(title.lastIndexOf(u'.') + 1);
}

void paintName(QPainter &painter, const TableShape &shape, const QColor &color, const DiagramFonts &fonts,
               double detail)
{
    constexpr double wanted = 11; ///< pixels on the screen
    constexpr double readable = 7;
    constexpr double nearEnough = 0.25; ///< for part of a name to be of use
    const QRectF box(QPointF(), shape.size);
    // As large as it may be and still fit; what could not be read is left to the names of the areas.
    QString name = withoutSchema(shape.title);
    const double width = shape.titleWidth * double(name.size()) / double(std::max<qsizetype>(1, shape.title.size()));
    const double fitting = double(QFontInfo(fonts.title).pixelSize()) * (box.width() - 8) / std::max(1.0, width);
    double size = std::min({wanted / detail, shape.size.height() * 0.6, fitting});
    QFont font = fonts.title;
    if (size * detail < readable) {
        if (detail < nearEnough)
            return;
        size = readable / detail;
    }
    font.setPixelSize(std::max(1, int(size)));
    name = QFontMetricsF(font).elidedText(name, Qt::ElideRight, box.width() - 4);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, Qt::AlignCenter, name);
}

void paintRows(QPainter &painter, const TableShape &shape, const Colors &colors, const DiagramFonts &fonts)
{
    const QFontMetricsF metrics(fonts.row);
    double y = shape.headerHeight;
    painter.setFont(fonts.row);
    for (const TableShape::Row &row : shape.rows) {
        const QRectF line(space::small, y, shape.size.width() - 2 * space::small, shape.rowHeight);
        if (row.primaryKey || row.foreignKey) { // a filled mark is what rows are told apart by, a ring leads elsewhere
            const QPointF center(line.left() + 5, line.center().y());
            painter.setPen(QPen(colors.accent, 1.4));
            painter.setBrush(row.primaryKey ? QBrush(colors.accent) : QBrush(Qt::NoBrush));
            if (row.primaryKey)
                painter.drawRect(QRectF(center - QPointF(3, 3), QSizeF(6, 6)));
            else
                painter.drawEllipse(center, 3, 3);
        }
        const double typeWidth = metrics.horizontalAdvance(row.type);
        const QRectF name = line.adjusted(markWidth, 0, -typeWidth - space::small, 0);
        painter.setPen(row.hidden ? colors.mutedText : colors.text);
        painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(row.name, Qt::ElideRight, name.width()));
        painter.setPen(colors.mutedText);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, row.type);
        y += shape.rowHeight;
    }
}

/// A fork where many rows may be, a bar where there is one.
void paintEnds(QPainter &painter, const JoinLine &line)
{
    constexpr double reach = 9;
    constexpr double half = 4;
    if (line.points.size() < 2)
        return;
    const QPointF from = line.points.front();
    const double out = line.points[1].x() >= from.x() ? reach : -reach;
    painter.drawLine(from + QPointF(out, 0), from + QPointF(0, -half));
    painter.drawLine(from + QPointF(out, 0), from + QPointF(0, half));
    const QPointF to = line.points.back();
    const double in = line.points[line.points.size() - 2].x() >= to.x() ? reach - 3 : 3 - reach;
    painter.drawLine(to + QPointF(in, -half), to + QPointF(in, half));
}

/// An area is named after the table in it that most of the others know.
void nameAreas(DiagramPicture &picture, const DiagramPlan &plan)
{
    std::vector<int> joins(picture.shapes.size(), 0);
    for (const JoinLine &line : picture.lines) {
        ++joins[line.from];
        ++joins[line.to];
    }
    std::vector<int> members(plan.areas.size(), 0);
    std::vector<int> best(plan.areas.size(), -1);
    for (size_t i = 0; i < plan.groups.size(); ++i) {
        const auto group = size_t(plan.groups[i]);
        ++members[group];
        if (best[group] < 0 || joins[i] > joins[size_t(best[group])])
            best[group] = int(i);
    }
    picture.areas.clear();
    picture.areaNames.clear();
    for (size_t i = 0; i < plan.areas.size(); ++i) {
        if (members[i] < 2 || plan.areas.size() < 2)
            continue;
        const bool isJoined = joins[size_t(best[i])] > 0;
        picture.areas.push_back(plan.areas[i]);
        picture.areaNames.push_back(isJoined ? withoutSchema(picture.shapes[size_t(best[i])].title) : QString());
    }
}

} // namespace

QRectF DiagramPicture::area() const
{
    QRectF all;
    for (size_t i = 0; i < shapes.size(); ++i)
        all |= rectOf(i);
    for (const JoinLine &line : lines)
        all |= line.bounds;
    return all.adjusted(-space::huge, -space::huge, space::huge, space::huge);
}

DiagramFonts diagramFonts()
{
    return {fontOf(TextStyle::Strong), fontOf(TextStyle::Caption)};
}

DiagramPicture pictureOf(const api::SchemaDiagram &diagram, const std::vector<int> &tables, bool columns,
                         const DiagramFonts &fonts)
{
    DiagramPicture picture;
    const QFontMetricsF titles(fonts.title);
    const QFontMetricsF rows(fonts.row);
    std::vector<int> shapeOfTable(diagram.tables.size(), -1);
    picture.shapes.reserve(tables.size());
    for (const int table : tables) {
        shapeOfTable[size_t(table)] = int(picture.shapes.size());
        picture.shapes.push_back(shapeOf(diagram.tables[size_t(table)], table, columns, titles, rows));
    }
    picture.places.resize(picture.shapes.size());
    for (const api::DiagramKey &key : diagram.keys) {
        const int from = shapeOfTable[size_t(key.from)];
        const int to = shapeOfTable[size_t(key.to)];
        if (from < 0 || to < 0 || key.columns.empty())
            continue;
        JoinLine line;
        line.from = size_t(from);
        line.to = size_t(to);
        line.inferred = key.inferred;
        line.fromY = middleOfRow(picture.shapes[line.from], key.columns.front());
        line.toY = middleOfRow(picture.shapes[line.to],
                               key.referencedColumns.empty() ? QString() : key.referencedColumns.front());
        picture.lines.push_back(std::move(line));
    }
    return picture;
}

DiagramInput inputOf(const DiagramPicture &picture)
{
    DiagramInput input;
    input.boxes.reserve(picture.shapes.size());
    input.joins.reserve(picture.lines.size());
    for (const TableShape &shape : picture.shapes)
        input.boxes.push_back(shape.size);
    for (const JoinLine &line : picture.lines)
        input.joins.push_back({int(line.from), int(line.to), line.fromY, line.toY});
    return input;
}

void place(DiagramPicture &picture, const DiagramPlan &plan)
{
    picture.places = plan.places;
    nameAreas(picture, plan);
    for (size_t i = 0; i < picture.lines.size(); ++i)
        setPoints(picture.lines[i], plan.routes[i]);
}

void reroute(DiagramPicture &picture, JoinLine &line)
{
    constexpr double room = 24;
    const QRectF from = picture.rectOf(line.from);
    const QRectF to = picture.rectOf(line.to);
    const double fromY = from.top() + line.fromY;
    const double toY = to.top() + line.toY;
    double begin = from.right();
    double end = to.right();
    double middle = std::max(begin, end) + room;
    if (to.left() > from.right() + room) {
        end = to.left();
        middle = (begin + end) / 2;
    } else if (from.left() > to.right() + room) {
        begin = from.left();
        middle = (begin + end) / 2;
    }
    setPoints(line, {{begin, fromY}, {middle, fromY}, {middle, toY}, {end, toY}});
}

void paintTable(QPainter &painter, const TableShape &shape, TableState state, const Colors &colors,
                const DiagramFonts &fonts, double detail)
{
    constexpr double fullDetail = 0.55; ///< below, rows could not be read
    constexpr double roundness = 6;
    const bool isChosen = state == TableState::Chosen;
    const QRectF box(QPointF(), shape.size);
    const QColor border = state == TableState::Plain ? colors.strongLine : colors.accent;
    const double width = (isChosen ? 3 : state == TableState::Near ? 2 : 1) / std::min(1.0, detail);
    if (detail < fullDetail) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(state == TableState::Plain ? colors.controlLine : border, width));
        painter.setBrush(isChosen ? colors.accent : state == TableState::Near ? colors.accentSoft : colors.raised);
        painter.drawRect(box);
        const QColor text = isChosen                    ? colors.onAccent
                            : state == TableState::Near ? colors.onAccentSoft
                            : shape.isHidden            ? colors.mutedText
                                                        : colors.text;
        paintName(painter, shape, text, fonts, detail);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(box, roundness, roundness);
    QPainterPath header;
    header.setFillRule(Qt::WindingFill);
    header.addRoundedRect(QRectF(0, 0, box.width(), shape.headerHeight), roundness, roundness);
    if (!shape.rows.empty())
        header.addRect(QRectF(0, shape.headerHeight - roundness, box.width(), roundness));
    painter.setBrush(isChosen ? colors.accent : state == TableState::Near ? colors.accentSoft : colors.raised);
    painter.drawPath(header.simplified());
    painter.setPen(QPen(border, width, shape.isView ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, roundness, roundness);
    painter.setFont(fonts.title);
    painter.setPen(isChosen                    ? colors.onAccent
                   : state == TableState::Near ? colors.onAccentSoft
                   : shape.isHidden            ? colors.mutedText
                                               : colors.text);
    painter.drawText(QRectF(space::small, 0, box.width() - 2 * space::small, shape.headerHeight),
                     Qt::AlignVCenter | Qt::AlignLeft, shape.title);
    paintRows(painter, shape, colors, fonts);
}

void paintLine(QPainter &painter, const JoinLine &line, bool isStrong, const Colors &colors, double detail)
{
    constexpr double roundDetail = 0.4; ///< below, neither corners nor ends can be seen
    const bool isFine = detail >= roundDetail;
    QPen pen(isStrong ? colors.accent
             : isFine ? colors.controlLine
                      : colors.strongLine,
             (isStrong ? 2.2 : 1.2) / std::min(1.0, detail));
    if (line.inferred && (isFine || isStrong))
        pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, isFine);
    if (!isFine) {
        painter.drawPolyline(line.points.data(), int(line.points.size()));
        return;
    }
    painter.drawPath(line.path);
    pen.setStyle(Qt::SolidLine);
    painter.setPen(pen);
    paintEnds(painter, line);
}

void paintAreas(QPainter &painter, const std::vector<QRectF> &areas, const Colors &colors)
{
    constexpr double roundness = 12;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.window);
    for (const QRectF &area : areas)
        painter.drawRoundedRect(area, roundness, roundness);
}

void paintAreaNames(QPainter &painter, const DiagramPicture &picture, const Colors &colors, const DiagramFonts &fonts,
                    double detail)
{
    constexpr double far = 0.32;       ///< nearer, tables have their own names
    constexpr double leastShare = 0.7; ///< of a name that is told
    if (detail >= far)
        return;
    painter.save();
    const QTransform toView = painter.worldTransform();
    painter.resetTransform(); // in the size of the window's own text, however far all is
    QColor ground = colors.surface;
    ground.setAlphaF(0.88F);
    const QFontMetricsF large(fonts.title);
    const QFontMetricsF small(fonts.row);
    for (size_t i = 0; i < picture.areas.size(); ++i) {
        const QRectF area = toView.mapRect(picture.areas[i]);
        const double room = area.width() - space::medium;
        const bool isLarge = large.horizontalAdvance(picture.areaNames[i]) <= room;
        const QFontMetricsF &metrics = isLarge ? large : small;
        if (picture.areaNames[i].isEmpty() || metrics.horizontalAdvance(picture.areaNames[i]) * leastShare > room
            || area.height() < metrics.height())
            continue;
        painter.setFont(isLarge ? fonts.title : fonts.row);
        const QString name = metrics.elidedText(picture.areaNames[i], Qt::ElideRight, room);
        QRectF place(QPointF(),
                     QSizeF(metrics.horizontalAdvance(name) + space::medium, metrics.height() + space::tiny));
        place.moveCenter(area.center());
        painter.setPen(colors.line);
        painter.setBrush(ground);
        painter.drawRoundedRect(place, space::tiny, space::tiny);
        painter.setPen(colors.text);
        painter.drawText(place, Qt::AlignCenter, name);
    }
    painter.restore();
}

void paintPicture(QPainter &painter, const DiagramPicture &picture, const Colors &colors, const DiagramFonts &fonts)
{
    const QRectF area = picture.area();
    painter.translate(-area.topLeft());
    painter.fillRect(area, colors.surface);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAreas(painter, picture.areas, colors);
    for (const JoinLine &line : picture.lines)
        paintLine(painter, line, false, colors, 1);
    for (size_t i = 0; i < picture.shapes.size(); ++i) {
        painter.save();
        painter.translate(picture.places[i]);
        paintTable(painter, picture.shapes[i], TableState::Plain, colors, fonts, 1);
        painter.restore();
    }
}

} // namespace tabletalk::ui
